import DocumentModel

/// Places the characters of a recognised line. The engine knows which characters there are and about where; the marks on the paper
/// know where words begin and end to the pixel.
struct WordSetter {
    /// Left to right, spaces included.
    let characters: [RecognizedCharacter]
    /// Points.
    let frame: Rectangle
    /// Font size in points.
    let size: Double
    let marks: LineInk?
    /// Pixels to a point.
    let scale: Double

    /// A gap wider than this many font sizes separates words where the engine saw no space: columns, cells, tabs. Letter-spaced
    /// and typewritten text stays below.
    private static let certainGap = 0.6
    /// The same between characters of scripts without spaces, whose punctuation carries its own blank.
    private static let certainGapUnspaced = 1.3
    /// Font sizes left between words where the marks show no gap.
    private static let leastSpace = 0.2

    func words() -> [PrintedLine.Word] {
        var words: [PrintedLine.Word] = []
        var word: [RecognizedCharacter] = []
        var left = inkStart
        for character in characters {
            if Scripts.isSpace(character.scalar.value) {
                continue
            }
            if let last = word.last, let gap = gap(from: last, to: character) {
                words.append(set(word, left: left, right: gap.lowerBound))
                word = []
                left = gap.upperBound
            }
            word.append(character)
        }
        if !word.isEmpty { words.append(set(word, left: left, right: inkEnd)) }
        return words
    }

    /// Where one word ends and the next begins, in points; `nil` inside a word.
    private func gap(from last: RecognizedCharacter, to next: RecognizedCharacter) -> ClosedRange<Double>? {
        let isSpaced = hasSpace(between: last, and: next)
        if let marks, let gap = marks.gap(between: middle(of: last) * scale, and: middle(of: next) * scale) {
            let width = Double(gap.count) / scale
            let unspaced = Scripts.isUnspaced(last.scalar.value) || Scripts.isUnspaced(next.scalar.value)
            guard isSpaced || width > size * (unspaced ? Self.certainGapUnspaced : Self.certainGap) else { return nil }
            return Double(gap.lowerBound) / scale...Double(gap.upperBound) / scale
        }
        guard isSpaced else { return nil }
        let (end, start) = (x(last.extent.upperBound), x(next.extent.lowerBound))
        let center = (end + start) / 2, half = max(Self.leastSpace * size, start - end) / 2
        return center - half...center + half
    }

    private func hasSpace(between last: RecognizedCharacter, and next: RecognizedCharacter) -> Bool {
        characters.contains {
            Scripts.isSpace($0.scalar.value) && $0.extent.lowerBound >= last.extent.lowerBound && $0.extent.lowerBound <= next.extent.lowerBound
        }
    }

    /// Characters share the room from the first mark of their word to the last by where the engine saw their middles.
    private func set(_ word: [RecognizedCharacter], left: Double, right: Double) -> PrintedLine.Word {
        let end = max(right, left + Double(word.count) * 0.05 * size)
        var sides = [left]
        for (a, b) in zip(word, word.dropFirst()) {
            sides.append(min(end, max(sides[sides.count - 1], (middle(of: a) + middle(of: b)) / 2)))
        }
        return PrintedLine.Word(characters: word, sides: sides + [end])
    }

    private func middle(of character: RecognizedCharacter) -> Double {
        x((character.extent.lowerBound + character.extent.upperBound) / 2)
    }

    private func x(_ share: Double) -> Double { frame.left + min(1, max(0, share)) * frame.width }

    private var inkStart: Double {
        guard let marks, let first = marks.gaps.first, Double(first.lowerBound) <= (frame.left * scale).rounded(.down) + 1 else { return frame.left }
        return Double(first.upperBound) / scale
    }

    private var inkEnd: Double {
        guard let marks, let last = marks.gaps.last, Double(last.upperBound) >= (frame.right * scale).rounded(.up) - 1 else { return frame.right }
        return Double(last.lowerBound) / scale
    }
}
