import DocumentModel

/// Words to spans and lines: text, style runs, direction, links and tags.
struct LineBuilder {
    struct Options {
        /// A smaller glyph whose baseline is this many font sizes above (below) the line's is a superscript (subscript).
        var scriptShift = 0.12
        /// Size below which a raised glyph counts as superscript, relative to the line.
        var scriptSize = 0.9
        /// A gap of this many font sizes is a space, written as a glyph or not.
        var space = 0.16
        /// The same between glyphs of scripts without spaces, where only a gap of nearly a glyph means one.
        var spaceUnspaced = 0.7
        /// A space glyph counts unless the words overlap by more than this many font sizes: then it was drawn under them.
        var spaceOverlap = 0.3
        /// The same in cursive scripts, whose glyph boxes reach far over their neighbours.
        var spaceOverlapCursive = 1.5
        /// Share of a line's glyphs that must have a style for the line to have it.
        var styleShare = 0.8
    }

    let primitives: PagePrimitives
    let wordSet: WordSet
    let tags: StructureTags
    let styles: StyleTable
    let links: LinkMap
    let grounds: TextGrounds
    var options = Options()

    /// One line made of words standing on one baseline; `words` are indices into the word set, left to right
    /// (in stream order when `isStacked`).
    func line(of words: [Int], baseline: Double, size: Double, isStacked: Bool = false) -> TextLine {
        let isRightToLeft = isMainlyRightToLeft(words)
        let ordered = isRightToLeft ? logicalOrder(words) : words
        var runs = SpanRuns(page: primitives.page.number)
        var counts = StyleCounts()
        var previous: Int?
        for index in ordered {
            let space = previous.map { needsSpace(after: $0, before: index, isStacked: isStacked) } ?? false
            add(wordSet.words[index], to: &runs, counting: &counts, baseline: baseline, size: size, space: space)
            previous = index
        }
        return finish(runs.finished(), counts, words: ordered, baseline: baseline, isRightToLeft: isRightToLeft)
    }

    /// The spans of words that may stand on several lines (a table cell): lines are joined with a space.
    func spans(ofLines lines: [[Int]]) -> [Span] {
        var spans: [Span] = []
        for words in lines where !words.isEmpty {
            let main = words.max { wordSet.words[$0].size < wordSet.words[$1].size } ?? words[0]
            let part = line(of: words, baseline: wordSet.words[main].baseline, size: wordSet.words[main].size).spans
            join(part, to: &spans)
        }
        return spans
    }

    private func join(_ part: [Span], to spans: inout [Span]) {
        if let last = spans.indices.last, let next = part.first {
            let before = spans[last].text.unicodeScalars.last?.value ?? 0x20
            let after = next.text.unicodeScalars.first?.value ?? 0x20
            if !(Scripts.isUnspaced(before) && Scripts.isUnspaced(after)) { spans[last].text += " " }
        }
        spans.append(contentsOf: part)
    }

    // MARK: Direction

    private func isMainlyRightToLeft(_ words: [Int]) -> Bool {
        var right = 0, left = 0
        for index in words {
            let word = wordSet.words[index]
            if word.isRightToLeft {
                right += word.glyphs.count
            } else if !Scripts.isDigit(word.first) {
                left += word.glyphs.count
            }
        }
        return right > left
    }

    /// Visual left-to-right order to reading order for a right-to-left line: words from the right,
    /// runs of left-to-right words (numbers, Latin) kept in their own order (UAX #9, rule L2 undone for two levels).
    private func logicalOrder(_ words: [Int]) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(words.count)
        var run: [Int] = []
        for index in words.reversed() {
            if wordSet.words[index].isRightToLeft {
                result.append(contentsOf: run.reversed())
                run.removeAll(keepingCapacity: true)
                result.append(index)
            } else {
                run.append(index)
            }
        }
        result.append(contentsOf: run.reversed())
        return result
    }

    // MARK: Text

    private func needsSpace(after previous: Int, before next: Int, isStacked: Bool) -> Bool {
        let a = wordSet.words[previous], b = wordSet.words[next]
        if isStacked { return b.hasSpaceBefore || isAfterBreak(b) }
        let gap = b.box.left >= a.box.left ? b.box.left - a.box.right : a.box.left - b.box.right
        let size = min(a.size, b.size)
        if Scripts.isUnspaced(a.last) && Scripts.isUnspaced(b.first) { return gap > options.spaceUnspaced * size }
        if gap > options.space * size { return true }
        // The file's own space stands before whichever of the two it draws later.
        let later = previous < next ? b : a
        let overlap = a.isRightToLeft || b.isRightToLeft ? options.spaceOverlapCursive : options.spaceOverlap
        return later.hasSpaceBefore && gap > -overlap * size
    }

    private func isAfterBreak(_ word: Word) -> Bool {
        primitives.glyphs[wordSet.glyphs[word.glyphs.lowerBound]].flags.contains(.afterBreak)
    }

    private func add(
        _ word: Word, to runs: inout SpanRuns, counting counts: inout StyleCounts, baseline: Double, size: Double, space: Bool
    ) {
        var space = space
        let link = links.address(links.link(over: word.box))
        for index in wordSet.glyphs[word.glyphs] {
            let glyph = primitives.glyphs[index]
            let style = Int(glyph.style)
            var bits = styles.bits[style]
            if styles.sizes[style] < options.scriptSize * size {
                let shift = baseline - glyph.originY
                if shift > options.scriptShift * size { bits.insert(.superscript) }
                if shift < -options.scriptShift * size { bits.insert(.subscript) }
            }
            counts.add(bits, font: styles.fontIndex[style], size: styles.sizes[style])
            runs.add(glyph, style: bits, font: styles.fontIndex[style], size: styles.sizes[style], link: link, space: space)
            space = false
        }
    }

    private func finish(
        _ spans: [Span], _ counts: StyleCounts, words: [Int], baseline: Double, isRightToLeft: Bool
    ) -> TextLine {
        let box = Rectangle.around(words.lazy.map { wordSet.words[$0].box }) ?? Rectangle(left: 0, top: 0, right: 0, bottom: 0)
        let (font, size) = counts.main
        let last = words.last.map { wordSet.words[$0] }
        return TextLine(
            spans: spans, box: box, baseline: baseline, size: size, font: font, style: counts.shared(options.styleShare),
            isRightToLeft: isRightToLeft,
            endsWithHyphen: last.map { endsWithHyphen($0) } ?? false,
            tag: words.first.flatMap { tags.tag(of: primitives.glyphs[wordSet.glyphs[wordSet.words[$0].glyphs.lowerBound]].markedContent) },
            background: grounds.ground(of: box))
    }

    private func endsWithHyphen(_ word: Word) -> Bool {
        guard word.glyphs.count > 1 else { return false }
        let glyphs = wordSet.glyphs[word.glyphs]
        let last = primitives.glyphs[glyphs[glyphs.endIndex - 1]]
        let before = primitives.glyphs[glyphs[glyphs.endIndex - 2]].scalar
        let isHyphen = last.flags.contains(.hyphen) || last.scalar == 0x2D || last.scalar == 0x2010 || last.scalar == 0xAD
        return isHyphen && isLetter(before)
    }

    private func isLetter(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }
}
