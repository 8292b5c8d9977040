import TextAnalysis

/// An answer made of the documents' own sentences.
struct ExtractiveAnswer: Sendable {
    /// Sentences of an answer: more is a list of hits and no answer.
    private static let mostSentences = 4
    /// A further sentence must be about as likely as the best.
    private static let leastShareOfBest = 0.6
    /// One that adds none of the question's words, nearly as likely.
    private static let leastShareWithoutNews = 0.85
    /// Share of words that two sentences have in common from which on they say the same.
    private static let sameWords = 0.6
    /// Likelihood from which a sentence is an answer, and below it from which it is shown as what comes closest. What they let through is
    /// measured: `Benchmarks/README.md`, ADR 37.
    static let leastLikelihood = 0.14
    private static let leastOfRelated = 0.06
    /// Likelihood below which an answer says that it is a guess.
    static let leastOfSure = 0.30
    private static let mostRelated = 1

    let question: Question
    let passages: Passages

    /// The sentences to quote, the likeliest first; empty when the passages do not answer the question.
    func chosen() -> [SentenceRanking.Ranked] {
        guard let best = passages.ranked.first, best.likelihood >= Self.leastLikelihood else { return [] }
        var chosen = [best]
        var covered = best.stems
        for candidate in passages.ranked.dropFirst() where chosen.count < Self.mostSentences {
            guard candidate.likelihood >= max(Self.leastLikelihood, best.likelihood * Self.leastShareOfBest) else { break }
            guard chosen.allSatisfy({ Self.common($0.stems, candidate.stems) < Self.sameWords }) else { continue }
            // It has to add something of what was asked for, or be nearly as good by itself.
            let adds = question.stems.contains { candidate.stems.contains($0) && !covered.contains($0) }
            guard adds || candidate.likelihood >= best.likelihood * Self.leastShareWithoutNews else { continue }
            chosen.append(candidate)
            covered.formUnion(candidate.stems)
        }
        return chosen
    }

    /// The text of an answer: said to be a guess when it is one.
    func answerText(of chosen: [SentenceRanking.Ranked]) -> String {
        let isSure = chosen.first.map { $0.likelihood >= Self.leastOfSure } ?? false
        return (isSure ? "" : NothingFound.guess(language: question.language) + " ") + text(of: chosen)
    }

    /// What comes closest where nothing answers; empty where nothing comes close.
    func related() -> [SentenceRanking.Ranked] {
        Array(passages.ranked.prefix { $0.likelihood >= Self.leastOfRelated }.prefix(Self.mostRelated))
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

    /// - Parameter verdict: `.related` for what does not answer.
    func sentences(of chosen: [SentenceRanking.Ranked], _ verdict: AnswerSentence.Verdict = .supported) -> [AnswerSentence] {
        // Quotes: what is said is what stands there.
        chosen.map { AnswerSentence(text: $0.sentence.text, citations: [$0.sentence.citation], support: 1, verdict: verdict) }
    }
}

/// What an answer says that has nothing to say, or only something near it.
enum NothingFound {
    /// Before what may be the answer.
    static func guess(language: String?) -> String {
        switch language {
        case "de": "Möglicherweise:"
        case "fr": "Peut-être :"
        case "es": "Posiblemente:"
        case "it": "Forse:"
        case "pt": "Possivelmente:"
        case "nl": "Mogelijk:"
        case "ru": "Возможно:"
        case "el": "Ίσως:"
        default: "Possibly:"
        }
    }

    /// Before what comes closest.
    static func closest(language: String?) -> String {
        switch language {
        case "de": "Am nächsten kommt:"
        case "fr": "Le plus proche :"
        case "es": "Lo más cercano:"
        case "it": "Ciò che si avvicina di più:"
        case "pt": "O mais próximo:"
        case "nl": "Het dichtst in de buurt komt:"
        case "ru": "Ближе всего к этому:"
        case "el": "Το πλησιέστερο:"
        default: "What comes closest:"
        }
    }

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
