import Backends
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Inference

@Suite("CLIP")
struct CLIPTests {
    /// What tests use of the files that set-up installs.
    static let modelsFolder = Project.folder.appending(path: "vendor/models").path
    static let hasVocabulary = ModelStore(folder: modelsFolder).state(of: ModelCatalogue.clipVocabulary) == .installed

    private static func vocabulary() throws -> CLIPVocabulary {
        try CLIPVocabulary(path: try ModelStore(folder: modelsFolder).path("merges.txt", of: ModelCatalogue.clipVocabulary))
    }

    private static func embedder(_ fixture: String, vocabulary: CLIPVocabulary? = nil) async throws -> CLIPEmbedder {
        let library = Project.folder.appending(path: "vendor/onnxruntime/libonnxruntime.so").path
        let folder = try CLIPFolder(path: Project.folder.appending(path: "Tests/Fixtures/clip/\(fixture)").path)
        // No merges: every byte is a token of its own, which is all that these towers need.
        let vocabulary = try vocabulary ?? CLIPVocabulary(lines: [[]])
        return try await CLIPEmbedder.open(folder, runtime: try OnnxRuntime(libraryPath: library), vocabulary: vocabulary, engines: 1)
    }

    private func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Bitmap {
        Bitmap(width: 30, height: 20, layout: .rgb, pixels: (0..<600).flatMap { _ in [red, green, blue] })
    }

    @Test("words are runs of letters, single digits, runs of signs, and contractions, as the regular expression has them")
    func words() {
        #expect(CLIPTokenizer.words(of: "It's  30 cm\u{2014}oak,\tdon't!") == ["it", "'s", "3", "0", "cm", "\u{2014}", "oak", ",", "don", "'t", "!"])
        #expect(CLIPTokenizer.words(of: "\u{2018}Quoted\u{2019}") == ["'", "quoted", "'"])
        #expect(CLIPTokenizer.words(of: "ΟΔΟΣ ΣΑΣ") == ["οδος", "σας"])
        #expect(CLIPTokenizer.words(of: "").isEmpty)
    }

    @Test("tokens are those of the reference", .enabled(if: hasVocabulary, "run: mivaa models install clip-vocabulary"))
    func tokens() throws {
        let tokenizer = CLIPTokenizer(vocabulary: try Self.vocabulary())
        for line in try Self.referenceLines() {
            #expect(tokenizer.tokens(of: line.text) == line.tokens, "\(line.text)")
        }
    }

    private struct Line: Decodable {
        var text: String
        var tokens: [Int32]
    }

    /// Lines with the tokens that the reference gives: committed ones, or those of scripts/models/compare-clip-tokens, which are many more.
    private static func referenceLines() throws -> [Line] {
        let kept = Project.folder.appending(path: "Tests/Fixtures/clip/tokens.json").path
        let path = ProcessInfo.processInfo.environment["MIVAA_CLIP_TOKENS"] ?? kept
        return try JSONDecoder().decode([Line].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test(
        "a text is 77 numbers: start, tokens, end, zeros; long ones are cut", .enabled(if: hasVocabulary, "run: mivaa models install clip-vocabulary")
    )
    func length() throws {
        let tokenizer = CLIPTokenizer(vocabulary: try Self.vocabulary())
        let short = tokenizer.encode("oak")
        #expect(short.count == 77)
        #expect(short.prefix(3).last == 49407)
        #expect(short.suffix(74).allSatisfy { $0 == 0 })
        let long = tokenizer.encode(String(repeating: "oak ", count: 500))
        #expect(long.count == 77)
        #expect(long.last == 49407)
        #expect(tokenizer.encode(String(repeating: "x", count: 1_000_000)).count == 77)
    }

    @Test("a vocabulary that joins what no line made is refused")
    func damagedVocabulary() {
        #expect(throws: RecognitionError.self) { try CLIPVocabulary(lines: [[], Array("ab c".utf8)]) }
        #expect(throws: RecognitionError.self) { try CLIPVocabulary(path: "/nowhere") }
    }

    @Test("merges apply by rank, everywhere at once")
    func merges() throws {
        let vocabulary = try CLIPVocabulary(lines: ["", "a b", "b a", "ab ab</w>", "a b</w>"].map { Array($0.utf8) })
        // "abab": rank 0 joins the first pair, rank 3 the last with its end of word, then rank 2 both.
        #expect(vocabulary.tokens(ofWord: "abab".utf8) == [514])
        #expect(vocabulary.tokens(ofWord: "ababa".utf8).first == 512)
        #expect(vocabulary.tokens(ofWord: "".utf8) == [])
    }

    @Test("both kinds of exports give vectors of length 1, the same for the same and others for others", arguments: ["plain", "embeds"])
    func towers(fixture: String) async throws {
        let embedder = try await Self.embedder(fixture)
        #expect(embedder.space.dimension == 512)
        #expect(embedder.understandsText)
        let pictures = try await embedder.embed([plain(200, 10, 10), plain(10, 200, 10), plain(200, 10, 10)])
        #expect(pictures[0] == pictures[2])
        #expect(pictures[0].cosine(to: pictures[1]) < 0.99)
        #expect(abs(pictures[0].cosine(to: pictures[0]) - 1) < 1e-5)
        let texts = try await embedder.embed(texts: ["oak", "steel", "oak"])
        #expect(texts[0] == texts[2])
        #expect(texts[0].cosine(to: texts[1]) < 0.999)
    }

    @Test("models are told apart by their answers")
    func versions() async throws {
        #expect(try await Self.embedder("plain").space != Self.embedder("embeds").space)
    }

    @Test("a folder without towers says what belongs there")
    func missing() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: RecognitionError.self) { try CLIPFolder(path: folder.url.path) }
        #expect(error?.description.contains("visual.onnx") == true)
    }

    @Test("a material is the sentence whose vector is nearest; scores add up to one")
    func materials() async throws {
        let embedder = WordColors()
        let taxonomy = try taxonomy("red", "green")
        let classifier = try await MaterialClassifier(taxonomy: taxonomy, embedder: embedder)
        let answer = try await classifier.classify(plain(10, 220, 10))
        #expect(answer.categories.first?.name == "green")
        #expect(answer.finishes.first?.name == "deep green")
        #expect(abs(answer.categories.reduce(0) { $0 + $1.score } - 1) < 1e-9)
        #expect(answer.algorithm == "zero-shot by word-colors")
    }

    @Test("the list of materials that comes with the program is sound, with the ten categories of the first system")
    func shippedTaxonomy() throws {
        let taxonomy = try MaterialTaxonomy(path: Project.folder.appending(path: "share/materials.json").path)
        let names = ["metals", "plastics", "ceramics", "composites", "textiles", "wood", "glass", "rubber", "concrete", "other"]
        #expect(taxonomy.categories.map(\.name) == names)
        let finishes = taxonomy.categories.flatMap { $0.finishes.map(\.name) }
        #expect(finishes.count > 100)
        #expect(Set(finishes).count == finishes.count)
    }

    @Test("a list of materials with a mistake says which", arguments: ["{}", #"{"templates": ["a"], "categories": []}"#, "no JSON"])
    func wrongTaxonomy(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(text.utf8), to: "materials.json")
        #expect(throws: RecognitionError.self) { try MaterialTaxonomy(path: path) }
    }

    private func taxonomy(_ names: String...) throws -> MaterialTaxonomy {
        let folder = try TemporaryFolder()
        let categories = names.map { #"{"name": "\#($0)", "prompts": ["\#($0)"], "finishes": [{"name": "deep \#($0)", "prompts": ["\#($0)"]}]}"# }
        let json = #"{"templates": ["a picture of {}", "{}"], "categories": [\#(categories.joined(separator: ","))]}"#
        return try MaterialTaxonomy(path: try folder.write(Array(json.utf8), to: "materials.json"))
    }

    @Test("labels come from the nearest examples, each vote the weaker the farther")
    func examples() throws {
        let classifier = ExampleClassifier([
            .init(label: "wood", vector: [1, 0], colors: []), .init(label: "wood", vector: [0.98, 0.2], colors: []),
            .init(label: "steel", vector: [0, 1], colors: []),
        ])
        let scores = classifier.classify([1, 0], colors: [])
        #expect(scores.first?.name == "wood")
        #expect((scores.first?.score ?? 0) > 0.99)
        #expect(ExampleClassifier([]).classify([1, 0], colors: []).isEmpty)
    }
}

/// Embeds a picture by its first pixel, and a text by the colours that it names.
private struct WordColors: ImageEmbedder {
    let space = EmbeddingSpace(model: "word-colors", version: "1", dimension: 3)
    let understandsText = true

    func embed(_ pictures: [Bitmap]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        for picture in pictures { vectors.append(try picture.pixels.prefix(3).map(Float.init).normalized()) }
        return vectors
    }

    func embed(texts: [String]) async throws(RecognitionError) -> [[Float]] {
        texts.map { text in ["red", "green", "blue"].map { text.contains($0) ? 1 : 0 } }
    }
}
