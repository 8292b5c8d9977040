/// BERT's tokenizer: words, then the longest known pieces of each. The same numbers as the reference's for the same text.
///
/// Unlike the reference, text that spells a special piece ("[SEP]") is text: a document must not steer the model.
package struct WordPieceTokenizer: Sendable {
    package enum Casing: Sendable {
        /// Lower case without accents ("uncased" models).
        case lowered
        case kept
    }

    /// A piece and the word it belongs to.
    package struct Piece: Hashable, Sendable {
        package var id: Int32
        /// The whole word's place in the text, as UTF-8 offsets.
        package var word: Range<Int>
        package var beginsWord: Bool
    }

    package let vocabulary: WordPieceVocabulary
    private let folding: ScalarFolding

    package init(vocabulary: WordPieceVocabulary, casing: Casing) {
        self.vocabulary = vocabulary
        folding = casing == .lowered ? .lowercase : .cased
    }

    /// The model's input for a text: start, pieces, end; at most `limit` numbers. The rest of the text is not looked at.
    package func encode(_ text: String, limit: Int) -> [Int32] {
        [vocabulary.start] + pieces(of: text, limit: max(0, limit - 2)).map(\.id) + [vocabulary.end]
    }

    /// The first `limit` pieces of the text, in order.
    package func pieces(of text: String, limit: Int) -> [Piece] {
        var words = BertWords(text, folding: folding)
        var pieces: [Piece] = []
        while pieces.count < limit, let word = words.next() { append(word, to: &pieces) }
        if pieces.count > limit { pieces.removeLast(pieces.count - limit) }
        return pieces
    }

    private func append(_ word: BertWords.Word, to pieces: inout [Piece]) {
        let first = pieces.count
        var start = 0
        while start < word.bytes.count {
            guard let (id, end) = longestPiece(of: word.bytes, from: start) else { break }
            pieces.append(Piece(id: id, word: word.source, beginsWord: start == 0))
            start = end
        }
        if word.isTooLong || start < word.bytes.count {
            // One part unknown makes the whole word unknown.
            pieces.removeLast(pieces.count - first)
            pieces.append(Piece(id: vocabulary.unknown, word: word.source, beginsWord: true))
        }
    }

    private func longestPiece(of bytes: [UInt8], from start: Int) -> (id: Int32, end: Int)? {
        let table = start == 0 ? vocabulary.beginnings : vocabulary.continuations
        let limit = min(bytes.count, start + table.maximumLength)
        var found: (Int32, Int)?
        var hash = ByteHash()
        for index in start..<limit {
            hash.append(bytes[index])
            // A key ends where a scalar does; half a scalar is in no vocabulary, so it needs no look-up.
            let isBoundary = index + 1 == bytes.count || bytes[index + 1] & 0xC0 != 0x80
            if isBoundary, let id = table[bytes[start...index], hash: hash.value] { found = (id, index + 1) }
        }
        return found
    }
}
