import DocumentModel

/// Scores sentences and chooses those that say most without saying it twice.
struct SentenceChoice: Sendable {
    // What raises a sentence's rank, each at most, as a share of it: without them, summaries of reports miss the opening that says what
    // they are about. Shares and not sums: the disclaimer on the first page is at the beginning too, but nothing else speaks of it.
    private static let shareOfBeginning = 0.8
    private static let shareOfFirstInPassage = 0.2
    private static let shareOfTitleWords = 0.6
    private static let shareOfHeadingWords = 0.2
    // What lowers it: pointers to other places say nothing by themselves, "However, it …" says too little, and items are often half sentences.
    private static let factorOfPointers = 0.15
    private static let factorOfLeaning = 0.25
    private static let factorOfItems = 0.8
    /// Words from which a sentence says enough; shorter ones are central for having common words only.
    private static let fullLength = 14.0
    /// Share of a document that counts as its beginning.
    private static let beginning = 0.08
    /// Sentences that speak of nothing asked for keep this share of their score.
    private static let shareWithoutFocus = 0.15
    /// Letters from which words with the same beginning are taken for forms of one word.
    private static let lettersOfStems = 5
    /// Weight of what is new against what is important (MMR, J. Carbonell and J. Goldstein, 1998).
    private static let weightOfNovelty = 0.45
    /// Cosine from which a sentence says what another has said.
    private static let mostLikeness = 0.6

    private let source: SummarySource
    private let graph: SentenceGraph
    /// By node of the graph.
    let scores: [Double]
    /// Whether any sentence speaks of what was asked for.
    let hasFocus: Bool

    init(_ source: SummarySource, _ graph: SentenceGraph, focus: [String]) {
        self.source = source
        self.graph = graph
        let stems = focus.map { area in WordToken.cut(area.lowercased()).filter { !$0.isSign && $0.text.count > 2 }.map { Self.stem($0.text) } }
            .filter { !$0.isEmpty }
        let relevances = graph.nodes.map { Self.relevance(of: source.sentences[$0], in: source, stems) }
        let hasFocus = relevances.contains { $0 > 0 }
        self.hasFocus = hasFocus || stems.isEmpty
        scores = graph.nodes.indices.map { node in
            let score = graph.ranks[node] * Self.factor(of: source.sentences[graph.nodes[node]], in: source)
            return hasFocus ? score * (Self.shareWithoutFocus + relevances[node]) : score
        }
    }

    private static func factor(of sentence: SummarySentence, in source: SummarySource) -> Double {
        var factor = 1.0
        if sentence.placeInPassage == 0 { factor += shareOfFirstInPassage }
        factor += shareOfBeginning * max(0, 1 - sentence.depth / beginning)
        factor += shareOfTitleWords * share(of: source.titleWords[sentence.document], in: sentence)
        factor += shareOfHeadingWords * share(of: source.headingWords[sentence.document][sentence.section], in: sentence)
        if sentence.isPointer { factor *= factorOfPointers }
        if sentence.leansBack { factor *= factorOfLeaning }
        if source.documents[sentence.document].passages[sentence.passage].kind == .listItem { factor *= factorOfItems }
        return factor * min(1, Double(sentence.wordCount) / fullLength).squareRoot()
    }

    private static func share(of words: Set<Int32>, in sentence: SummarySentence) -> Double {
        words.isEmpty ? 0 : Double(words.intersection(sentence.words).count) / Double(words.count)
    }

    /// Of the area of which the sentence, or the heading that it stands under, has the largest share of the words.
    private static func relevance(of sentence: SummarySentence, in source: SummarySource, _ areas: [[String]]) -> Double {
        guard !areas.isEmpty else { return 0 }
        let own = Set(WordToken.cut(sentence.text.lowercased()).map { stem($0.text) })
        let heading = Set(WordToken.cut(source.documents[sentence.document].sections[sentence.section].title.lowercased()).map { stem($0.text) })
        return areas.map { area in
            area.reduce(0.0) { $0 + (own.contains($1) ? 1 : heading.contains($1) ? 0.5 : 0) } / Double(area.count)
        }.max() ?? 0
    }

    private static func stem(_ word: String) -> String {
        word.count > lettersOfStems ? String(word.prefix(max(lettersOfStems, word.count - 3))) : word
    }

    /// Nodes in the order in which they were chosen, as many as have room.
    ///
    /// - Parameter words: all chosen sentences together; the first one is always taken.
    func choose(words: Int, atMost count: Int = .max, among allowed: ((SummarySentence) -> Bool)? = nil) -> [Int] {
        var open = scores.indices.filter { allowed?(source.sentences[graph.nodes[$0]]) ?? true }.sorted { (scores[$0], $1) > (scores[$1], $0) }
        // What stands far behind is chosen by nobody, and each round looks at all.
        open = Array(open.prefix(Self.mostConsidered))
        var (chosen, used): ([Int], Int) = ([], 0)
        var likest = [Double](repeating: 0, count: scores.count)
        let highest = max(scores.max() ?? 1, .leastNonzeroMagnitude)
        func value(_ node: Int) -> Double {
            (1 - Self.weightOfNovelty) * scores[node] / highest - Self.weightOfNovelty * likest[node]
        }
        while chosen.count < count, let best = open.max(by: { (value($0), $1) < (value($1), $0) }) {
            open.removeAll { $0 == best }
            let size = source.sentences[graph.nodes[best]].wordCount
            guard likest[best] < Self.mostLikeness, chosen.isEmpty || used + size <= words else { continue }
            chosen.append(best)
            used += size
            for node in open { likest[node] = max(likest[node], graph.likeness(node, best)) }
            if used >= words { break }
        }
        return chosen
    }

    private static let mostConsidered = 400
}
