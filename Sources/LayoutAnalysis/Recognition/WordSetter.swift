import DocumentModel

/// Places the characters of a recognised line. The engine knows which characters there are and about where; the marks on the paper
/// know where words begin and end to the pixel, and whether there is a space at all.
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
    /// The same between a letter or figure of another script and an ideograph or kana: without a space they stand 0.15 apart, and
    /// a quarter of a font size is what typesetters give for one.
    private static let certainGapMixed = 0.22
    /// Where a line has spaces, a gap of this share of them is a space that the engine missed, unless it is narrower than
    /// `narrowestMissed` font sizes.
    private static let missedShare = 0.95
    private static let narrowestMissed = 0.32
    /// A space that the engine saw without a gap of so many font sizes is none: "2 ." for "2.". Justified text has at least 0.15.
    private static let leastGap = 0.12
    /// The same between Hangul syllables, which fill squares: 95 of 100 stand less than 0.22 apart inside a word, and
    /// 95 of 100 more across a space. Engines see twice as many spaces as there are.
    private static let leastGapOfSyllables = 0.24
    /// Font sizes left between words where the marks show no gap.
    private static let leastSpace = 0.2
    /// Fewer spaces do not show how wide they are in this line.
    private static let leastSpaces = 3

    func words() -> [PrintedLine.Word] {
        let visible = characters.filter { !Scripts.isSpace($0.scalar.value) }
        guard let first = visible.first else { return [] }
        let joints = joints(of: visible)
        let certain = certainGap(joints)
        var words: [PrintedLine.Word] = []
        var word = [first]
        var left = inkStart
        for (joint, character) in zip(joints, visible.dropFirst()) {
            if let gap = gap(at: joint, certain: certain) {
                words.append(set(word, left: left, right: gap.lowerBound))
                word = []
                left = gap.upperBound
            }
            word.append(character)
        }
        words.append(set(word, left: left, right: inkEnd))
        return words
    }

    // MARK: Gaps

    /// Two neighbours.
    private struct Joint {
        var last: RecognizedCharacter
        var next: RecognizedCharacter
        /// The engine saw a space between them.
        var isSpaced: Bool
        /// The widest gap in the marks between them, in points, if it is not another joint's.
        var gap: ClosedRange<Double>?
    }

    private func joints(of visible: [RecognizedCharacter]) -> [Joint] {
        var spaced: [Bool] = []
        var seesSpace = false
        for character in characters {
            if Scripts.isSpace(character.scalar.value) {
                seesSpace = true
            } else {
                spaced.append(seesSpace)
                seesSpace = false
            }
        }
        var joints = zip(visible, visible.dropFirst()).enumerated().map { index, pair in
            Joint(last: pair.0, next: pair.1, isSpaced: spaced[index + 1], gap: inkGap(from: pair.0, to: pair.1))
        }
        for index in joints.indices.dropFirst() {
            // Narrow letters are seen a little beside where they stand: then one gap seems to be on both sides of them.
            guard let gap = joints[index].gap, gap == joints[index - 1].gap else { continue }
            joints[isNearer(joints[index], than: joints[index - 1], to: gap) ? index - 1 : index].gap = nil
        }
        return joints
    }

    private func isNearer(_ joint: Joint, than other: Joint, to gap: ClosedRange<Double>) -> Bool {
        if joint.isSpaced != other.isSpaced { return joint.isSpaced }
        func distance(_ joint: Joint) -> Double {
            abs((middle(of: joint.last) + middle(of: joint.next)) / 2 - (gap.lowerBound + gap.upperBound) / 2)
        }
        return distance(joint) < distance(other)
    }

    /// The narrowest gap in font sizes that is a space without the engine's word for it.
    private func certainGap(_ joints: [Joint]) -> Double {
        let widths = joints.filter(\.isSpaced).compactMap(\.gap).map { ($0.upperBound - $0.lowerBound) / size }.sorted()
        guard widths.count >= Self.leastSpaces else { return Self.certainGap }
        return min(Self.certainGap, max(Self.narrowestMissed, Self.missedShare * widths[widths.count / 2]))
    }

    /// Where one word ends and the next begins, in points; `nil` inside a word.
    private func gap(at joint: Joint, certain: Double) -> ClosedRange<Double>? {
        if let gap = joint.gap {
            let width = (gap.upperBound - gap.lowerBound) / size
            return width > (joint.isSpaced ? leastSeen(joint) : leastUnseen(joint, certain: certain)) ? gap : nil
        }
        // Slanted letters overlap; signs are often set apart by the engine alone.
        let areLetters = LetterShapes.standsOnLine(joint.last.scalar.value) && LetterShapes.standsOnLine(joint.next.scalar.value)
        guard joint.isSpaced, areLetters || marks == nil else { return nil }
        let (end, start) = (x(joint.last.extent.upperBound), x(joint.next.extent.lowerBound))
        let center = (end + start) / 2, half = max(Self.leastSpace * size, start - end) / 2
        return center - half...center + half
    }

    /// Font sizes from which a gap is the space that the engine saw.
    private func leastSeen(_ joint: Joint) -> Double {
        let areSyllables = [joint.last, joint.next].allSatisfy { LetterShapes.isSquare($0.scalar.value) && !Scripts.isUnspaced($0.scalar.value) }
        return areSyllables ? Self.leastGapOfSyllables : Self.leastGap
    }

    /// Font sizes from which a gap is a space that the engine did not see.
    private func leastUnseen(_ joint: Joint, certain: Double) -> Double {
        let sides = [joint.last.scalar.value, joint.next.scalar.value]
        guard sides.contains(where: Scripts.isUnspaced) else { return certain }
        let areLetters = sides.allSatisfy(LetterShapes.standsOnLine)
        return areLetters && !sides.allSatisfy(Scripts.isUnspaced) ? Self.certainGapMixed : Self.certainGapUnspaced
    }

    /// The widest gap in the marks between the middles of two neighbours, in points.
    private func inkGap(from last: RecognizedCharacter, to next: RecognizedCharacter) -> ClosedRange<Double>? {
        guard let gap = marks?.gap(between: middle(of: last) * scale, and: middle(of: next) * scale) else { return nil }
        return Double(gap.lowerBound) / scale...Double(gap.upperBound) / scale
    }

    // MARK: Places

    /// Characters share the room from the first mark of their word to the last: neighbours meet where the marks leave a gap, or
    /// halfway between where the engine saw their middles.
    private func set(_ word: [RecognizedCharacter], left: Double, right: Double) -> PrintedLine.Word {
        let end = max(right, left + Double(word.count) * 0.05 * size)
        var sides = [left]
        for (a, b) in zip(word, word.dropFirst()) {
            let meeting = inkGap(from: a, to: b).map { ($0.lowerBound + $0.upperBound) / 2 } ?? (middle(of: a) + middle(of: b)) / 2
            sides.append(min(end, max(sides[sides.count - 1], meeting)))
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
