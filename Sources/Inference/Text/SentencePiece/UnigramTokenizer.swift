/// SentencePiece's unigram tokenizer: the likeliest way of cutting a text into known pieces. Same numbers as the reference's.
package struct UnigramTokenizer: Sendable {
    package let model: SentencePieceModel
    private let unknownScore: Float

    /// Below every known piece, as in the reference: known pieces win wherever they can.
    private static let unknownPenalty: Float = 10

    package init(model: SentencePieceModel) {
        self.model = model
        unknownScore = (model.scores.min() ?? 0) - Self.unknownPenalty
    }

    /// The model's input for a text: start, pieces, end; at most `limit` numbers.
    package func encode(_ text: String, limit: Int) -> [Int32] {
        let normalized = normalize(text, limit: max(0, limit) * Self.maximumBytesPerPiece)
        let pieces = normalized.isEmpty ? [model.unknown] : likeliestPieces(of: normalized)
        return [model.start] + pieces.prefix(max(0, limit - 2)) + [model.end]
    }

    /// How much text is normalized for each piece that may come out. Without it a text of megabytes would be cut up whole for its
    /// first 512 pieces; pieces of real text have about four bytes.
    private static let maximumBytesPerPiece = 16
}

// MARK: - Normalizing

extension UnigramTokenizer {
    /// U+2581, which stands for a space in pieces.
    private static let spaceMark: [UInt8] = [0xE2, 0x96, 0x81]
    private static let space: UInt8 = 0x20

    /// UTF-8 with replaced characters and marked, single spaces; cut off soon after `limit` bytes.
    func normalize(_ text: String, limit: Int) -> [UInt8] {
        let source = Array(text.utf8)
        var output: [UInt8] = []
        var position = 0
        var isAfterSpace = model.collapsesSpaces
        while position < source.count, output.count < limit {
            let (bytes, length) = model.characterMap.replacement(in: source, at: position)
            position += length
            let kept = isAfterSpace && model.collapsesSpaces ? bytes.drop { $0 == Self.space } : bytes
            guard let last = kept.last else { continue }
            if output.isEmpty, model.addsLeadingSpace { output += Self.spaceMark }
            for byte in kept {
                if byte == Self.space { output += Self.spaceMark } else { output.append(byte) }
            }
            isAfterSpace = last == Self.space
        }
        if model.collapsesSpaces {
            while output.count >= 3, output.suffix(3).elementsEqual(Self.spaceMark) { output.removeLast(3) }
        }
        return output
    }
}

// MARK: - The likeliest pieces

extension UnigramTokenizer {
    /// The best way to a position in the text: its score, and the piece that ends there.
    private struct Step {
        var score: Float
        var start: Int
        var piece: Int32
    }

    /// Viterbi over byte positions; of equal scores the one found first (the longer last piece) stays, as in the reference.
    private func likeliestPieces(of text: [UInt8]) -> [Int32] {
        var steps = Array(repeating: Step(score: -.infinity, start: -1, piece: model.unknown), count: text.count + 1)
        steps[0].score = 0
        var position = 0
        while position < text.count {
            let next = nextScalar(in: text, after: position)
            let knowsScalar = extend(&steps, over: text, from: position, firstEnd: next)
            if !knowsScalar { improve(&steps, at: next, score: unknownScore, start: position, piece: model.unknown) }
            position = next
        }
        return path(steps)
    }

    /// Tries every known piece at `start`. Returns whether a single scalar is one.
    private func extend(_ steps: inout [Step], over text: [UInt8], from start: Int, firstEnd: Int) -> Bool {
        var hash = ByteHash()
        var knowsScalar = false
        for index in start..<min(text.count, start + model.pieces.maximumLength) {
            hash.append(text[index])
            let end = index + 1
            guard end == text.count || text[end] & 0xC0 != 0x80, let piece = model.pieces[text[start..<end], hash: hash.value] else { continue }
            if end == firstEnd { knowsScalar = true }
            improve(&steps, at: end, score: model.scores[Int(piece)], start: start, piece: piece)
        }
        return knowsScalar
    }

    private func improve(_ steps: inout [Step], at end: Int, score: Float, start: Int, piece: Int32) {
        let total = steps[start].score + score
        if total > steps[end].score { steps[end] = Step(score: total, start: start, piece: piece) }
    }

    /// Runs of unknown pieces become one, as in the reference.
    private func path(_ steps: [Step]) -> [Int32] {
        var pieces: [Int32] = []
        var end = steps.count - 1
        while end > 0 {
            let step = steps[end]
            if !(step.piece == model.unknown && pieces.last == model.unknown) { pieces.append(step.piece) }
            end = step.start
        }
        return pieces.reversed()
    }

    private func nextScalar(in text: [UInt8], after position: Int) -> Int {
        var next = position + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
