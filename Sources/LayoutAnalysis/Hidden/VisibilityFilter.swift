import DocumentModel

/// Tells the glyphs a reader can see from those that are there only for machines.
///
/// White on white, tiny, off the page, covered, transparent and invisible text is how documents carry instructions that people never see.
struct VisibilityFilter {
    struct Options {
        /// Below this size in points nobody reads; footnotes and index figures stay above 3.
        var tinySize = 1.2
        /// Opacity (0...255) below which text leaves no visible trace.
        var transparentAlpha: UInt8 = 13
        /// Largest difference per colour channel (0...255) between text and background that the eye does not see.
        var colourDifference = 12
        /// Text beyond the page edge goes on with a line of the page when it follows within this many font sizes.
        var runOnGap = 1.0
        /// An image over this share of the page is the page: invisible text over it is the layer of an earlier recognition.
        var pageImageShare = 0.5
    }

    struct Split {
        /// Indices of visible glyphs, stream order.
        var visible: [Int] = []
        var hidden: [(reason: HiddenText.Reason, glyphs: [Int])] = []
        /// The visible text is an invisible layer over a page picture.
        var isInvisibleLayer = false
    }

    let primitives: PagePrimitives
    var options = Options()

    func split() -> Split {
        let scan = ScanPicture(primitives.images, page: primitives.page.box, leastShare: options.pageImageShare)
        var split = Split()
        split.visible.reserveCapacity(primitives.glyphs.count)
        let invisibleStyles = primitives.styles.map { $0.paint == .invisible || $0.paint == .clip }
        let isLayer = scan.map { isMostlyUnseen(invisibleStyles, under: $0) } ?? false
        split.isInvisibleLayer = isLayer
        var run = Run(order: -1, style: .max, reason: nil)
        for (index, glyph) in primitives.glyphs.enumerated() {
            // Spaces have no ink; some producers set them in another size or colour than the words.
            if Scripts.isSpace(glyph.scalar) {
                split.visible.append(index)
                continue
            }
            if glyph.order != run.order || glyph.style != run.style {
                run = Run(order: glyph.order, style: glyph.style, reason: reason(glyph, layerOf: isLayer ? scan : nil))
            }
            if let reason = run.reason ?? (isOffPage(glyph) && !runsOn(glyph, from: split.visible.last) ? .offPage : nil) {
                hide(index, reason, in: &split)
            } else {
                split.visible.append(index)
            }
        }
        return split
    }

    private struct Run {
        var order: Int32
        var style: UInt16
        var reason: HiddenText.Reason?
    }

    private func hide(_ index: Int, _ reason: HiddenText.Reason, in split: inout Split) {
        if let last = split.hidden.indices.last, split.hidden[last].reason == reason,
            primitives.glyphs[index].order - (split.hidden[last].glyphs.last.map { primitives.glyphs[$0].order } ?? 0) <= 1
        {
            split.hidden[last].glyphs.append(index)
        } else {
            split.hidden.append((reason, [index]))
        }
    }

    /// The text layer of a recognised scan is written in invisible mode over the picture, or in any colour under it.
    private func isMostlyUnseen(_ invisibleStyles: [Bool], under scan: ScanPicture) -> Bool {
        let unseen = primitives.glyphs.count { invisibleStyles[Int($0.style)] || scan.covers($0) }
        return unseen * 2 > primitives.glyphs.count
    }

    private func isOffPage(_ glyph: Glyph) -> Bool {
        !primitives.page.box.contains(x: glyph.box.centerX, y: glyph.box.centerY)
    }

    /// A line too long for the page runs over its edge: a reader sees that it does, so its end is no secret.
    private func runsOn(_ glyph: Glyph, from last: Int?) -> Bool {
        guard let last else { return false }
        let before = primitives.glyphs[last]
        let size = max(primitives.styles[Int(glyph.style)].size, 1)
        return abs(glyph.originY - before.originY) < 0.1 * size && glyph.box.left > before.box.left
            && glyph.box.left - before.box.right < options.runOnGap * size
    }

    /// Judged once per text object: its glyphs share paint and, nearly always, background.
    private func reason(_ glyph: Glyph, layerOf scan: ScanPicture?) -> HiddenText.Reason? {
        let style = primitives.styles[Int(glyph.style)]
        if style.paint == .invisible || style.paint == .clip { return scan == nil ? .invisibleMode : nil }
        if let scan, scan.covers(glyph) { return nil }
        if style.size < options.tinySize { return .tiny }
        if style.color.alpha < options.transparentAlpha { return .transparent }
        if isCovered(glyph) { return .covered }
        if isBackgroundColoured(glyph, style) { return .sameColourAsBackground }
        return nil
    }

    private func isCovered(_ glyph: Glyph) -> Bool {
        primitives.fills.contains {
            $0.order > glyph.order && $0.color.alpha == 255 && $0.box.contains(glyph.box.insetBy(0.1 * glyph.box.height))
        }
    }

    private func isBackgroundColoured(_ glyph: Glyph, _ style: TextStyle) -> Bool {
        guard style.paint == .fill else { return false }
        let (x, y) = (glyph.box.centerX, glyph.box.centerY)
        let below = primitives.fills.last { $0.order < glyph.order && $0.color.alpha == 255 && $0.box.contains(x: x, y: y) }
        guard isAlike(style.color, below?.color ?? .white) else { return false }
        // Pictures and drawings behind the text may be of any colour.
        let picture = primitives.images.contains { $0.order < glyph.order && $0.order > (below?.order ?? -1) && $0.box.contains(x: x, y: y) }
        if picture || primitives.drawings.contains(where: { $0.contains(x: x, y: y) }) { return false }
        // Bars may be drawn as thick strokes.
        return !primitives.rules.contains { $0.box.contains(x: x, y: y) && !isAlike($0.color, style.color) }
    }

    private func isAlike(_ a: Color, _ b: Color) -> Bool {
        abs(Int(a.red) - Int(b.red)) <= options.colourDifference
            && abs(Int(a.green) - Int(b.green)) <= options.colourDifference
            && abs(Int(a.blue) - Int(b.blue)) <= options.colourDifference
    }
}
