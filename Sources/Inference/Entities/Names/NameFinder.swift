package import Backends
import Foundation

/// The files of a name finder: any BERT for token classification exported to ONNX, with its vocabulary and labels.
package struct NameModel: Sendable {
    package let name: String
    let weightsPath: String
    let tokenizer: WordPieceTokenizer
    let tags: NameTags

    /// The catalogue's model, or the user's folder in its place.
    package init(_ entry: ModelEntry, in store: ModelStore) throws(RecognitionError) {
        name = entry.name
        weightsPath = try store.path("model.onnx", of: entry)
        let vocabularyPath = try store.path("vocab.txt", of: entry)
        guard let file = FileManager.default.contents(atPath: vocabularyPath) else { throw .failed("\(vocabularyPath) cannot be read") }
        do {
            tokenizer = WordPieceTokenizer(vocabulary: try WordPieceVocabulary(file: [UInt8](file)), casing: .lowered)
        } catch {
            throw .failed("\(vocabularyPath): \(error)")
        }
        let labels = FileManager.default.contents(atPath: try store.path("labels.txt", of: entry)) ?? Data()
        tags = try NameTags(file: String(decoding: labels.prefix(1 << 16), as: UTF8.self))
    }
}

/// A loaded name finder, used by one thread.
struct NameFinder {
    private let session: InferenceSession
    private let model: NameModel
    private let decoder: NameDecoder
    /// Windows that go through the model together; they are short, so that a batch of 32 takes a few megabytes.
    private let limits = TokenBatch.Limits()

    /// Pieces of a text that the model sees at a time, without marks: half of the 512 positions that it has, as attention to more
    /// costs time and finds no more names.
    private static let windowPieces = 254
    /// Pieces that neighbouring windows share; those at the edge of a window lack context, so the window that has them further inside decides.
    private static let sharedPieces = 64

    init(runtime: OnnxRuntime, model: NameModel) throws(RecognitionError) {
        session = try InferenceSession(runtime: runtime, modelPath: model.weightsPath)
        guard session.outputNames.contains("logits") else {
            throw .failed("\(model.weightsPath) is no token classifier: it has no output named logits")
        }
        self.model = model
        decoder = NameDecoder(tags: model.tags)
    }

    /// The names in each text, unsifted.
    func names(in texts: [String], limit: RunLimit) throws(RecognitionError) -> [[NameDecoder.Name]] {
        var pieces: [[WordPieceTokenizer.Piece]] = []
        for text in texts {
            try limit.check()
            pieces.append(model.tokenizer.pieces(of: text, limit: .max))
        }
        var probabilities = pieces.map { [[Float]](repeating: [], count: $0.count) }
        let windows = pieces.indices.flatMap {
            Window.windows(ofText: $0, pieceCount: pieces[$0].count, size: Self.windowPieces, shared: Self.sharedPieces)
        }
        let tokens = windows.map { window in
            [model.tokenizer.vocabulary.start] + pieces[window.text][window.range].map(\.id) + [model.tokenizer.vocabulary.end]
        }
        for batch in TokenBatch.batches(ofLengths: tokens.map(\.count), limits: limits) {
            let results = try classify(batch, of: tokens, limit: limit)
            for (member, rows) in zip(batch.members, results) {
                let window = windows[member]
                for piece in window.deciding { probabilities[window.text][piece] = rows[piece - window.range.lowerBound] }
            }
        }
        return zip(pieces, probabilities).map { decoder.names($0, probabilities: $1) }
    }

    /// For each member, for each of its pieces without the marks, the probabilities of the tags.
    private func classify(_ batch: TokenBatch, of tokens: [[Int32]], limit: RunLimit) throws(RecognitionError) -> [[[Float]]] {
        let inputs = batch.inputs(tokens, padding: model.tokenizer.vocabulary.padding, names: session.inputNames)
        let tagCount = model.tags.tags.count
        return try session.run(inputs, outputs: ["logits"], limit: limit) { (results) throws(RecognitionError) in
            guard results[0].shape == [batch.members.count, batch.length, tagCount] else {
                throw .failed("the model's output has the shape \(results[0].shape); labels.txt has \(tagCount) labels")
            }
            let logits = try results[0].floats()
            return batch.members.enumerated().map { row, member in
                (1..<tokens[member].count - 1).map { piece in
                    let start = (row * batch.length + piece) * tagCount
                    return Self.softmax(logits[start..<start + tagCount])
                }
            }
        }
    }

    private static func softmax(_ logits: Slice<UnsafeBufferPointer<Float>>) -> [Float] {
        let largest = logits.max() ?? 0
        let powers = logits.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}

/// A part of a text's pieces.
struct Window: Hashable {
    var text: Int
    var range: Range<Int>
    /// The pieces whose probabilities are taken from this window; over all windows each piece once.
    var deciding: Range<Int>

    static func windows(ofText text: Int, pieceCount: Int, size: Int, shared: Int) -> [Window] {
        guard pieceCount > 0 else { return [] }
        var windows: [Window] = []
        var start = 0
        var decided = 0
        while decided < pieceCount {
            let end = min(start + size, pieceCount)
            let decidingEnd = end == pieceCount ? end : end - shared / 2
            windows.append(Window(text: text, range: start..<end, deciding: decided..<decidingEnd))
            decided = decidingEnd
            start = end - shared
        }
        return windows
    }
}
