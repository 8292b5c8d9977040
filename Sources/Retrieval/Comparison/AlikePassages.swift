import DocumentModel

/// Passages of two different documents that speak of the same: no versions of each other, and nothing to mark word by word.
struct AlikePassages {
    /// Weighted share of common words from which on two passages speak of the same, and the cosine of their meanings.
    private static let leastByWords = 0.16
    static let leastCosine = 0.55
    /// Words of a passage that says something.
    private static let fewestWords = 10
    static let mostListed = 20

    let pair: ComparedPair

    /// By their words, most alike first; each passage is in one pair at most.
    func byWords() -> [DocumentComparison.Likeness] {
        listed(UnitCandidates(pair).pairs(least: Self.leastByWords))
    }

    /// The pairs that may be listed.
    ///
    /// - Parameter links: in any order.
    func listed(_ links: [UnitPair]) -> [DocumentComparison.Likeness] {
        let sides = (pair.before.sideSections, pair.after.sideSections)
        let fitting = links.filter { link in
            let (a, b) = (pair.a[link.a], pair.b[link.b])
            return !a.isHeading && !b.isHeading && min(a.wordCount, b.wordCount) >= Self.fewestWords && !sides.0.contains(a.section)
                && !sides.1.contains(b.section)
        }
        var (takenA, takenB, chosen): (Set<Int>, Set<Int>, [UnitPair]) = ([], [], [])
        for link in fitting.sorted(by: { ($0.likeness, $1.a, $1.b) > ($1.likeness, $0.a, $0.b) }) where chosen.count < Self.mostListed {
            guard !takenA.contains(link.a), !takenB.contains(link.b) else { continue }
            takenA.insert(link.a)
            takenB.insert(link.b)
            chosen.append(link)
        }
        return chosen.map(likeness)
    }

    private func likeness(_ link: UnitPair) -> DocumentComparison.Likeness {
        let (before, after) = (pair.before.passages[pair.a[link.a].passage], pair.after.passages[pair.b[link.b].passage])
        return .init(
            section: pair.after.sections[pair.b[link.b].section].title, similarity: link.likeness, before: .init(before), after: .init(after),
            isSame: pair.a[link.a].key == pair.b[link.b].key)
    }
}
