/// Name of a stored chunk: its document and its place in it. Written "doc_…:12".
package struct ChunkID: Hashable, Sendable {
    package var document: DocumentID
    /// `Chunk.index`.
    package var index: Int

    package init(document: DocumentID, index: Int) {
        self.document = document
        self.index = index
    }
}

extension ChunkID: LosslessStringConvertible {
    /// Between the document and the number in names that other services around this one write; read and never written here.
    private static let foreignSeparator = "_chunk_"

    /// Reads "doc_1:12" and "doc_1_chunk_12".
    package init?(_ description: String) {
        let parts =
            description.split(separator: ":", omittingEmptySubsequences: false).inTwo
            ?? description.split(separator: Self.foreignSeparator, omittingEmptySubsequences: false).inTwo
        guard let parts, let document = DocumentID(rawValue: String(parts.0)), let index = Int(parts.1), index >= 0 else { return nil }
        self.init(document: document, index: index)
    }

    package var description: String { "\(document):\(index)" }
}

extension ChunkID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the name of a chunk")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension [Substring] {
    /// Both, when there are exactly two.
    fileprivate var inTwo: (Substring, Substring)? { count == 2 ? (self[0], self[1]) : nil }
}
