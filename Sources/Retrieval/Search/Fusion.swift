import Backends
import DocumentModel
import Foundation

/// One chunk on its way into a list of hits.
struct Candidate: Hashable, Sendable {
    var id: ChunkID
    /// BM25; `nil` when it was not found by words.
    var lexical: Double?
    /// Cosine; `nil` when it was not compared.
    var semantic: Double?
    /// What candidates are ordered by; of no fixed range.
    var rank = 0.0

    func precedes(_ other: Candidate) -> Bool {
        rank != other.rank ? rank > other.rank : id < other.id
    }
}

/// Makes one list of what was found by words and what was found by meaning.
///
/// Each score is told in standard deviations above the mean of the best of its list, and the two are added. A model that tells passages
/// apart has few that stand out and many that do not; one that does not, because it never learned the language, has a list without steps,
/// and adds little. Measured against reciprocal ranks, which such a model spoils: ADR 29.
enum Fusion {
    /// The best of a list, which the others are measured by.
    private static let measuredCount = 100
    /// What meaning counts beside words.
    private static let semanticWeight = 0.6

    /// Best first.
    static func fused(lexical: [ScoredChunk], semantic: [ChunkID: Double], mode: SearchRequest.Mode) -> [Candidate] {
        var candidates: [ChunkID: Candidate] = [:]
        for hit in lexical { candidates[hit.id] = Candidate(id: hit.id, lexical: hit.score) }
        for (id, cosine) in semantic { candidates[id, default: Candidate(id: id)].semantic = cosine }
        let size = min(measuredCount, candidates.count)
        let words = Spread(candidates.values.map { $0.lexical ?? 0 }, best: size)
        let meaning = Spread(Array(semantic.values), best: size)
        return candidates.values.map { candidate in
            var candidate = candidate
            let byWords = words.deviations(candidate.lexical ?? 0)
            let byMeaning = meaning.deviations(candidate.semantic ?? meaning.least)
            switch mode {
            case .keyword: candidate.rank = byWords
            case .semantic: candidate.rank = byMeaning
            case .hybrid: candidate.rank = byWords + semanticWeight * byMeaning
            }
            return candidate
        }.sorted { $0.precedes($1) }
    }
}

/// Mean and standard deviation of the best scores.
private struct Spread {
    private let mean: Double
    private let deviation: Double
    /// The lowest of the best; 0 without any.
    let least: Double

    init(_ scores: [Double], best count: Int) {
        let best = scores.sorted(by: >).prefix(count)
        let mean = best.isEmpty ? 0 : best.reduce(0, +) / Double(best.count)
        self.mean = mean
        deviation = best.isEmpty ? 0 : (best.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(best.count)).squareRoot()
        least = best.last ?? 0
    }

    /// 0 when all are alike.
    func deviations(_ score: Double) -> Double {
        // Less than the rounding of sums: all are alike.
        deviation > 1e-9 ? (score - mean) / deviation : 0
    }
}
