package import DocumentModel

/// Finds the tables of one page, ruled and borderless.
package enum TableFinder {
    /// The tables in `words` from top to bottom; they never share a word.
    ///
    /// `words` may be in any order; words turned by 90 or 270 degrees form tables of their own. Pages without rules and without
    /// rows of separated words cost one pass over the words.
    package static func tables(words: [TableWord], primitives: PagePrimitives) -> [FoundTable] {
        let upright = words.filter { $0.angleDegrees == 0 }
        let page = TablePage(words: upright, edges: Edges(rules: primitives.rules), fills: primitives.fills.map(\.box))
        return page.drafts().map { $0.found() }.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }
}

/// Words and lines of one page, all upright, and the order in which tables are looked for among them.
struct TablePage {
    var words: [TableWord]
    var edges: Edges
    var fills: [Rectangle]

    func drafts() -> [TableDraft] {
        var drafts: [TableDraft] = []
        var free = words
        for group in Lattice.groups(of: edges) {
            guard let lattice = Lattice(group) else { continue }
            let inside = free.filter { lattice.box.contains(x: $0.box.centerX, y: $0.box.centerY) }
            guard let draft = RuledTable(lattice: lattice, words: inside).draft() else { continue }
            drafts.append(draft)
            free.removeAll { lattice.box.contains(x: $0.box.centerX, y: $0.box.centerY) }
        }
        guard !free.isEmpty else { return drafts }
        for draft in RuleFrames(words: free, edges: edges).drafts() {
            let used = Set(draft.words.map(\.id))
            guard free.count(where: { used.contains($0.id) }) == used.count else { continue }
            drafts.append(draft)
            free.removeAll { used.contains($0.id) }
        }
        return drafts
    }
}
