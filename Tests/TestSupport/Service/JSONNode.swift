package import Foundation

/// Any JSON, for looking into: `answer.json["data"]["jobs"][0]["status"].text`. What is not there is `.missing`.
package enum JSONNode: Hashable, Sendable {
    case missing
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([String: JSONNode])

    package init(parsing data: Data) {
        self = (try? JSONDecoder().decode(JSONNode.self, from: data)) ?? .missing
    }

    package subscript(_ name: String) -> JSONNode {
        guard case .object(let members) = self else { return .missing }
        return members[name] ?? .missing
    }

    package subscript(_ index: Int) -> JSONNode {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return .missing }
        return elements[index]
    }

    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// `nil` for numbers with a fraction.
    package var integer: Int? { number.flatMap { Int(exactly: $0) } }
    package var boolean: Bool? { if case .boolean(let truth) = self { truth } else { nil } }
    /// Empty for everything but an array.
    package var elements: [JSONNode] { if case .array(let elements) = self { elements } else { [] } }
    /// Names of an object's members; empty for everything else.
    package var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
}

extension JSONNode: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .boolean(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONNode].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONNode].self))
        }
    }
}
