import DocumentModel

/// White space that runs through a set of items from top to bottom.
struct Gutters {
    /// Middles in points of the gutters that separate columns, left to right; empty when there are none.
    static func through(_ items: [OrderItem], options: ReadingOrder.Options) -> [Double] {
        var coverage = Coverage()
        for item in items { coverage.add(item.core.left, item.core.right) }
        let size = textSize(items)
        return coverage.gaps.filter { $0.upperBound - $0.lowerBound >= options.gutter * size }
            .filter { separatesColumns($0, items, size: size, options: options) }
            .map { ($0.lowerBound + $0.upperBound) / 2 }
    }

    /// Size of most of the text; 10 points where there is none.
    static func textSize(_ items: [OrderItem]) -> Double {
        let sizes = items.lazy.filter { $0.size > 0 }.map(\.size).sorted()
        return sizes.isEmpty ? 10 : sizes[sizes.count / 2]
    }

    private static func separatesColumns(
        _ gap: ClosedRange<Double>, _ items: [OrderItem], size: Double, options: ReadingOrder.Options
    ) -> Bool {
        let left = items.filter { $0.core.centerX < gap.lowerBound }
        let right = items.filter { $0.core.centerX > gap.upperBound }
        guard let leftBox = Rectangle.around(left.lazy.map(\.core)), let rightBox = Rectangle.around(right.lazy.map(\.core))
        else { return false }
        // Blocks one above the other, merely shifted sideways, are read top to bottom.
        guard leftBox.verticalOverlap(rightBox) > 0.5 * min(leftBox.height, rightBox.height) || leftBox.verticalOverlap(rightBox) > 4 * size
        else { return false }
        guard isTall(left, options), isTall(right, options) else { return false }
        return !areRows(left, right, options)
    }

    private static func isTall(_ items: [OrderItem], _ options: ReadingOrder.Options) -> Bool {
        items.contains { $0.kind != .text } || lineCount(items) >= options.columnLines
    }

    private static func lineCount(_ items: [OrderItem]) -> Int {
        var count = 0
        var bottom = -Double.infinity
        for item in items.sorted(by: { $0.core.top < $1.core.top }) where item.core.centerY > bottom {
            count += 1
            bottom = item.core.bottom
        }
        return count
    }

    /// Labels and values: every line of the shorter side has a partner on its baseline and neither side is prose.
    private static func areRows(_ left: [OrderItem], _ right: [OrderItem], _ options: ReadingOrder.Options) -> Bool {
        guard !left.contains(where: { $0.kind != .text }), !right.contains(where: { $0.kind != .text }) else { return false }
        if isProse(left, options) && isProse(right, options) { return false }
        let (few, many) = left.count < right.count ? (left, right) : (right, left)
        let baselines = many.map(\.core.bottom).sorted()
        let paired = few.count { item in
            baselines.contains { abs($0 - item.core.bottom) < 0.3 * item.size }
        }
        // Labels of wrapped values stand on the first of several lines; unrelated columns agree only by chance.
        return Double(paired) >= 0.9 * Double(few.count) && few.count < 40
    }

    private static func isProse(_ items: [OrderItem], _ options: ReadingOrder.Options) -> Bool {
        let width = items.reduce(0) { $0 + $1.core.width / max($1.size, 1) }
        return width >= options.proseWidth * Double(items.count)
    }
}

/// The union of intervals on a line.
struct Coverage {
    private(set) var intervals: [ClosedRange<Double>] = []

    mutating func add(_ low: Double, _ high: Double) {
        guard high >= low else { return }
        var merged = low...high
        var kept: [ClosedRange<Double>] = []
        kept.reserveCapacity(intervals.count + 1)
        var inserted = false
        for interval in intervals {
            if interval.upperBound < merged.lowerBound {
                kept.append(interval)
            } else if interval.lowerBound > merged.upperBound {
                if !inserted { kept.append(merged); inserted = true }
                kept.append(interval)
            } else {
                merged = min(merged.lowerBound, interval.lowerBound)...max(merged.upperBound, interval.upperBound)
            }
        }
        if !inserted { kept.append(merged) }
        intervals = kept
    }

    /// The free stretches between intervals, left to right.
    var gaps: [ClosedRange<Double>] {
        zip(intervals, intervals.dropFirst()).map { $0.upperBound...$1.lowerBound }
    }
}
