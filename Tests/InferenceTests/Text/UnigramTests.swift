import Testing

@testable import Inference

@Suite("SentencePiece unigram")
struct UnigramTests {
    /// `ModelProto` with the pieces given: text, score, kind.
    private static func model(_ pieces: [(String, Float, UInt8)], normalizer: [UInt8] = []) -> [UInt8] {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
        func score(_ value: Float) -> [UInt8] { [2 << 3 | 5] + (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        return pieces.flatMap { field(1, field(1, Array($0.0.utf8)) + score($0.1) + [3 << 3, $0.2]) } + field(3, normalizer)
    }

    private static let pieces: [(String, Float, UInt8)] = [
        ("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), ("\u{2581}", -3, 1), ("\u{2581}new", -2, 1), ("\u{2581}ne", -1, 1), ("w", -4, 1),
        ("é", -3, 1), ("s", -3, 1), ("ws", -2.5, 1),
    ]

    private func encode(_ text: String, limit: Int = 50) throws -> [Int32] {
        UnigramTokenizer(model: try SentencePieceModel(file: Self.model(Self.pieces))).encode(text, limit: limit)
    }

    @Test(
        "the likeliest way to cut the text wins",
        arguments: [
            ("new", [1, 4, 2]), ("news", [1, 5, 9, 2]), ("  new   new ", [1, 4, 4, 2]), ("ws", [1, 3, 9, 2]), ("é", [1, 3, 7, 2]),
        ] as [(String, [Int32])])
    func likeliest(text: String, expected: [Int32]) throws {
        #expect(try encode(text) == expected)
    }

    @Test(
        "a run of unknown characters is one unknown piece", arguments: [("xyz", [1, 3, 0, 2]), ("xsz", [1, 3, 0, 8, 0, 2])] as [(String, [Int32])])
    func unknown(text: String, expected: [Int32]) throws {
        #expect(try encode(text) == expected)
    }

    @Test("nothing is one unknown piece; control pieces in text are text")
    func edges() throws {
        #expect(try encode("") == [1, 0, 2])
        #expect(try encode("   ") == [1, 0, 2])
        #expect(try !encode("<s>").dropFirst().contains(1))
    }

    @Test("the input is cut at the limit and still ends")
    func limit() throws {
        #expect(try encode("new new new", limit: 4) == [1, 4, 4, 2])
        #expect(try encode(String(repeating: "new ", count: 100_000), limit: 4) == [1, 4, 4, 2])
    }

    @Test("damaged models are refused, wherever they end")
    func damaged() throws {
        let file = Self.model(Self.pieces)
        for end in stride(from: 0, to: file.count - 2, by: 1) {
            // Cut between two pieces it is a smaller model; else it must say so. Never a crash.
            _ = try? SentencePieceModel(file: Array(file.prefix(end)))
        }
        #expect(throws: VocabularyError.lacks(piece: "<unk>")) { try SentencePieceModel(file: []) }
        #expect(throws: VocabularyError.self) { try SentencePieceModel(file: Array(file.prefix(5))) }
    }

    @Test("a character map that points outside of itself replaces nothing")
    func hostileCharacterMap() throws {
        // One trie unit whose offset leads far away.
        let blob: [UInt8] = [4, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0x61, 0]
        let normalizer: [UInt8] = [2 << 3 | 2, UInt8(blob.count)] + blob
        let model = try SentencePieceModel(file: Self.model(Self.pieces, normalizer: normalizer))
        #expect(UnigramTokenizer(model: model).encode("new", limit: 9) == [1, 4, 2])
    }
}
