package import Backends
package import DocumentModel

/// Pictures and texts to vectors of one space, by a CLIP model that the user brings.
package final class CLIPEmbedder: ImageEmbedder {
    package let space: EmbeddingSpace
    package let understandsText = true

    /// Seconds for one picture or text: ViT-L/14 at 336 pixels needs some five on a slow core.
    private static let secondsPerItem = 60.0

    private let visual: EnginePool<CLIPTower.Visual>
    private let textual: EnginePool<CLIPTower.Textual>
    private let tokenizer: CLIPTokenizer

    /// Loads both towers once, to know that they work and fit together.
    ///
    /// - Parameter engines: pictures, and texts, at the same time; each takes the size of its tower in memory.
    package static func open(
        _ folder: CLIPFolder, runtime: OnnxRuntime, store: ModelStore, engines: Int
    ) async throws(RecognitionError) -> CLIPEmbedder {
        let path = try store.path(ModelCatalogue.clipVocabularyFile, of: ModelCatalogue.clipVocabulary)
        let vocabulary = try CLIPVocabulary(path: path)
        return try await open(folder, runtime: runtime, vocabulary: vocabulary, engines: engines)
    }

    static func open(
        _ folder: CLIPFolder, runtime: OnnxRuntime, vocabulary: CLIPVocabulary, engines: Int
    ) async throws(RecognitionError) -> CLIPEmbedder {
        let limits = (
            EnginePool<CLIPTower.Visual>.Limits(engines: engines, seconds: secondsPerItem),
            EnginePool<CLIPTower.Textual>.Limits(engines: engines, seconds: secondsPerItem)
        )
        let visual = EnginePool<CLIPTower.Visual>(limits: limits.0) { () throws(RecognitionError) in
            try CLIPTower.Visual(runtime: runtime, path: folder.visualPath)
        }
        let textual = EnginePool<CLIPTower.Textual>(limits: limits.1) { () throws(RecognitionError) in
            try CLIPTower.Textual(runtime: runtime, path: folder.textualPath)
        }
        let tokenizer = CLIPTokenizer(vocabulary: vocabulary)
        let gray = Bitmap(width: 2, height: 2, layout: .gray, pixels: [90, 120, 150, 180])
        let seen = try await visual.withEngine { (tower, limit) throws(RecognitionError) in try tower.vector(of: gray, limit) }
        let tokens = tokenizer.encode("a picture")
        let read = try await textual.withEngine { (tower, limit) throws(RecognitionError) in try tower.vector(of: tokens, limit) }
        guard seen.count == read.count else {
            throw .failed("the towers do not belong together: vectors of \(seen.count) and \(read.count) numbers")
        }
        // The answers to fixed inputs tell models apart: other weights, other vectors.
        let version = zip(seen, read).prefix(8).map { String(Int(($0 + $1) * 100_000)) }.joined(separator: ",")
        let space = EmbeddingSpace(model: folder.name, version: version, dimension: seen.count)
        return CLIPEmbedder(space: space, visual: visual, textual: textual, tokenizer: tokenizer)
    }

    private init(
        space: EmbeddingSpace, visual: EnginePool<CLIPTower.Visual>, textual: EnginePool<CLIPTower.Textual>, tokenizer: CLIPTokenizer
    ) {
        self.space = space
        self.visual = visual
        self.textual = textual
        self.tokenizer = tokenizer
    }

    package func embed(_ pictures: [Bitmap]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        for picture in pictures {
            vectors.append(
                try await visual.withEngine { (tower, limit) throws(RecognitionError) in try tower.vector(of: picture, limit) })
        }
        return vectors
    }

    package func embed(texts: [String]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        for text in texts {
            let tokens = tokenizer.encode(text)
            vectors.append(
                try await textual.withEngine { (tower, limit) throws(RecognitionError) in try tower.vector(of: tokens, limit) })
        }
        return vectors
    }
}
