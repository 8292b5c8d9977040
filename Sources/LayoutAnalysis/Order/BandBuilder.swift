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
            let lent = lendStrips(to: strip, from: &bands, size: size)
            if lent.isEmpty { returnStrays(before: strip, in: &bands) }
            var next = band(of: lent.first ?? strip, size: size)
            for strip in lent.dropFirst() + (lent.isEmpty ? [] : [strip]) { extend(&next, by: strip, size: size) }
            bands.append(next)
        }
        return bands.map { $0.strips.flatMap(\.items) }.filter { !$0.isEmpty }
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

    /// Rows at the end of a band that fit the gutter of the columns after them as well: greed gave them to the wrong side.
    private func lendStrips(to next: Strip, from bands: inout [Band], size: Double) -> [Strip] {
        guard hasGutter(next.coverage, size), var band = bands.last, band.hasGutter else { return [] }
        var lent: [Strip] = []
        var union = next.coverage
        while band.strips.count > 1, let last = band.strips.last, hasGutter(last.coverage, size) {
            var wider = union
            for interval in last.coverage.intervals { wider.add(interval.lowerBound, interval.upperBound) }
            guard hasGutter(wider, size) else { break }
            union = wider
            lent.insert(last, at: 0)
            band.strips.removeLast()
        }
        guard !lent.isEmpty else { return [] }
        bands[bands.count - 1] = rebuilt(band, size: size)
        return lent
    }

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
