import Backends
import Foundation
import TestSupport
import Testing

@testable import Inference

/// What every `TextEmbedder` promises, on each of them.
@Suite("Contract of text embedders")
struct TextEmbedderContract {
    /// An embedder under test; the local ones need their model, which `mivaa models install` brings and `make test` runs.
    enum Candidate: String, CaseIterable, CustomTestStringConvertible {
        case miniLM = "all-minilm-l6-v2"
        case multilingual = "use-multilingual"
        case remote

        var testDescription: String { rawValue }

        /// What it needs to live, beside the embedder.
        func open() async throws -> (embedder: any TextEmbedder, keeping: LocalServer?) {
            guard let entry = ModelCatalogue.entry(rawValue) else {
                let server = try await LocalServer(RemoteEmbedderTests.answer)
                return (try await RemoteEmbedder.open(.init(base: server.base, model: "any")), server)
            }
            let model = try EmbeddingModel(entry, in: ModelStore(folder: InstalledRuntime.vendor + "/models"), precision: .int8)
            return (try await SentenceEmbedder.open(model, runtime: try InstalledRuntime.shared.get(), threads: 2), nil)
        }
    }

    @Test("one vector of length 1 and the space's dimension for each text, in order", arguments: Candidate.allCases)
    func vectors(candidate: Candidate) async throws {
        let (embedder, server) = try await candidate.open()
        let texts = (0..<100).map { String(repeating: "word ", count: $0 * 7 % 50) + "number \($0)" }
        let together = try await embedder.embed(texts)
        #expect(together.count == texts.count)
        for vector in together {
            #expect(vector.count == embedder.space.dimension)
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4)
        }
        for index in [0, 13, 99] {
            let alone = try await embedder.embed([texts[index]])[0]
            #expect(cosine(alone, together[index]) > 0.98)
        }
        _ = server
    }

    @Test("no texts give no vectors; empty, huge and odd ones give one", arguments: Candidate.allCases)
    func oddTexts(candidate: Candidate) async throws {
        let (embedder, server) = try await candidate.open()
        #expect(try await embedder.embed([]).isEmpty)
        let odd = ["", " ", "\u{0}", "🤷🏽", "e\u{301}", "\u{FFFD}", String(repeating: "long ", count: 100_000), String(repeating: "x", count: 500_000)]
        #expect(try await embedder.embed(odd).allSatisfy { $0.allSatisfy(\.isFinite) })
        _ = server
    }

    @Test("the same text gives the same vector", arguments: Candidate.allCases)
    func repeatable(candidate: Candidate) async throws {
        let (embedder, server) = try await candidate.open()
        #expect(try await embedder.embed(["The same."]) == embedder.embed(["The same."]))
        _ = server
    }

    @Test("a cancelled task gets no vectors", arguments: Candidate.allCases)
    func cancelling(candidate: Candidate) async throws {
        let (embedder, server) = try await candidate.open()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await embedder.embed(["a"])
        }
        let result = await task.result
        #expect(throws: RecognitionError.cancelled) { try result.get() }
        _ = server
    }

    @Test("texts of one meaning are closer than others", arguments: [Candidate.miniLM, .multilingual])
    func meaning(candidate: Candidate) async throws {
        let vectors = try await candidate.open().embedder.embed([
            "When does the contract end?", "The agreement terminates in December.", "Beat the eggs with sugar.",
        ])
        #expect(cosine(vectors[0], vectors[1]) > cosine(vectors[0], vectors[2]) + 0.1)
    }

    @Test("the multilingual model puts translations together")
    func translations() async throws {
        let vectors = try await Candidate.multilingual.open().embedder.embed([
            "The contract ends in December.", "Der Vertrag endet im Dezember.", "Der Kuchen braucht drei Eier.",
        ])
        #expect(cosine(vectors[0], vectors[1]) > 0.7)
        #expect(cosine(vectors[0], vectors[2]) < 0.5)
    }

    @Test("a model that is not installed names the command that installs it")
    func missing() {
        #expect(throws: RecognitionError.missing(what: "the model all-minilm-l6-v2", install: "mivaa models install all-minilm-l6-v2")) {
            _ = try EmbeddingModel(ModelCatalogue.miniLM, in: ModelStore(folder: "/nowhere"), precision: .int8)
        }
    }

    private func cosine(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}

@Suite("Batches of texts")
struct TokenBatchTests {
    @Test("every text is in one batch, within the limits, padded to its longest", arguments: 0..<10)
    func batches(seed: Int) {
        let lengths = (0..<300).map { 2 + ($0 * 7919 + seed * 104_729) % 255 }
        let limits = TokenBatch.Limits()
        let batches = TokenBatch.batches(ofLengths: lengths, limits: limits)
        #expect(batches.flatMap(\.members).sorted() == Array(0..<300))
        for batch in batches {
            #expect(batch.members.count <= limits.texts && batch.members.count * batch.length <= limits.tokens)
            #expect(batch.length == batch.members.map { lengths[$0] }.max())
        }
        let padded = batches.reduce(0) { $0 + $1.members.count * $1.length }
        #expect(Double(padded) < 1.1 * Double(lengths.reduce(0, +)))
    }

    @Test("a text longer than a batch goes alone")
    func oversized() {
        let batches = TokenBatch.batches(ofLengths: [5000, 3, 5000], limits: .init())
        #expect(batches.map(\.members) == [[0], [2], [1]])
    }
}
