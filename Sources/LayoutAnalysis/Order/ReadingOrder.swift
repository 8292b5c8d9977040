import DocumentModel

/// Items of a page to groups in reading order, by recursive cuts on white space.
///
/// Follows the XY-cut idea (Nagy and Seth 1984) with one change: a region without a straight gutter is first divided into
/// bands, maximal stretches from top to bottom that share a gutter, so that a heading or figure spanning the columns
/// ends one band and starts the next instead of hiding the gutter.
struct ReadingOrder {
    struct Options {
        /// Narrowest white space between columns in units of the text size. Word spaces inside a segment are joined before.
        var gutter = 0.8
        /// A column has at least this many lines beside the other: a single pair of texts on a line is a row, not two columns.
        var columnLines = 2
        /// Segments this wide (in font sizes) on average are prose; narrower ones on common baselines are rows of a form or list.
        var proseWidth = 9.0
        /// Recursion guard: real pages need fewer than 8 levels.
        var depth = 24
    }

    let isRightToLeft: Bool
    var options = Options()

    init(isRightToLeft: Bool) {
        self.isRightToLeft = isRightToLeft
    }

    func groups(of items: [OrderItem]) -> [OrderGroup] {
        let sorted = items.sorted { ($0.core.top, $0.core.left) < ($1.core.top, $1.core.left) }
        return arrange(sorted, depth: 0)
    }

    private func arrange(_ items: [OrderItem], depth: Int) -> [OrderGroup] {
        guard items.count > 1, depth < options.depth else { return leaf(items) }
        let columns = columns(of: items)
        if columns.count > 1 {
            return columns.flatMap { arrange($0, depth: depth + 1) }
        }
        let bands = BandBuilder(options: options).bands(of: items)
        if bands.count > 1 {
            return joinLeaves(bands.map { arrange($0, depth: depth + 1) })
        }
        return leaf(items)
    }

    private func leaf(_ items: [OrderItem]) -> [OrderGroup] {
        guard let box = Rectangle.around(items.lazy.map(\.box)) else { return [] }
        return [OrderGroup(items: items, column: box.left...max(box.left, box.right))]
    }

    /// Neighbouring bands that turned out to be plain single columns are one column of text again.
    private func joinLeaves(_ parts: [[OrderGroup]]) -> [OrderGroup] {
        var result: [OrderGroup] = []
        var lastWasLeaf = false
        for part in parts {
            let isLeaf = part.count == 1
            if isLeaf, lastWasLeaf, let last = result.indices.last {
                result[last].items += part[0].items
                let (a, b) = (result[last].column, part[0].column)
                result[last].column = min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
            } else {
                result += part
            }
            lastWasLeaf = isLeaf
        }
        return result
    }

    /// The items cut at every gutter that runs through from top to bottom; one part when there is none.
    private func columns(of items: [OrderItem]) -> [[OrderItem]] {
        let gutters = Gutters.through(items, options: options)
        guard !gutters.isEmpty else { return [items] }
        var parts = [[OrderItem]](repeating: [], count: gutters.count + 1)
        for item in items {
            parts[gutters.count { $0 <= item.core.centerX }].append(item)
        }
        return isRightToLeft ? parts.reversed() : parts
    }
}
