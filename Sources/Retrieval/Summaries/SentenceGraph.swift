import Foundation

/// How central each sentence is: many sentences are like it, and those are central too (LexRank, G. Erkan and D. Radev, 2004, with
/// continuous weights).
struct SentenceGraph: Sendable {
    /// Sentences of the graph; of more, those with the most weight on the documents' subject words are taken.
    static let mostNodes = 2000
    /// Share of the sentences with a word beyond which the word connects everything with everything.
    private static let mostShare = 0.15
    /// Cosine below which sentences have nothing to do with each other: one common word in two long ones.
    private static let leastCosine = 0.08
    /// As in the paper: the share of rank that comes from likeness, the rest from being a sentence at all.
    private static let damping = 0.85
    private static let mostRounds = 60
    private static let precision = 1e-6

    /// Indices of sentences.
    let nodes: [Int]
    /// By node, 0...1, the most central has 1.
    private(set) var ranks: [Double] = []
    /// By node: weights of its words, of length 1, by ascending word.
    private let vectors: [[(word: Int32, weight: Float)]]
    /// By word.
    let weights: [Float]

    init(_ source: SummarySource) {
        let bags = source.sentences.map { WordBag($0.words) }
        let weights = WordBag.weights(of: bags, wordCount: source.vocabulary.count)
        self.weights = weights
        nodes = Self.chosen(bags, weights)
        vectors = nodes.map { Self.vector(bags[$0], weights) }
        ranks = Self.ranks(Self.edges(vectors))
    }

    private static func chosen(_ bags: [WordBag], _ weights: [Float]) -> [Int] {
        guard bags.count > mostNodes else { return Array(bags.indices) }
        var totals: [Int32: Float] = [:]
        for bag in bags { for entry in bag.entries { totals[entry.word, default: 0] += entry.count } }
        let scores = bags.map { bag in
            let sum = bag.entries.reduce(Float(0)) { $0 + $1.count * weights[Int($1.word)] * log(1 + (totals[$1.word] ?? 0)) }
            return sum / sqrt(Float(max(4, bag.entries.count)))
        }
        return bags.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(mostNodes).sorted()
    }

    private static func vector(_ bag: WordBag, _ weights: [Float]) -> [(word: Int32, weight: Float)] {
        let raw = bag.entries.map { (word: $0.word, weight: $0.count * weights[Int($0.word)]) }
        let length = sqrt(raw.reduce(Float(0)) { $0 + $1.weight * $1.weight })
        return length > 0 ? raw.map { (word: $0.word, weight: $0.weight / length) } : []
    }

    /// For each node its neighbours with the cosine.
    private static func edges(_ vectors: [[(word: Int32, weight: Float)]]) -> [[(node: Int, cosine: Double)]] {
        var postings: [Int32: [(node: Int, weight: Float)]] = [:]
        for (node, vector) in vectors.enumerated() { for entry in vector { postings[entry.word, default: []].append((node, entry.weight)) } }
        let most = max(10, Int(Double(vectors.count) * mostShare))
        postings = postings.filter { $0.value.count > 1 && $0.value.count <= most }
        var cosines = [Float](repeating: 0, count: vectors.count)
        return vectors.enumerated().map { node, vector in
            var touched: [Int] = []
            for entry in vector {
                for other in postings[entry.word] ?? [] where other.node != node {
                    if cosines[other.node] == 0 { touched.append(other.node) }
                    cosines[other.node] += entry.weight * other.weight
                }
            }
            defer { for other in touched { cosines[other] = 0 } }
            return touched.filter { Double(cosines[$0]) >= leastCosine }.map { (node: $0, cosine: Double(cosines[$0])) }
        }
    }

    private static func ranks(_ edges: [[(node: Int, cosine: Double)]]) -> [Double] {
        let count = edges.count
        let degrees = edges.map { $0.reduce(0) { $0 + $1.cosine } }
        var ranks = [Double](repeating: 1 / Double(max(1, count)), count: count)
        for _ in 0..<mostRounds {
            var next = [Double](repeating: (1 - damping) / Double(max(1, count)), count: count)
            for (node, neighbours) in edges.enumerated() where degrees[node] > 0 {
                let share = damping * ranks[node] / degrees[node]
                for neighbour in neighbours { next[neighbour.node] += share * neighbour.cosine }
            }
            let change = zip(ranks, next).reduce(0) { $0 + abs($1.0 - $1.1) }
            ranks = next
            if change < precision { break }
        }
        let highest = ranks.max() ?? 1
        return highest > 0 ? ranks.map { $0 / highest } : ranks
    }

    /// Cosine of two nodes.
    func likeness(_ a: Int, _ b: Int) -> Double {
        var (left, right, sum) = (0, 0, Float(0))
        while left < vectors[a].count, right < vectors[b].count {
            let (one, other) = (vectors[a][left], vectors[b][right])
            if one.word == other.word {
                sum += one.weight * other.weight
                (left, right) = (left + 1, right + 1)
            } else if one.word < other.word {
                left += 1
            } else {
                right += 1
            }
        }
        return Double(sum)
    }
}
