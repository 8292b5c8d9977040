import Foundation
import Synchronization

/// How names of members are written. What was converted once is kept: names come from the program, so there are only so many.
final class MemberNames: Sendable {
    /// `documentId` as `document_id`, exactly as Foundation converts it.
    static let snakeCase = MemberNames { name in
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let object = (try? encoder.encode(OneMember(name: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return String(object.dropFirst(2).dropLast(4))
    }
    static let verbatim = MemberNames { $0 }

    private let convert: @Sendable (String) -> String
    private let labels = Mutex<[String: [UInt8]]>([:])

    private init(_ convert: @escaping @Sendable (String) -> String) {
        self.convert = convert
    }

    /// Labels (the name in quotes and a colon) by the names that were asked for so far.
    func known() -> [String: [UInt8]] { labels.withLock { $0 } }

    func learn(_ name: String) -> [UInt8] {
        let label = WireOutput.label(convert(name))
        labels.withLock { $0[name] = label }
        return label
    }

    /// `{"name":0}`
    private struct OneMember: Encodable {
        let name: String

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(0, forKey: Key(stringValue: name))
        }

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
    }
}
