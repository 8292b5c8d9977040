import DocumentModel

/// Items of a region to bands: stretches from top to bottom that share a gutter, or share having none.
struct BandBuilder {
    let options: ReadingOrder.Options

    private struct Strip {
        var items: [OrderItem]
        var box: Rectangle
        var coverage: Coverage
    }

    private struct Band {
        var strips: [Strip]
        var coverage: Coverage
        var hasGutter: Bool
    }

    /// Items must be sorted by the top of their cores.
    func bands(of items: [OrderItem]) -> [[OrderItem]] {
        let size = Gutters.textSize(items)
        var bands: [Band] = []
        for strip in strips(of: items) {
            if let last = bands.indices.last, extend(&bands[last], by: strip, size: size) { continue }
            bands.append(band(of: strip, size: size))
        }
        return settled(bands, size: size).map { $0.strips.flatMap(\.items) }.filter { !$0.isEmpty }
    }

    /// The bands with the strips at their borders given to the side they belong to.
    private func settled(_ bands: [Band], size: Double) -> [Band] {
        var settled: [Band] = []
        for var band in bands {
            takeColumnHead(to: &band, from: &settled, size: size)
            if !lendStrips(to: &band, from: &settled, size: size), let first = band.strips.first { returnStrays(before: first, in: &settled) }
            settled.append(band)
        }
        return settled
    }

    /// Groups that no horizontal line can divide.
    private func strips(of items: [OrderItem]) -> [Strip] {
        var strips: [Strip] = []
        for item in items {
            if let last = strips.indices.last, item.core.top < strips[last].box.bottom {
                strips[last].items.append(item)
                strips[last].box = strips[last].box.union(item.core)
                strips[last].coverage.add(item.core.left, item.core.right)
            } else {
                var coverage = Coverage()
                coverage.add(item.core.left, item.core.right)
                strips.append(Strip(items: [item], box: item.core, coverage: coverage))
            }
        }
        return strips
    }

    private func band(of strip: Strip, size: Double) -> Band {
        Band(strips: [strip], coverage: strip.coverage, hasGutter: hasGutter(strip.coverage, size))
    }

    private func hasGutter(_ coverage: Coverage, _ size: Double) -> Bool {
        coverage.gaps.contains { $0.upperBound - $0.lowerBound >= options.gutter * size }
    }

    /// Adds the strip, unless it breaks the band's gutter or brings the first one: then `false`, and the band stays as it is.
    @discardableResult
    private func extend(_ band: inout Band, by strip: Strip, size: Double) -> Bool {
        var union = band.coverage
        for interval in strip.coverage.intervals { union.add(interval.lowerBound, interval.upperBound) }
        let fits = band.hasGutter ? hasGutter(union, size) : !hasGutter(strip.coverage, size)
        guard fits else { return false }
        band.strips.append(strip)
        band.coverage = union
        return true
    }

    /// Rows at the end of a band that fit the gutter of the longer columns after them as well: greed gave them to the wrong
    /// side. A few rows below columns, as of a page's foot, take nothing from them.
    private func lendStrips(to next: inout Band, from bands: inout [Band], size: Double) -> Bool {
        guard next.hasGutter, var band = bands.last, band.hasGutter,
            lineCount(next) > lineCount(band) || lineCount(band) < Self.leastColumnLines
        else { return false }
        var union = next.coverage
        var lent = 0
        for (index, strip) in band.strips.dropFirst().reversed().enumerated() {
            for interval in strip.coverage.intervals { union.add(interval.lowerBound, interval.upperBound) }
            guard hasGutter(union, size) else { break }
            // A row of one column alone goes along with the rows of both around it.
            if hasGutter(strip.coverage, size) { lent = index + 1 }
        }
        guard lent > 0 else { return false }
        next.strips = band.strips.suffix(lent) + next.strips
        next = rebuilt(next, size: size)
        band.strips.removeLast(lent)
        bands[bands.count - 1] = rebuilt(band, size: size)
        return true
    }

    /// The first lines of a later column that starts higher than the first one: they stand alone on their height, like lines
    /// over the whole width, but close above the lines of their column and not below what spans it.
    private func takeColumnHead(to next: inout Band, from bands: inout [Band], size: Double) {
        guard next.hasGutter, var band = bands.last, !band.hasGutter, let below = next.strips.first else { return }
        var union = next.coverage
        var taken: [Strip] = []
        var bottom = below.box.top
        while band.strips.count > 1, let last = band.strips.last, let gutter = union.gaps.first, last.box.left > gutter.lowerBound,
            bottom - last.box.bottom < Self.leading * size
        {
            union.add(last.box.left, last.box.right)
            guard hasGutter(union, size) else { break }
            taken.insert(last, at: 0)
            bottom = last.box.top
            band.strips.removeLast()
        }
        guard let first = taken.first, let above = band.strips.last, first.box.top - above.box.bottom > Self.leading * size else { return }
        next = rebuilt(Band(strips: taken + next.strips, coverage: union, hasGutter: true), size: size)
        bands[bands.count - 1] = rebuilt(band, size: size)
    }

    /// Lines from which a band is taken for columns of text, which keep their last lines; heads of forms are shorter.
    private static let leastColumnLines = 14

    /// White space in text sizes between the cores of neighbouring lines of one column, at most.
    private static let leading = 1.0

    private func lineCount(_ band: Band) -> Int { band.strips.reduce(0) { $0 + $1.items.count } }

    private func rebuilt(_ band: Band, size: Double) -> Band {
        var rebuilt = band
        rebuilt.coverage = Coverage()
        for interval in band.strips.flatMap(\.coverage.intervals) { rebuilt.coverage.add(interval.lowerBound, interval.upperBound) }
        rebuilt.hasGutter = hasGutter(rebuilt.coverage, size)
        return rebuilt
    }

    /// One-sided strips at the end of a band that stand closer to what follows than to their own column belong to what follows:
    /// the short heading above a full-width paragraph below two columns.
    private func returnStrays(before next: Strip, in bands: inout [Band]) {
        guard var band = bands.last, band.hasGutter, band.strips.count > 1, let last = band.strips.last, last.items.count == 1
        else { return }
        let above = band.strips[band.strips.count - 2]
        let gapAbove = last.box.top - above.box.bottom
        let gapBelow = next.box.top - last.box.bottom
        guard gapAbove > 1.3 * gapBelow else { return }
        band.strips.removeLast()
        bands[bands.count - 1] = band
        bands.append(Band(strips: [last], coverage: last.coverage, hasGutter: false))
    }
}
