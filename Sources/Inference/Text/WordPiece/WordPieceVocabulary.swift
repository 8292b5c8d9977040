/// Pieces of words and their numbers, looked up by bytes: Swift's strings take "é" and "e\u{301}" for equal, a vocabulary does not.
package struct WordPieceVocabulary: Sendable {
    /// The special pieces every BERT has.
    package let unknown: Int32
    package let start: Int32
    package let end: Int32
    package let padding: Int32
    package let count: Int

    /// Pieces that begin a word, and pieces that go on with one (written `##ing` in the file).
    let beginnings: ByteTable
    let continuations: ByteTable

    /// Vocabularies of BERT have 30,000 to 120,000 pieces (multilingual); a hostile file must not take all memory.
    package static let maximumPieces = 1_000_000
    package static let maximumSizeBytes = 32 << 20

    /// - Parameter file: one piece a line, numbered from 0; LF or CRLF.
    package init(file: [UInt8]) throws(VocabularyError) {
        guard file.count <= Self.maximumSizeBytes else { throw .tooLarge(limit: "\(Self.maximumSizeBytes) bytes") }
        var beginnings = ByteTable.Builder()
        var continuations = ByteTable.Builder()
        let mark: [UInt8] = [0x23, 0x23]
        let pieces = Self.lines(of: file)
        guard pieces.count <= Self.maximumPieces else { throw .tooLarge(limit: "\(Self.maximumPieces) pieces") }
        for (id, piece) in pieces.enumerated() {
            if piece.count > 2, piece.starts(with: mark) {
                continuations.add(piece.dropFirst(2), value: Int32(id))
            } else {
                beginnings.add(piece, value: Int32(id))
            }
        }
        try self.init(beginnings: beginnings.table(), continuations: continuations.table(), count: pieces.count)
    }

    private init(beginnings: ByteTable, continuations: ByteTable, count: Int) throws(VocabularyError) {
        func special(_ name: String) throws(VocabularyError) -> Int32 {
            guard let id = beginnings[Array(name.utf8)] else { throw VocabularyError.lacks(piece: name) }
            return id
        }
        self.beginnings = beginnings
        self.continuations = continuations
        self.count = count
        unknown = try special("[UNK]")
        start = try special("[CLS]")
        end = try special("[SEP]")
        padding = try special("[PAD]")
    }

    private static func lines(of file: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
}

/// Why a vocabulary cannot be used. Texts are for people.
package enum VocabularyError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLarge(limit: String)
    case lacks(piece: String)
    case damaged(String)

    package var description: String {
        switch self {
        case .tooLarge(let limit): "the vocabulary is larger than \(limit)"
        case .lacks(let piece): "the vocabulary lacks the piece \(piece)"
        case .damaged(let reason): "the vocabulary is damaged: \(reason)"
        }
    }
}
