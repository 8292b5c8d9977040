import DocumentModel

/// Glyphs to words, by baseline and by gaps in units of the font size.
struct WordBuilder {
    struct Options {
        /// A gap wider than this many font sizes separates words where the file writes no space glyphs (TeX sets about 0.33,
        /// squeezed to 0.2; kerning stays below 0.1).
        var gap = 0.16
        /// Where the font shows how wide its space is, a gap of this share of it is a space that was not written.
        var gapPerSpace = 0.75
        /// Wider gaps separate words in every font (fixed-pitch spaces are 0.6 wide, letter-spacing stays below 0.3).
        var widestGap = 0.3
        /// No gap narrower than this many font sizes is a space, whatever the font says.
        var narrowestGap = 0.12
        /// Between glyphs of unspaced scripts a gap means a space only when it is nearly a glyph wide: justification stretches all gaps.
        var gapUnspaced = 0.7
        /// A step back further than this many font sizes starts a new word (overstruck accents step back less).
        var stepBack = 0.45
        /// Glyphs whose baselines differ by more than this many font sizes are not in one word (superscripts differ by 0.2 and more).
        var baselineShift = 0.12
        /// The same character drawn again within this many font sizes is a poor man's bold, not a second letter.
        var doubleStrike = 0.12
    }

    let glyphs: [Glyph]
    let sizes: [Double]
    var options = Options()

    /// By style, in font sizes: what separates words.
    private var gaps: [Double] = []
    private var set = WordSet(glyphs: [], words: [])
    private var start = 0
    private var hasSpace = false
    private var pendingSpace = false
    private var box = Rectangle(left: 0, top: 0, right: 0, bottom: 0)
    private var baseline = 0.0
    private var size = 0.0
    private var rightToLeftCount = 0

    init(glyphs: [Glyph], styles: [TextStyle]) {
        self.glyphs = glyphs
        sizes = styles.map { max($0.size, 0.5) }
    }

    /// The words made of the chosen glyphs (indices in stream order).
    mutating func words(of chosen: [Int]) -> WordSet {
        set.glyphs.reserveCapacity(chosen.count)
        set.words.reserveCapacity(chosen.count / 4)
        measureGaps(chosen)
        var previous = -1
        for index in chosen {
            if Scripts.isSpace(glyphs[index].scalar) {
                endWord()
                pendingSpace = true
                previous = -1
            } else if Scripts.isIgnorable(glyphs[index].scalar) {
                continue
            } else {
                if previous >= 0 {
                    if isDoubleStrike(index, after: previous) { continue }
                    breakWord(before: index, after: previous)
                }
                append(index)
                previous = index
            }
        }
        endWord()
        return set
    }

    /// Sets the gap that separates words for each style: where a font's spaces are written, their width says what a gap means.
    private mutating func measureGaps(_ chosen: [Int]) {
        var widths = [Double](repeating: 0, count: sizes.count)
        var spaces = [Int](repeating: 0, count: sizes.count)
        var all = [Int](repeating: 0, count: sizes.count)
        for index in chosen {
            let glyph = glyphs[index]
            all[Int(glyph.style)] += 1
            guard Scripts.isSpace(glyph.scalar) else { continue }
            widths[Int(glyph.style)] += glyph.box.right - glyph.box.left
            spaces[Int(glyph.style)] += 1
        }
        gaps = sizes.indices.map { style in
            // Text has a space every 5 to 8 glyphs; one in 20 still shows that the file writes them.
            guard spaces[style] > 3, spaces[style] * 20 > all[style] else { return options.gap }
            let space = widths[style] / Double(spaces[style]) / sizes[style]
            return min(options.widestGap, max(options.narrowestGap, options.gapPerSpace * space))
        }
    }

    private func isDoubleStrike(_ index: Int, after previous: Int) -> Bool {
        let a = glyphs[previous], b = glyphs[index]
        // Letters of one ligature share its origin, but also its text object; a second strike is an object of its own.
        guard a.scalar == b.scalar, a.order != b.order else { return false }
        let reach = sizes[Int(a.style)] * options.doubleStrike
        return abs(a.originX - b.originX) < reach && abs(a.originY - b.originY) < reach
            && (a.box.right - a.box.left) > 2 * reach
    }

    private mutating func breakWord(before index: Int, after previous: Int) {
        let a = glyphs[previous], b = glyphs[index]
        if Scripts.isCombining(b.scalar) { return }
        let size = max(sizes[Int(a.style)], sizes[Int(b.style)])
        if abs(b.originY - baseline) > options.baselineShift * min(sizes[Int(a.style)], sizes[Int(b.style)]) {
            return endWord()
        }
        let leftwards = Scripts.isRightToLeft(b.scalar) && b.box.centerX < a.box.centerX
        if leftwards && b.flags.contains(.afterBreak) {
            // Boxes of cursive glyphs reach over the gaps between words.
            endWord()
            pendingSpace = true
            return
        }
        let distance = leftwards ? a.box.left - b.box.right : b.box.left - a.box.right
        let unspaced = Scripts.isUnspaced(a.scalar) && Scripts.isUnspaced(b.scalar)
        let limit = size * (unspaced ? options.gapUnspaced : gaps[Int(a.style)])
        if distance > limit {
            endWord()
            pendingSpace = true
        } else if distance < -size * options.stepBack - (leftwards ? 0 : overlapAllowance(a)) {
            endWord()
        }
    }

    /// Zero-width boxes (fonts without widths) make every next glyph look like a step back.
    private func overlapAllowance(_ glyph: Glyph) -> Double {
        max(0, glyph.box.right - glyph.box.left) * 0.5
    }

    private mutating func append(_ index: Int) {
        let glyph = glyphs[index]
        let glyphSize = sizes[Int(glyph.style)]
        if set.glyphs.count == start {
            box = glyph.box
            baseline = glyph.originY
            size = glyphSize
            hasSpace = pendingSpace
            pendingSpace = false
            rightToLeftCount = 0
        } else {
            box = box.union(glyph.box)
            size = max(size, glyphSize)
        }
        if Scripts.isRightToLeft(glyph.scalar) { rightToLeftCount += 1 }
        set.glyphs.append(index)
    }

    private mutating func endWord() {
        let range = start..<set.glyphs.count
        guard !range.isEmpty else { return }
        let isRightToLeft = rightToLeftCount * 2 > range.count
        if isRightToLeft {
            // The file may store right-to-left text in drawing or in reading order: positions decide.
            set.glyphs[range].sort { glyphs[$0].box.centerX > glyphs[$1].box.centerX }
        }
        let firstGlyph = glyphs[set.glyphs[range.lowerBound]]
        set.words.append(
            Word(
                glyphs: range, box: box, baseline: baseline, size: size, style: Int(firstGlyph.style),
                hasSpaceBefore: hasSpace, isRightToLeft: isRightToLeft,
                first: firstGlyph.scalar, last: glyphs[set.glyphs[range.upperBound - 1]].scalar))
        start = set.glyphs.count
    }
}
