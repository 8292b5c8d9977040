package import DocumentModel

/// Finds the tables of one page, ruled and borderless.
package enum TableFinder {
    /// The tables in `words` from top to bottom; they never share a word.
    ///
    /// `words` may be in any order and must stand upright: turned ones are left out, turn the page first. Pages without rules
    /// and without rows of separated words cost little more than sorting the words.
    package static func tables(words: [TableWord], primitives: PagePrimitives) -> [FoundTable] {
        let upright = words.allSatisfy { $0.angleDegrees == 0 } ? words : words.filter { $0.angleDegrees == 0 }
        guard upright.count >= 4 else { return [] }
        return TablePage(words: upright, primitives: primitives).drafts().map { $0.found() }
            .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }
}
