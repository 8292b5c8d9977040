import DocumentModel

/// The steps from the primitives of an upright page to its layout, in the order they run.
struct PageComposer {
    let primitives: PagePrimitives
    private let styles: StyleTable

    init(upright primitives: PagePrimitives) {
        var primitives = primitives
        primitives.styles = FixedPitch.confirmed(primitives.styles, by: primitives.glyphs)
        self.primitives = primitives
        styles = StyleTable(primitives.styles)
    }

    func layout() -> PageLayout {
        let visibility = VisibilityFilter(primitives: primitives).split()
        let (upright, turned) = byAngle(visibility.visible)
        var builder = WordBuilder(glyphs: primitives.glyphs, styles: primitives.styles)
        let wordSet = DropCaps(glyphs: primitives.glyphs).joined(builder.words(of: upright))
        let lines = LineBuilder(
            primitives: primitives, wordSet: wordSet, tags: StructureTags(primitives.structure), styles: styles,
            links: LinkMap(primitives.links), grounds: TextGrounds(primitives))
        let content = PageContent(primitives: primitives, wordSet: wordSet, lines: lines)
        var layout = PageLayout(page: primitives.page)
        layout.blocks = content.blocks(including: TurnedText(primitives: primitives, styles: styles).lines(of: turned))
        layout.fonts = styles.fontNames
        layout.hidden = hiddenTexts(visibility)
        let census = GlyphCensus(primitives.glyphs, visible: visibility.visible)
        layout.glyphCount = census.count
        layout.unmappedGlyphCount = census.unmapped
        layout.condition = census.condition(of: primitives, isInvisibleLayer: visibility.isInvisibleLayer)
        return layout
    }

    /// Upright glyphs, and those running in another direction.
    private func byAngle(_ visible: [Int]) -> (upright: [Int], turned: [Int]) {
        if primitives.styles.allSatisfy({ $0.angleDegrees == 0 }) { return (visible, []) }
        var upright: [Int] = [], turned: [Int] = []
        for index in visible {
            if primitives.styles[Int(primitives.glyphs[index].style)].angleDegrees == 0 {
                upright.append(index)
            } else {
                turned.append(index)
            }
        }
        return (upright, turned)
    }

    private func hiddenTexts(_ split: VisibilityFilter.Split) -> [HiddenText] {
        split.hidden.compactMap { reason, glyphs in
            var text = String.UnicodeScalarView()
            for index in glyphs { Unicode.Scalar(primitives.glyphs[index].scalar).map { text.append($0) } }
            guard text.contains(where: { !$0.properties.isWhitespace }),
                let box = Rectangle.around(glyphs.lazy.map { primitives.glyphs[$0].box })
            else { return nil }
            return HiddenText(text: String(text), reason: reason, page: primitives.page.number, rectangle: box)
        }
    }
}
