package import DocumentModel

/// Finds the tables of one page, ruled and borderless.
package enum TableFinder {
    /// The tables in `words` from top to bottom; they never share a word.
    ///
    /// `words` may be in any order and must stand upright: turned ones are left out, turn the page first; turned lines get into
    /// the cells of full grids. Pages without rules and without rows of separated words cost little more than sorting the words.
    package static func tables(words: [TableWord], turned: [TurnedLabel] = [], primitives: PagePrimitives) -> [FoundTable] {
        let sound = words.filter { $0.angleDegrees == 0 && $0.size > 0 && $0.box.isSound }
        guard sound.count >= 4 else { return [] }
        return TablePage(words: sound, turned: turned.filter { $0.box.isSound }, primitives: primitives).drafts().map { $0.found() }
            .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }
}

extension Rectangle {
    /// Finite and not turned inside out: broken files hold others, and ranges made of them would trap.
    var isSound: Bool {
        left <= right && top <= bottom && left > -Self.farAway && top > -Self.farAway && right < Self.farAway && bottom < Self.farAway
    }

    /// Points; a hundred times the largest page.
    private static let farAway = 1_440_000.0
}
