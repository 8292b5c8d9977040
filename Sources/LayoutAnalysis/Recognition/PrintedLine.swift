import DocumentModel

/// A recognised line on the upright, level page: where it stands, in which size, and how its characters fall into words.
struct PrintedLine {
    /// Characters that stand together without a space, left to right, with the x of their sides in points.
    struct Word {
        var characters: [RecognizedCharacter]
        /// One more than there are characters: neighbours share a side.
        var sides: [Double]
        /// How far in points the leading and trailing figures stand above the baseline: notes, exponents. 0 for others.
        var raised: [Double] = []

        func raise(_ index: Int) -> Double { index < raised.count ? raised[index] : 0 }
    }

    /// Points on the upright page; for text that runs another way, on the page turned for it.
    var frame: Rectangle
    var words: [Word]
    /// `nil` where the marks do not tell: dashes, dots, light print on dark ground.
    var measuredBaseline: Double?
    var measuredSize: Double?
    /// The size by letters, in sizes by the distance of ideographs; `nil` in lines that do not have both.
    var letterSize: Double?
    /// Whether letters alone tell the size.
    var isSizedByLetters = false
    /// Mean stroke in points; `nil` as above.
    var strokeWidth: Double?
    /// Clockwise angle of the text on the upright page: 0, 90, 180 or 270.
    var angleDegrees: Int
    var confidence: Double
    var isRightToLeft: Bool

    /// A line finder's frame is this many times higher than the font size, and reaches that share of its height below the baseline.
    private static let frameHeight = 1.25
    private static let frameDrop = 0.26

    var characterCount: Int { words.reduce(0) { $0 + $1.characters.count } }

    /// Font size in points by the frame alone: good to a fifth.
    var roughSize: Double { frame.height / Self.frameHeight }
    var roughBaseline: Double { frame.bottom - Self.frameDrop * frame.height }

    init?(_ line: RecognizedLine, frame box: Rectangle, angleDegrees: Int, ink: InkMap?) {
        let sorted = line.characters.sorted { $0.extent.lowerBound < $1.extent.lowerBound }
        guard box.isSound, box.width > 0, box.height > 0, sorted.contains(where: { !Scripts.isSpace($0.scalar.value) }) else { return nil }
        frame = box
        self.angleDegrees = angleDegrees
        confidence = line.confidence
        isRightToLeft = sorted.count { Scripts.isRightToLeft($0.scalar.value) } * 2 > sorted.count
        let brackets = Self.brackets(among: sorted, in: box)
        let marks = ink.flatMap { LineInk($0, frame: box) { x in !brackets.contains { $0.contains(x) } } }
        words = []
        if let marks, let ink { measure(marks, of: sorted, besides: brackets, in: ink) }
        words = WordSetter(characters: sorted, frame: box, size: measuredSize ?? roughSize, marks: marks, scale: ink?.scale ?? 1).words()
        if let ink, let measuredBaseline, let measuredSize {
            let finder = RaisedFigures(ink: ink, baseline: measuredBaseline, size: measuredSize)
            for index in words.indices { words[index].raised = finder.raised(in: words[index]) }
        }
    }

    /// A single mark in the row of another line.
    init(mark: RecognizedCharacter, frame: Rectangle, baseline: Double, size: Double) {
        self.frame = frame
        words = [Word(characters: [mark], sides: [frame.left, frame.right])]
        (measuredBaseline, measuredSize) = (baseline, size)
        angleDegrees = 0
        confidence = mark.confidence
        isRightToLeft = false
    }

    /// Where brackets and what they hold stand: they reach above and below letters, and notes in brackets are raised.
    private static func brackets(among characters: [RecognizedCharacter], in frame: Rectangle) -> [ClosedRange<Double>] {
        var found: [ClosedRange<Double>] = []
        var start: Int?
        for (index, character) in characters.enumerated() {
            if character.scalar == "[" { start = index }
            guard character.scalar == "]", let first = start else { continue }
            let left = frame.left + min(1, max(0, characters[first].extent.lowerBound)) * frame.width
            let right = frame.left + min(1, max(0, character.extent.upperBound)) * frame.width
            // Only notes: a line that is all in brackets must still be measured.
            if right > left, right - left < noteShare * frame.width { found.append(left...right) }
            start = nil
        }
        return found
    }

    /// A note in brackets takes less than this share of its line.
    private static let noteShare = 0.3

    private func isBracketed(_ character: RecognizedCharacter, _ brackets: [ClosedRange<Double>]) -> Bool {
        let middle = (character.extent.lowerBound + character.extent.upperBound) / 2
        return brackets.contains { $0.contains(frame.left + min(1, max(0, middle)) * frame.width) }
    }

    private mutating func measure(
        _ marks: LineInk, of characters: [RecognizedCharacter], besides brackets: [ClosedRange<Double>], in ink: InkMap
    ) {
        let scale = ink.scale
        let scalars = characters.map(\.scalar.value).filter { !Scripts.isSpace($0) }
        guard scalars.contains(where: LetterShapes.standsOnLine) else { return }
        let isSquare = scalars.count(where: LetterShapes.isSquare) * 2 > scalars.count
        let pitch = pitch(of: characters, fewest: isSquare ? Self.fewestPairs : Self.fewestPairsAmongOthers)
        let byLetters = sizeByLetters(marks, of: characters.filter { !isBracketed($0, brackets) }, in: ink)
        if let pitch, let byLetters { letterSize = byLetters / pitch }
        if isSquare {
            let height = (marks.bottom - marks.top) / scale
            measuredSize = pitch ?? byLetters ?? height / LetterShapes.square
            measuredBaseline = marks.bottom / scale - LetterShapes.squareDrop * height
        } else {
            let share = scalars.allSatisfy(LetterShapes.isLow) ? LetterShapes.low : LetterShapes.tall
            measuredSize = pitch ?? byLetters ?? (marks.baseline - marks.top) / scale / share
            measuredBaseline = marks.baseline / scale
        }
        isSizedByLetters = pitch == nil && (byLetters != nil || !isSquare)
        strokeWidth = marks.strokeWidth / scale
    }

    /// Font size by the letters whose height is known, one by one: ideographs, accents and raised notes in the line do not count.
    /// `nil` when there are too few of them.
    private func sizeByLetters(_ marks: LineInk, of characters: [RecognizedCharacter], in ink: InkMap) -> Double? {
        func letters(_ isMeant: (UInt32) -> Bool, middle share: Double) -> [ClosedRange<Double>] {
            characters.filter { isMeant($0.scalar.value) }.map { character in
                let middle = (character.extent.lowerBound + character.extent.upperBound) / 2
                let half = (character.extent.upperBound - character.extent.lowerBound) / 2 * share
                return frame.left + (middle - half) * frame.width...frame.left + (middle + half) * frame.width
            }
        }
        let tall = letters(LetterShapes.isTall, middle: 1), low = letters(LetterShapes.isPlainLow, middle: Self.ownMiddle)
        let usesTall = tall.count >= Self.fewestTall || (!tall.isEmpty && low.count < Self.fewestLow)
        guard usesTall || low.count >= Self.fewestLow else { return nil }
        let height = marks.height(of: usesTall ? tall : low, in: ink)
        return height.map { $0 / ink.scale / (usesTall ? LetterShapes.tall : LetterShapes.low) }
    }

    /// Letters that tell a size together; engines place a letter to half its width.
    private static let fewestTall = 2
    private static let fewestLow = 3
    /// Share of a low letter's extent in which no taller neighbour stands.
    private static let ownMiddle = 0.5

    /// Distance in points from ideograph to ideograph, which is the font size; `nil` when too few stand side by side. Better than
    /// their height: brackets and Latin letters among them reach beyond it, and kana stay below it.
    private func pitch(of characters: [RecognizedCharacter], fewest: Int) -> Double? {
        var (distance, count) = (0.0, 0)
        for (left, right) in zip(characters, characters.dropFirst())
        where LetterShapes.fillsSquare(left.scalar.value) && LetterShapes.fillsSquare(right.scalar.value) {
            distance += (right.extent.lowerBound + right.extent.upperBound - left.extent.lowerBound - left.extent.upperBound) / 2
            count += 1
        }
        guard count >= fewest, distance > 0 else { return nil }
        return distance / Double(count) * frame.width
    }

    /// One pair is told to a tenth of its distance; the error of a mean is that of its ends.
    private static let fewestPairs = 2
    private static let fewestPairsAmongOthers = 4
}
