package import DocumentModel

/// Finds the tables of one page, ruled and borderless.
package enum TableFinder {
    /// The tables in `words` from top to bottom; they never share a word.
    ///
    /// `words` may be in any order; words turned by 90 or 270 degrees form tables of their own. Pages without rules and without
    /// rows of separated words cost one pass over the words.
    package static func tables(words: [TableWord], primitives: PagePrimitives) -> [FoundTable] {
        let upright = words.filter { $0.angleDegrees == 0 }
        let shades = Edges.shades(among: primitives.fills)
        let page = TablePage(
            words: upright, edges: Edges(rules: primitives.rules, shades: shades), shades: shades,
            fills: primitives.fills.filter { !$0.color.isPale }.map(\.box), drawings: primitives.drawings)
        return page.drafts().map { $0.found() }.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }
}

/// Words and lines of one page, all upright, and the order in which tables are looked for among them.
struct TablePage {
    var words: [TableWord]
    var edges: Edges
    /// Coloured areas of the size of a cell or a row.
    var shades: [Rectangle]

    /// All filled areas that can be seen.
    var fills: [Rectangle]
    /// Bounding boxes of curves and slanted lines.
    var drawings: [Rectangle]

    /// Curves in more cells than this share of those with text make it a chart.
    static let mostDrawnShare = 0.25
    /// A table of shaded cells has at least so many, and that share of its cells is shaded.
    static let leastShadedCells = 4
    static let leastShadedShare = 0.4
    /// Curves that fit in such a square are ticks, arrows and icons.
    static let symbolSize = 14.0

    /// Whether curves run through many cells of a ruled grid.
    private func isChart(_ lattice: Lattice, _ draft: TableDraft) -> Bool {
        var cells = Set<Int>()
        for drawing in drawings where max(drawing.width, drawing.height) > Self.symbolSize {
            guard lattice.box.contains(x: drawing.centerX, y: drawing.centerY) else { continue }
            let column = lattice.xs.count { $0 < drawing.centerX }
            cells.insert(lattice.ys.count { $0 < drawing.centerY } * lattice.xs.count + column)
        }
        return Double(cells.count) > Self.mostDrawnShare * Double(draft.areas.count)
    }

    func drafts() -> [TableDraft] {
        var search = TableSearch(free: words)
        search.add(edges.isEmpty ? [] : ruledTables(edges, words: search.free))
        let shades = shades.filter { shade in !search.found.contains { $0.box.intersection(shade) != nil } }
        let edges = shades.isEmpty ? edges : edges.adding(shades: shades)
        if shades.count >= Self.leastShadedCells {
            search.add(shadedTables(shades, words: search.free))
        }
        if !edges.horizontal.isEmpty { search.add(RuleFrames(words: search.free, edges: edges).drafts()) }
        search.add(AlignedRegions(words: search.free, edges: edges, fills: fills, shades: self.shades).drafts())
        return search.found
    }

    /// Tables whose cells are shaded one by one; shaded rows alone leave the columns open.
    private func shadedTables(_ shades: [Rectangle], words: [TableWord]) -> [TableDraft] {
        ruledTables(Edges(horizontal: [], vertical: []).adding(shades: shades), words: words).filter { draft in
            let cells = shades.count { draft.box.contains(x: $0.centerX, y: $0.centerY) }
            return Double(cells) >= Self.leastShadedShare * Double(draft.rowCount * draft.columnCount)
        }
    }

    private func ruledTables(_ edges: Edges, words: [TableWord]) -> [TableDraft] {
        Lattice.groups(of: edges).compactMap { group in
            guard var lattice = Lattice(group) else { return nil }
            let inside = words.filter { lattice.box.contains(x: $0.box.centerX, y: $0.box.centerY) }
            guard !inside.isEmpty else { return nil }
            let isBox = lattice.columnCount == 1
            lattice.divideColumns(for: inside)
            guard let draft = RuledTable(lattice: lattice, words: inside).draft(), !isChart(lattice, draft) else { return nil }
            // A frame around text that happens to stand in columns has to prove itself like a table without lines.
            return isBox && !TableLikeness.isTable(draft) ? nil : draft
        }
    }
}

/// Tables found so far and the words that are still free.
struct TableSearch {
    var free: [TableWord]
    var found: [TableDraft] = []

    init(free: [TableWord]) { self.free = free }

    /// Takes the tables whose words are all still free.
    mutating func add(_ drafts: [TableDraft]) {
        for draft in drafts {
            let used = Set(draft.words.map(\.id))
            guard free.count(where: { used.contains($0.id) }) == used.count else { continue }
            found.append(draft)
            free.removeAll { used.contains($0.id) }
        }
    }
}
