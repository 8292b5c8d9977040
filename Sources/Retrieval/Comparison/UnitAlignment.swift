/// Which passage of one document is which of the other.
///
/// Time grows little faster than the documents: passages find each other by their rare words, the heaviest chain of pairs that keeps the
/// order is found with a tree of prefix maxima, and only the gaps of that chain are compared each with each, up to a limit.
struct UnitAlignment {
    /// Likeness from which passages are taken for the same one with changes, wherever they stand.
    static let leastLikeness = 0.5
    /// The same where both stand between the same neighbours.
    private static let leastInPlace = 0.3
    /// Likeness from which something that stands elsewhere was moved and not written anew.
    private static let leastMoved = 0.6
    /// Words of a moved passage: shorter ones are the same by chance.
    private static let fewestMovedWords = 4
    /// Pairs of passages of one gap that are compared each with each.
    private static let mostCellsOfGap = 4000
    /// Words beyond which a passage's length no longer makes it a better anchor.
    private static let mostWeighedWords = 60

    private let pair: ComparedPair
    /// Partner of each passage of the first document.
    private var partners: [Int: UnitPair] = [:]
    private var taken: Set<Int> = []

    /// Ascending by passage of the first document; each passage is in one pair at most.
    static func pairs(of pair: ComparedPair) -> [UnitPair] {
        var alignment = UnitAlignment(pair)
        let candidates = UnitCandidates(pair).pairs(least: leastLikeness)
        let chain = alignment.heaviestChain(candidates)
        for link in chain { alignment.take(link) }
        alignment.fillGaps(of: chain)
        alignment.takeMoved(candidates)
        return alignment.partners.values.sorted { $0.a < $1.a }
    }

    private init(_ pair: ComparedPair) {
        self.pair = pair
    }

    private mutating func take(_ link: UnitPair) {
        partners[link.a] = link
        taken.insert(link.b)
    }

    private func isFree(_ link: UnitPair) -> Bool { partners[link.a] == nil && !taken.contains(link.b) }

    // MARK: The chain

    private func heaviestChain(_ candidates: [UnitPair]) -> [UnitPair] {
        // Of pairs with the same first passage the later second one first, so that only one of them is in a chain.
        let links = candidates.sorted { ($0.a, $1.b) < ($1.a, $0.b) }
        var best = PrefixMaxima(count: pair.b.count)
        var before = [Int](repeating: -1, count: links.count)
        for (index, link) in links.enumerated() {
            let (weight, previous) = best.maximum(below: link.b)
            before[index] = previous
            best.raise(link.b, to: weight + weighed(link), by: index)
        }
        var (chain, next): ([UnitPair], Int) = ([], best.maximum(below: pair.b.count).index)
        while next >= 0 {
            chain.append(links[next])
            next = before[next]
        }
        return chain.reversed()
    }

    private func weighed(_ link: UnitPair) -> Double {
        let words = Double(min(pair.a[link.a].wordCount, Self.mostWeighedWords) + 4)
        return link.likeness * words * (pair.a[link.a].isHeading ? 2 : 1)
    }

    // MARK: Gaps

    private mutating func fillGaps(of chain: [UnitPair]) {
        var (a, b) = (0, 0)
        for link in chain + [UnitPair(a: pair.a.count, b: pair.b.count, likeness: 0)] {
            fill(a..<link.a, b..<link.b)
            (a, b) = (link.a + 1, link.b + 1)
        }
    }

    /// Equal passages that stand more than once first, then what is most alike in what is left between them.
    private mutating func fill(_ a: Range<Int>, _ b: Range<Int>) {
        guard !a.isEmpty, !b.isEmpty else { return }
        var (nextA, nextB) = (a.lowerBound, b.lowerBound)
        let runs = Myers.common(pair.a[a].map(\.key), pair.b[b].map(\.key))
        for run in runs {
            let (startA, startB) = (a.lowerBound + run.before, b.lowerBound + run.after)
            for offset in 0..<run.count { take(UnitPair(a: startA + offset, b: startB + offset, likeness: 1)) }
            pairUp(nextA..<startA, nextB..<startB)
            (nextA, nextB) = (startA + run.count, startB + run.count)
        }
        pairUp(nextA..<a.upperBound, nextB..<b.upperBound)
    }

    /// What is most alike in both, in order.
    private mutating func pairUp(_ a: Range<Int>, _ b: Range<Int>) {
        guard !a.isEmpty, !b.isEmpty, a.count * b.count <= Self.mostCellsOfGap else { return }
        let pairs = OrderedPairing.pairs(rows: a.count, columns: b.count) { row, column in
            let (left, right) = (a.lowerBound + row, b.lowerBound + column)
            guard pair.a[left].isHeading == pair.b[right].isHeading else { return 0 }
            let likeness = pair.likeness(left, right)
            return likeness >= Self.leastInPlace ? likeness : 0
        }
        for link in pairs { take(UnitPair(a: a.lowerBound + link.row, b: b.lowerBound + link.column, likeness: link.likeness)) }
    }

    // MARK: What was moved

    private mutating func takeMoved(_ candidates: [UnitPair]) {
        let moved = candidates.filter {
            $0.likeness >= Self.leastMoved && (pair.a[$0.a].isHeading || pair.a[$0.a].wordCount >= Self.fewestMovedWords) || $0.likeness == 1
        }
        .sorted { ($0.likeness, $1.a, $1.b) > ($1.likeness, $0.a, $0.b) }
        for link in moved where isFree(link) && (pair.a[link.a].isHeading || pair.a[link.a].wordCount >= Self.fewestMovedWords) {
            var link = link
            link.isMoved = true
            take(link)
        }
    }
}

/// The greatest value at positions below one (a Fenwick tree of maxima).
private struct PrefixMaxima {
    private var values: [Double]
    private var indices: [Int]

    init(count: Int) {
        values = [Double](repeating: 0, count: count + 1)
        indices = [Int](repeating: -1, count: count + 1)
    }

    mutating func raise(_ position: Int, to value: Double, by index: Int) {
        var place = position + 1
        while place < values.count {
            if value > values[place] { (values[place], indices[place]) = (value, index) }
            place += place & -place
        }
    }

    func maximum(below position: Int) -> (weight: Double, index: Int) {
        var (best, index, place) = (0.0, -1, position)
        while place > 0 {
            if values[place] > best { (best, index) = (values[place], indices[place]) }
            place -= place & -place
        }
        return (best, index)
    }
}
