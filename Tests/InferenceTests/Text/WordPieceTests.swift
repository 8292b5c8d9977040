import Testing

@testable import Inference

@Suite("WordPiece")
struct WordPieceTests {
    private static let pieces = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "cafe", "the", ",", "!", "\u{4E2D}", "##d", "a", "b", "##b", "=", "ab",
    ]

    private func tokenizer(_ casing: WordPieceTokenizer.Casing = .lowered) throws -> WordPieceTokenizer {
        WordPieceTokenizer(vocabulary: try WordPieceVocabulary(file: Array(Self.pieces.joined(separator: "\n").utf8)), casing: casing)
    }

    private func pieces(_ text: String, casing: WordPieceTokenizer.Casing = .lowered) throws -> [String] {
        try tokenizer(casing).pieces(of: text, limit: 100).map { Self.pieces[Int($0.id)] }
    }

    @Test(
        "the longest known piece wins",
        arguments: [
            ("unaffable", ["un", "##aff", "##able"]),
            ("unaffably", ["[UNK]"]),
            ("the cafe", ["the", "cafe"]),
            ("ab abb", ["ab", "ab", "##b"]),
        ])
    func longestPiece(text: String, expected: [String]) throws {
        #expect(try pieces(text) == expected)
    }

    @Test(
        "text is cleaned and folded as the models were trained",
        arguments: [
            ("Café CAFÉ cafe\u{301}", ["cafe", "cafe", "cafe"]),
            ("a\u{200B}b a\u{AD}b", ["ab", "ab"]),
            ("a\u{A0}b a\u{3000}b", ["a", "b", "a", "b"]),
            ("a\u{0}b a\u{FFFD}b", ["ab", "ab"]),
            ("the中the", ["the", "\u{4E2D}", "the"]),
            ("a≠b", ["a", "=", "b"]),
            ("the,the!", ["the", ",", "the", "!"]),
            ("\u{378}", ["[UNK]"]),
            ("a\u{1734}b", ["ab"]),
            ("a\u{1885}b", ["[UNK]"]),
            ("", []),
            (" \n\t", []),
        ])
    func folding(text: String, expected: [String]) throws {
        #expect(try pieces(text) == expected)
    }

    @Test("a cased model keeps case and accents")
    func cased() throws {
        #expect(try pieces("Cafe café cafe", casing: .kept) == ["[UNK]", "[UNK]", "cafe"])
    }

    @Test("text that spells a special piece is text")
    func specialPieces() throws {
        #expect(try pieces("[SEP]") == ["[UNK]", "[UNK]", "[UNK]"])
    }

    @Test("a word of 100 characters is looked up, a longer one is unknown as a whole")
    func longWords() throws {
        let hundred = "a" + String(repeating: "b", count: 99)
        #expect(try pieces(hundred) == ["ab"] + Array(repeating: "##b", count: 98))
        #expect(try pieces(hundred + "b") == ["[UNK]"])
    }

    @Test("the model's input is cut at the limit and still ends")
    func limit() throws {
        let tokenizer = try tokenizer()
        #expect(tokenizer.encode("the the the", limit: 4) == [2, 8, 8, 3])
        #expect(tokenizer.encode("the", limit: 4) == [2, 8, 3])
        #expect(tokenizer.encode("", limit: 4) == [2, 3])
    }

    @Test("pieces know where their word was in the text")
    func sources() throws {
        let pieces = try tokenizer().pieces(of: "é unaffable,\u{4E2D}", limit: 10)
        #expect(pieces.map(\.word) == [0..<2, 3..<12, 3..<12, 3..<12, 12..<13, 13..<16])
        #expect(pieces.map(\.beginsWord) == [true, true, false, false, true, true])
    }

    @Test("a vocabulary may have CRLF ends and needs its special pieces")
    func vocabularyFiles() throws {
        #expect(try WordPieceVocabulary(file: Array("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\nthe\r\n".utf8)).count == 5)
        #expect(throws: VocabularyError.lacks(piece: "[SEP]")) { try WordPieceVocabulary(file: Array("[PAD]\n[UNK]\n[CLS]\n".utf8)) }
    }

    @Test("a vocabulary with too many pieces is refused")
    func hugeVocabulary() {
        let file = Array(repeating: UInt8(ascii: "\n"), count: WordPieceVocabulary.maximumPieces + 1)
        #expect(throws: VocabularyError.tooLarge(limit: "1000000 pieces")) { try WordPieceVocabulary(file: file) }
    }
}
