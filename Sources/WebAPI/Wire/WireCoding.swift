import Foundation

/// How values become the JSON of the contract and back: snake_case names, absent members for `nil`, slashes as they are.
enum WireCoding {
    /// Sorted members, so that the same answer has the same validator (ETag) every time.
    static func encode(_ value: some Encodable) throws -> [UInt8] { try WireEncoder.encode(value, names: .snakeCase) }

    /// Without changing names: for JSON that is JSON already.
    static func encodeVerbatim(_ tree: JSONTree) throws -> [UInt8] { try WireEncoder.encode(tree, names: .verbatim) }

    /// The JSON of a value, to be looked into.
    static func tree(_ value: some Encodable) throws -> JSONTree {
        try JSONDecoder().decode(JSONTree.self, from: Data(try encode(value)))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from tree: JSONTree) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: try JSONEncoder().encode(tree))
    }
}
