/// What a text is about, as groups of keywords that come in the same places.
package enum Topics {
    package static let method = "clusters of keywords that share passages (average linkage over the cosine of where they come)"

    package struct Topic: Hashable, Sendable {
        /// Its most important keyword.
        package var name: String
        /// Share of the passages, 0...1, that have one of its keywords.
        package var relevance: Double
        /// The most important first.
        package var keywords: [String]
    }

    /// Keywords that are grouped: those behind are in too few places to tell where they belong.
    private static let mostKeywords = 40
    /// Cosine below which groups are kept apart. Of four articles put together (`make bench-analysis`), pairs in one group are of one article
    /// for 0.79, and pairs of one article in one group for 0.61; with 0.1 it is 0.64 and 0.82, with 0.3 0.84 and 0.50.
    private static let leastLikeness = 0.2
    /// Passages below which sentences are looked at instead.
    private static let fewestPassages = 8

    /// The most widespread first; groups of one keyword are no topics.
    ///
    /// - Throws: when there is too little text, or the language's words cannot be told by spaces.
    package static func of(_ text: AnalyzedText, language: String?, limit: Int) throws(TextAnalysisError) -> [Topic] {
        let tokens = try TokenizedText(text, language: language, method: "topics")
        let keywords = Keywords.choose(tokens, limit: mostKeywords).filter { $0.keyword.frequency > 1 }
        let places = Places(of: keywords.map(\.terms), in: tokens, bySentence: text.passages.count < fewestPassages)
        let topics = clusters(places).filter { $0.count > 1 }.map { members in
            let union = members.reduce(into: Set<Int>()) { $0.formUnion(places.sets[$1]) }
            return Topic(
                name: keywords[members[0]].keyword.text, relevance: Double(union.count) / Double(max(1, places.count)),
                keywords: members.map { keywords[$0].keyword.text })
        }
        return Array(topics.sorted { ($0.relevance, $1.name) > ($1.relevance, $0.name) }.prefix(limit))
    }

    /// Groups of keywords by number, each in order.
    private static func clusters(_ places: Places) -> [[Int]] {
        var groups = places.sets.indices.filter { !places.sets[$0].isEmpty }.map { [$0] }
        while let pair = nearest(groups, places) {
            groups[pair.0] = (groups[pair.0] + groups[pair.1]).sorted()
            groups.remove(at: pair.1)
        }
        return groups
    }

    /// The two groups that are most alike, the first before the second; `nil` when none are alike enough.
    private static func nearest(_ groups: [[Int]], _ places: Places) -> (Int, Int)? {
        var (best, pair): (Double, (Int, Int)?) = (leastLikeness, nil)
        for first in groups.indices {
            for second in groups.indices.dropFirst(first + 1) {
                let likeness = places.likeness(of: groups[first], to: groups[second])
                if likeness > best { (best, pair) = (likeness, (first, second)) }
            }
        }
        return pair
    }
}

/// Where each keyword comes.
private struct Places {
    /// By keyword.
    private(set) var sets: [Set<Int>]
    /// Passages, or sentences.
    let count: Int
    private var likenesses: [[Double]] = []

    init(of keywords: [[Int]], in text: TokenizedText, bySentence: Bool) {
        sets = [Set<Int>](repeating: [], count: keywords.count)
        var starts: [Int: [Int]] = [:]
        for (index, terms) in keywords.enumerated() { starts[terms[0], default: []].append(index) }
        for (index, sentence) in text.sentences.enumerated() {
            let place = bySentence ? index : text.passages[index]
            for phrase in sentence {
                for (position, token) in phrase.enumerated() {
                    for keyword in starts[token.term] ?? [] where Self.stands(keywords[keyword], at: position, in: phrase) {
                        sets[keyword].insert(place)
                    }
                }
            }
        }
        count = bySentence ? text.sentences.count : (text.passages.last ?? -1) + 1
        let sets = sets
        likenesses = sets.map { a in sets.map { b in Self.cosine(a, b) } }
    }

    /// Mean of all pairs.
    func likeness(of group: [Int], to other: [Int]) -> Double {
        group.reduce(0) { sum, member in other.reduce(sum) { $0 + likenesses[member][$1] } } / Double(group.count * other.count)
    }

    private static func stands(_ terms: [Int], at position: Int, in phrase: [TokenizedText.Token]) -> Bool {
        position + terms.count <= phrase.count && terms.indices.allSatisfy { phrase[position + $0].term == terms[$0] }
    }

    private static func cosine(_ a: Set<Int>, _ b: Set<Int>) -> Double {
        a.isEmpty || b.isEmpty ? 0 : Double(a.intersection(b).count) / (Double(a.count) * Double(b.count)).squareRoot()
    }
}
