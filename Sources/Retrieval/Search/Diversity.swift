import Backends
import DocumentModel
import TextAnalysis

/// Orders hits so that each says something that those before it do not: maximal marginal relevance (J. Carbonell, J. Goldstein, 1998).
struct Diversity {
    /// Hits that are ordered anew: each is compared with each.
    static let depth = 100

    /// 0 for by relevance alone, 1 for as different as can be.
    let share: Double
    /// Of length 1; those without one are compared by their words.
    let vectors: [ChunkID: [Float]]
    let words: [ChunkID: Set<String>]

    /// - Parameter candidates: best first. Those behind `depth` stay behind.
    func ordered(_ candidates: [Candidate]) -> [Candidate] {
        var left = Array(candidates.prefix(Self.depth))
        guard let best = left.first?.rank, let least = left.last?.rank, left.count > 2 else { return candidates }
        var chosen: [Candidate] = [left.removeFirst()]
        var closest = left.map { likeness($0.id, chosen[0].id) }
        while !left.isEmpty {
            let values = left.indices.map { place in
                (1 - share) * (best > least ? (left[place].rank - least) / (best - least) : 0) - share * closest[place]
            }
            // The first of equals: the order stays the same from search to search.
            let place = values.indices.max { values[$0] < values[$1] || values[$0] == values[$1] && $0 > $1 } ?? 0
            let next = left.remove(at: place)
            closest.remove(at: place)
            for index in left.indices { closest[index] = max(closest[index], likeness(left[index].id, next.id)) }
            chosen.append(next)
        }
        return chosen + candidates.dropFirst(Self.depth)
    }

    private func likeness(_ first: ChunkID, _ second: ChunkID) -> Double {
        if let a = vectors[first], let b = vectors[second] { return Double(a.cosine(to: b)) }
        guard let a = words[first], let b = words[second], !a.isEmpty || !b.isEmpty else { return 0 }
        return Double(a.intersection(b).count) / Double(a.union(b).count)
    }

    /// Words of a chunk, as it is compared without a vector.
    static func words(of text: String) -> Set<String> { Set(SearchTerms(language: nil).terms(of: text)) }
}
