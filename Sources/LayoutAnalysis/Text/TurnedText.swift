import DocumentModel

/// Text that runs in another direction than the page: margin stamps, axis labels, watermarks.
struct TurnedText {
    let primitives: PagePrimitives
    let styles: StyleTable

    /// One line per run of glyphs, in page coordinates, with its angle set.
    func lines(of glyphs: [Int]) -> [TextLine] {
        guard !glyphs.isEmpty else { return [] }
        var byAngle: [Int: [Int]] = [:]
        for index in glyphs {
            byAngle[primitives.styles[Int(primitives.glyphs[index].style)].angleDegrees, default: []].append(index)
        }
        return byAngle.sorted { $0.key < $1.key }.flatMap { angle, indices in
            angle % 90 == 0 ? quarterTurned(indices, angle) : slanted(indices, angle)
        }
    }

    private func quarterTurned(_ indices: [Int], _ angle: Int) -> [TextLine] {
        let turn = QuarterTurn(angleDegrees: angle, width: primitives.page.width, height: primitives.page.height)
        var part = primitives
        part.glyphs = indices.map { primitives.glyphs[$0] }
        part.rules = []
        part.fills = []
        part.drawings = []
        part = turn.upright(part)
        var words = WordBuilder(glyphs: part.glyphs, styles: part.styles)
        let set = words.words(of: Array(part.glyphs.indices))
        let builder = LineBuilder(
            primitives: part, wordSet: set, tags: StructureTags(primitives.structure), styles: styles, links: LinkMap(part.links),
            grounds: TextGrounds(part))
        return SegmentBuilder(words: set.words).segments().map { segment in
            turn.displayed(builder.line(of: segment.words, baseline: segment.baseline, size: segment.size))
        }
    }

    /// Neither horizontal nor vertical (watermarks): the stream's own order, one line per text object.
    private func slanted(_ indices: [Int], _ angle: Int) -> [TextLine] {
        var lines: [TextLine] = []
        var start = indices.startIndex
        while start < indices.endIndex {
            let order = primitives.glyphs[indices[start]].order
            let end = indices[start...].firstIndex { primitives.glyphs[$0].order != order } ?? indices.endIndex
            if let line = slantedLine(indices[start..<end], angle) { lines.append(line) }
            start = end
        }
        return lines
    }

    private func slantedLine(_ indices: ArraySlice<Int>, _ angle: Int) -> TextLine? {
        var runs = SpanRuns(page: primitives.page.number)
        for index in indices {
            let glyph = primitives.glyphs[index], style = Int(glyph.style)
            runs.add(glyph, style: styles.bits[style], font: styles.fontIndex[style], size: styles.sizes[style], link: nil, space: false)
        }
        let spans = runs.finished()
        guard let box = Rectangle.around(spans.lazy.map(\.rectangle)), let first = spans.first,
            spans.contains(where: { $0.text.contains { !$0.isWhitespace } })
        else { return nil }
        return TextLine(
            spans: spans, box: box, baseline: box.bottom, size: first.size, font: first.font, style: first.style,
            angleDegrees: angle)
    }
}
