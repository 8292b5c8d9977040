import Backends

/// From the probabilities of pieces to names: a pure function, whatever the model.
struct NameDecoder: Sendable {
    let tags: NameTags

    /// A name as the model sees it.
    struct Name: Hashable {
        var kind: Entity.Kind
        /// UTF-8 offsets in the text.
        var range: Range<Int>
        /// Mean over its words of the probability that they are of this kind; not calibrated.
        var score: Double
    }

    private struct Word {
        var range: Range<Int>
        var probabilities: [Float]
    }

    /// Names in order of position, not overlapping.
    /// - Parameter probabilities: for each piece, of each tag.
    func names(_ pieces: [WordPieceTokenizer.Piece], probabilities: [[Float]]) -> [Name] {
        var names: [Name] = []
        var kindBefore: Entity.Kind?
        var counts: [Int] = []
        for word in words(pieces, probabilities) {
            let (kind, score, begins) = likeliestKind(word.probabilities)
            if let kind, kind == kindBefore, !begins, !names.isEmpty {
                names[names.count - 1].range = names[names.count - 1].range.lowerBound..<word.range.upperBound
                names[names.count - 1].score += score
                counts[counts.count - 1] += 1
            } else if let kind {
                names.append(Name(kind: kind, range: word.range, score: score))
                counts.append(1)
            }
            kindBefore = kind
        }
        return zip(names, counts).map { Name(kind: $0.kind, range: $0.range, score: $0.score / Double($1)) }
    }

    /// Words with the mean of their pieces' probabilities: measured on WNUT-17 (training part) better than those of the first piece.
    private func words(_ pieces: [WordPieceTokenizer.Piece], _ probabilities: [[Float]]) -> [Word] {
        var words: [Word] = []
        var count: Float = 0
        for (piece, row) in zip(pieces, probabilities) {
            if piece.beginsWord || words.isEmpty {
                words.append(Word(range: piece.word, probabilities: row))
                count = 1
            } else {
                count += 1
                let last = words.count - 1
                for index in row.indices { words[last].probabilities[index] += (row[index] - words[last].probabilities[index]) / count }
            }
        }
        return words
    }

    /// The kind with most probability, beginning and going on together; `nil` for no name or a kind that is not ours.
    private func likeliestKind(_ probabilities: [Float]) -> (kind: Entity.Kind?, score: Double, begins: Bool) {
        var totals: [Entity.Kind?: (begin: Float, inside: Float)] = [:]
        var outside: Float = 0
        for (tag, probability) in zip(tags.tags, probabilities) {
            switch tag {
            case .outside: outside += probability
            case .begin(let kind): totals[kind, default: (0, 0)].begin += probability
            case .inside(let kind): totals[kind, default: (0, 0)].inside += probability
            }
        }
        guard let best = totals.max(by: { $0.value.begin + $0.value.inside < $1.value.begin + $1.value.inside }) else { return (nil, 0, false) }
        let total = best.value.begin + best.value.inside
        return total > outside ? (best.key, Double(total), best.value.begin > best.value.inside) : (nil, 0, false)
    }
}
