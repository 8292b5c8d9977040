import Backends
import DocumentModel

/// One loaded tower and what was found out about it. Exports differ in names, number types and sides; all are told by the model itself.
final class CLIPTower {
    private let session: InferenceSession
    private let output: String

    private init(session: InferenceSession) throws(RecognitionError) {
        // Exports with several outputs name the joint one "..._embeds"; others have one.
        guard let output = session.outputNames.first(where: { $0.hasSuffix("embeds") }) ?? session.outputNames.first else {
            throw .failed("a CLIP tower has no output")
        }
        self.session = session
        self.output = output
    }

    private func run(_ inputs: [String: Tensor], _ limit: RunLimit) throws(RecognitionError) -> [Float] {
        try session.run(inputs, outputs: [output], limit: limit) { (outputs) throws(RecognitionError) in
            guard outputs[0].shape.count == 2 else { throw .failed("\(output) is not one vector a row") }
            return try Array(try outputs[0].floats()).normalized()
        }
    }

    /// Pictures: one input, of a side that is found by trying.
    final class Visual {
        private let tower: CLIPTower
        private let input: String
        private var preparation: PicturePreparation?

        /// Sides of the published models, the commonest first.
        private static let sides = [224, 336, 256, 288, 384]

        init(runtime: OnnxRuntime, path: String) throws(RecognitionError) {
            tower = try CLIPTower(session: try InferenceSession(runtime: runtime, modelPath: path))
            guard tower.session.inputNames.count == 1 else { throw .failed("the visual tower has more than one input") }
            input = tower.session.inputNames[0]
        }

        func vector(of picture: Bitmap, _ limit: RunLimit) throws(RecognitionError) -> [Float] {
            if let preparation { return try tower.run([input: preparation.tensor(of: picture)], limit) }
            var failure = RecognitionError.failed("the visual tower takes pictures of no known side")
            for side in Self.sides {
                let candidate = PicturePreparation.clip(side: side)
                do throws(RecognitionError) {
                    let vector = try tower.run([input: candidate.tensor(of: picture)], limit)
                    preparation = candidate
                    return vector
                } catch {
                    guard case .failed = error else { throw error }
                    failure = error
                }
            }
            throw failure
        }
    }

    /// Texts: token numbers, as 64 or 32 bits, and a mask where the export asks for one.
    final class Textual {
        private let tower: CLIPTower
        private let tokenInput: String
        private let maskInput: String?
        private var isWide: Bool?

        init(runtime: OnnxRuntime, path: String) throws(RecognitionError) {
            tower = try CLIPTower(session: try InferenceSession(runtime: runtime, modelPath: path))
            let names = tower.session.inputNames
            maskInput = names.first { $0.contains("mask") }
            guard let tokens = names.first(where: { !$0.contains("mask") }), names.count == (maskInput == nil ? 1 : 2) else {
                throw .failed("the textual tower has other inputs than tokens and a mask: \(names.joined(separator: ", "))")
            }
            tokenInput = tokens
        }

        func vector(of tokens: [Int32], _ limit: RunLimit) throws(RecognitionError) -> [Float] {
            if let isWide { return try tower.run(inputs(tokens, isWide: isWide), limit) }
            do throws(RecognitionError) {
                let vector = try tower.run(inputs(tokens, isWide: true), limit)
                isWide = true
                return vector
            } catch {
                guard case .failed = error else { throw error }
                let vector = try tower.run(inputs(tokens, isWide: false), limit)
                isWide = false
                return vector
            }
        }

        private func inputs(_ tokens: [Int32], isWide: Bool) -> [String: Tensor] {
            var inputs = [tokenInput: tensor(tokens, isWide: isWide)]
            if let maskInput {
                let used = (tokens.firstIndex(of: CLIPVocabulary.end) ?? tokens.count - 1) + 1
                inputs[maskInput] = tensor(tokens.indices.map { $0 < used ? 1 : 0 }, isWide: isWide)
            }
            return inputs
        }

        private func tensor(_ values: [Int32], isWide: Bool) -> Tensor {
            let shape = [1, values.count]
            return isWide ? Tensor(values.map(Int64.init), shape: shape) : Tensor(values, shape: shape)
        }
    }
}
