package import Backends
package import DocumentModel

/// What documents say to a question, with where they say it.
package struct Answer: Hashable, Sendable {
    /// With the numbers of sources in brackets: "It is 1,240.50 EUR. [1]"
    package var text: String
    package var sentences: [AnswerSentence]
    /// By number, from 1: what the answer could stand on; not all are cited.
    package var sources: [AnswerSource]
    /// Whether the documents hold an answer; otherwise the text says that they do not.
    package var isAnswered: Bool
    /// 0...1: of quotes, how likely the first is what was asked for; of a model's text, how well the sentences are supported and the question
    /// is covered; 0 when there is no answer.
    package var confidence: Double
    /// Share of the question's words, by weight, that the cited sentences speak of.
    package var completeness: Double
    /// What wrote it; `Answer.extractive` when nothing did.
    package var model: String
    package var usage: TokenUsage?
    /// What was searched for: the question, with what earlier ones were about when it refers to them.
    package var searchedFor: String
    /// For people: what could not be done, and what is suspicious.
    package var warnings: [String]

    /// In place of a model's name: the sentences are quotes.
    package static let extractive = "extractive"

    /// Sources that sentences cite.
    package var citedSources: [AnswerSource] {
        let cited = Set(sentences.flatMap { $0.citations.map(\.chunk) })
        return sources.filter { cited.contains($0.found.id) }
    }
}

/// A passage that an answer could stand on.
package struct AnswerSource: Hashable, Sendable {
    /// As in the brackets of the answer, from 1.
    package var number: Int
    package var found: IndexedChunk
    /// 0...1, comparable within the answer.
    package var score: Double
    /// The sentence of it that fits the question best.
    package var excerpt: Citation
}

/// One sentence of an answer with what it stands on.
package struct AnswerSentence: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case supported
        /// Some of it is said there.
        case partly
        case unsupported
        /// Says nothing that could be true or false: "Here is what I found:".
        case remark
        /// A quote that comes closest and does not answer.
        case related
    }

    /// Without the numbers in brackets.
    package var text: String
    package var citations: [Citation]
    /// 0...1: how far what it cites says the same.
    package var support: Double
    package var verdict: Verdict
    /// Numerals of the sentence that are in no source.
    package var unsupportedNumerals: [String]
    /// Names in it that are in no source and not in the question.
    package var unsupportedNames: [String]

    package init(
        text: String, citations: [Citation], support: Double, verdict: Verdict, unsupportedNumerals: [String] = [], unsupportedNames: [String] = []
    ) {
        self.text = text
        self.citations = citations
        self.support = support
        self.verdict = verdict
        self.unsupportedNumerals = unsupportedNumerals
        self.unsupportedNames = unsupportedNames
    }
}

/// What becomes known while an answer is made, in this order: sources once, text in pieces, the whole once.
package enum AnswerEvent: Hashable, Sendable {
    case sources([AnswerSource])
    /// A piece of the text as it is written; the whole may differ from their sum: it is checked and cleaned.
    case piece(String)
    case finished(Answer)
}

/// Why there is no answer, not even that the documents hold none.
package enum AnswerError: Error, Hashable, Sendable {
    /// The question has nothing to look for, or is too long.
    case unusableQuestion(String)
    case search(SearchError)
    case store(StoreError)
    case cancelled
}
