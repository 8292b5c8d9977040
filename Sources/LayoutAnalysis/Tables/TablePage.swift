import DocumentModel

/// Words and lines of one page, all upright, and the order in which tables are looked for among them.
struct TablePage {
    private let words: [TableWord]
    private let turned: [TurnedLabel]
    private let edges: Edges
    /// Coloured areas of the size of a cell or a row.
    private let shades: [Rectangle]
    private let charts: ChartSigns

    /// A table of shaded cells has at least so many, and that share of its cells is shaded.
    static let leastShadedCells = 4
    static let leastShadedShare = 0.4

    init(words: [TableWord], turned: [TurnedLabel], primitives: PagePrimitives) {
        self.words = words
        self.turned = turned
        shades = Edges.shades(among: primitives.fills)
        edges = Edges(rules: primitives.rules, shades: shades)
        charts = ChartSigns(primitives)
    }

    /// From the surest sign to the weakest: full grids, grids of shading, frames with rows, horizontal lines, alignment alone.
    func drafts() -> [TableDraft] {
        var search = TableSearch(free: words)
        search.add(ruledTables(edges, words: search.free))
        let open = shades.filter { shade in !search.found.contains { $0.box.intersection(shade) != nil } }
        if open.count >= Self.leastShadedCells { search.add(shadedTables(open, words: search.free)) }
        let edges = open.isEmpty ? edges : edges.adding(shades: open)
        search.add(FramedRows(words: search.free, edges: edges, charts: charts).drafts())
        if edges.horizontal.count >= 2 { search.add(RuleFrames(words: search.free, edges: edges, charts: charts).drafts()) }
        search.add(AlignedRegions(words: search.free, edges: edges, shades: shades, charts: charts).drafts())
        return search.found
    }

    private func ruledTables(_ edges: Edges, words: [TableWord]) -> [TableDraft] {
        guard !edges.horizontal.isEmpty, !edges.vertical.isEmpty else { return [] }
        return Lattice.groups(of: edges).compactMap { group in
            guard var lattice = Lattice(group) else { return nil }
            let inside = words.filter { lattice.box.contains(x: $0.box.centerX, y: $0.box.centerY) }
            guard !inside.isEmpty else { return nil }
            let isBox = lattice.columnCount == 1
            lattice.divideColumns(for: inside)
            let labels = turned.filter { lattice.box.contains(x: $0.box.centerX, y: $0.box.centerY) }
            guard let draft = RuledTable(lattice: lattice, words: inside, turned: labels).draft(), !charts.runThrough(draft, lattice) else {
                return nil
            }
            // A frame around text that happens to stand in columns has to prove itself like a table without lines.
            return isBox && !TableLikeness.isTable(draft) ? nil : RowLabels.added(to: draft, from: words)
        }
    }

    /// Tables whose cells are shaded one by one; shaded rows alone leave the columns open.
    private func shadedTables(_ shades: [Rectangle], words: [TableWord]) -> [TableDraft] {
        ruledTables(Edges(horizontal: [], vertical: []).adding(shades: shades), words: words).filter { draft in
            let cells = shades.count { draft.box.contains(x: $0.centerX, y: $0.centerY) }
            return Double(cells) >= Self.leastShadedShare * Double(draft.rowCount * draft.columnCount)
        }
    }
}

/// Tables found so far and the words that are still free.
struct TableSearch {
    private(set) var free: [TableWord]
    private(set) var found: [TableDraft] = []

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
