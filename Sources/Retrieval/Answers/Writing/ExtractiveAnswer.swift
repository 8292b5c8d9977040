import TextAnalysis

/// An answer made of the documents' own sentences.
struct ExtractiveAnswer: Sendable {
    /// Sentences of an answer: more is a list of hits and no answer.
    private static let mostSentences = 4
    /// A further sentence must be about as good as the best.
    private static let leastShareOfBest = 0.72
    /// Share of words that two sentences have in common from which on they say the same.
    private static let sameWords = 0.6
    /// Share of the question's words that the best sentence and what stands around it must have: below, it is about something else. Set by
    /// judgement; what it lets through is measured in `Benchmarks/README.md`.
    static let leastCoverage = 0.30
    /// With all but one word of few, the missing one is mostly what the question is about.
    private static let leastScore = 0.22

    let question: Question
    let passages: Passages

    /// The sentences to quote, the best first; empty when the passages do not answer the question.
    func chosen() -> [SentenceRanking.Ranked] {
        let fitting = passages.ranked.filter { $0.contextCoverage >= Self.leastCoverage }
        guard let best = fitting.first, best.score >= Self.leastScore else { return [] }
        var chosen = [best]
        var covered = best.stems
        for candidate in fitting.dropFirst() where chosen.count < Self.mostSentences {
            guard candidate.score >= best.score * Self.leastShareOfBest else { break }
            guard chosen.allSatisfy({ Self.common($0.stems, candidate.stems) < Self.sameWords }) else { continue }
            // It has to add something of what was asked for, or be nearly as good by itself.
            let adds = question.stems.contains { candidate.stems.contains($0) && !covered.contains($0) }
            guard adds || candidate.score >= best.score * 0.85 else { continue }
            chosen.append(candidate)
            covered.formUnion(candidate.stems)
        }
        return chosen
    }

    /// Words in both, of those in the shorter.
    static func common(_ first: Set<String>, _ second: Set<String>) -> Double {
        let fewer = min(first.count, second.count)
        return fewer == 0 ? 0 : Double(first.intersection(second).count) / Double(fewer)
    }

    /// The text with quotes and the numbers of their sources.
    func text(of chosen: [SentenceRanking.Ranked]) -> String {
        chosen.map { ranked in
            let number = passages.number(of: ranked.sentence.chunk).map { " [\($0)]" } ?? ""
            return "“\(ranked.sentence.text)”\(number)"
        }.joined(separator: "\n")
    }

    func sentences(of chosen: [SentenceRanking.Ranked]) -> [AnswerSentence] {
        // Quotes: what is said is what stands there.
        chosen.map { AnswerSentence(text: $0.sentence.text, citations: [$0.sentence.citation], support: 1, verdict: .supported) }
    }

    /// 0...1: a quote is always true to its source; how sure is that it answers the question?
    func confidence(of chosen: [SentenceRanking.Ranked]) -> Double {
        guard let best = chosen.first else { return 0 }
        return min(1, best.score * 0.6 + best.contextCoverage * 0.4)
    }
}

/// What an answer says that has nothing to say.
enum NothingFound {
    static func text(language: String?) -> String {
        switch language {
        case "de": "Das steht nicht in diesen Dokumenten."
        case "fr": "Cela ne se trouve pas dans ces documents."
        case "es": "Eso no figura en estos documentos."
        case "it": "Questo non si trova in questi documenti."
        case "pt": "Isso não consta nestes documentos."
        case "nl": "Dat staat niet in deze documenten."
        case "ru": "Этого нет в этих документах."
        case "el": "Αυτό δεν υπάρχει σε αυτά τα έγγραφα."
        default: "This is not in these documents."
        }
    }
}
