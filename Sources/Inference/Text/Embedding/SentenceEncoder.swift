import Backends

/// One loaded embedding model: runs batches of token numbers, on one thread.
struct SentenceEncoder {
    private let session: InferenceSession
    private let padding: Int32
    private let output: String

    /// Names under which exporters give the pooled vector or the tokens' vectors, the preferred first.
    private static let knownOutputs = ["sentence_embedding", "last_hidden_state", "token_embeddings"]

    init(runtime: OnnxRuntime, model: EmbeddingModel) throws(RecognitionError) {
        session = try InferenceSession(runtime: runtime, modelPath: model.weightsPath)
        padding = model.tokenizer.padding
        guard session.inputNames.contains("input_ids") else {
            throw .failed("\(model.weightsPath) is not an embedding model: it has no input named input_ids")
        }
        guard let output = Self.knownOutputs.first(where: session.outputNames.contains) ?? session.outputNames.first else {
            throw .failed("\(model.weightsPath) has no output")
        }
        self.output = output
    }

    /// A vector of length 1 for each member of the batch.
    func vectors(_ batch: TokenBatch, of tokens: [[Int32]], limit: RunLimit) throws(RecognitionError) -> [[Float]] {
        let inputs = batch.inputs(tokens, padding: padding, names: session.inputNames)
        return try session.run(inputs, outputs: [output], limit: limit) { (results) throws(RecognitionError) in
            let shape = results[0].shape
            let values = try results[0].floats()
            guard (2...3).contains(shape.count), shape[0] == batch.members.count, shape.count == 2 || shape[1] == batch.length else {
                throw .failed("the model's output has the shape \(shape), not one vector a text or a token")
            }
            let width = shape[shape.count - 1]
            var vectors: [[Float]] = []
            for (row, member) in batch.members.enumerated() {
                // Pooled by the model, or here: the mean over the tokens of the text.
                let count = shape.count == 2 ? 1 : tokens[member].count
                let start = row * (values.count / shape[0])
                vectors.append(try Self.unitMean(values[start..<start + count * width], width: width))
            }
            return vectors
        }
    }

    private static func unitMean(_ rows: Slice<UnsafeBufferPointer<Float>>, width: Int) throws(RecognitionError) -> [Float] {
        var sum = [Float](repeating: 0, count: width)
        var column = 0
        for value in rows {
            sum[column] += value
            column = column + 1 == width ? 0 : column + 1
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length.isFinite, length > 0 else { throw .failed("the model's output is not a direction (length \(length))") }
        return sum.map { $0 / length }
    }
}
