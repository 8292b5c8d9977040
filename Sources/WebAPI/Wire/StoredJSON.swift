/// JSON that was stored as text and is answered as it is: taking it apart and putting it together again was a third of what such an answer cost.
struct StoredJSON: Hashable, Sendable {
    /// One JSON text, as this program wrote it.
    let text: String
}

extension StoredJSON: Codable {
    init(from decoder: any Decoder) throws {
        text = String(decoding: try WireCoding.encodeVerbatim(JSONTree(from: decoder)), as: UTF8.self)
    }

    /// For encoders that cannot take text as it is; `WireOutput` does.
    func encode(to encoder: any Encoder) throws {
        try (JSONTree(parsing: text) ?? .null).encode(to: encoder)
    }
}
