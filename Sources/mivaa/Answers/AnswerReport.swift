import Backends
import DocumentModel
import Retrieval
import WebAPI

/// An answer as JSON for programs: the members that the service has, too.
struct AnswerReport: Encodable {
    struct Source: Encodable {
        var number: Int
        var relevanceScore: Double
        var excerpt: CitationLine
    }

    var question: String
    var answer: String
    var isAnswered: Bool
    var confidenceScore: Double
    var completenessScore: Double
    var model: String
    var tokenUsage: TokenUsage?
    var searchedFor: String
    var sentences: [SentenceLine]
    var sources: [Source]
    var warnings: [String]

    init(_ answer: Answer, to question: String) {
        self.question = question
        self.answer = answer.text
        isAnswered = answer.isAnswered
        confidenceScore = answer.confidence
        completenessScore = answer.completeness
        model = answer.model
        tokenUsage = answer.usage
        searchedFor = answer.searchedFor
        sentences = answer.sentences.map(SentenceLine.init)
        sources = answer.sources.map { Source(number: $0.number, relevanceScore: $0.score, excerpt: CitationLine($0.excerpt)) }
        warnings = answer.warnings
    }

    /// For people: the answer, where it stands, and what to be careful about.
    static func text(_ answer: Answer) -> String {
        var lines = [answer.text]
        let sources = answer.citedSources.map { source in
            "[\(source.number)] \(source.found.documentTitle), page \(source.excerpt.page)"
        }
        if !sources.isEmpty { lines += [""] + sources }
        for sentence in answer.sentences where sentence.verdict == .unsupported || !sentence.unsupportedNumerals.isEmpty {
            let numbers = sentence.unsupportedNumerals.isEmpty ? "" : " (in no source: \(sentence.unsupportedNumerals.joined(separator: ", ")))"
            lines.append("not supported\(numbers): \(sentence.text)")
        }
        lines.append("")
        lines.append("written by: \(answer.model), confidence \(Int((answer.confidence * 100).rounded())) %")
        return lines.joined(separator: "\n") + "\n"
    }
}
