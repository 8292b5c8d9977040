import Backends
import DocumentModel
import Retrieval

/// An answer as JSON for programs: the members that the service has, too.
struct AnswerReport: Encodable {
    struct Place: Encodable {
        var page: Int
        /// Left, top, right, bottom in points from the top-left corner.
        var boundingBox: [Double]
    }

    struct Quote: Encodable {
        var chunkId: String
        var documentId: String
        var documentTitle: String
        var pageNumber: Int
        var quote: String
        var regions: [Place]

        init(_ citation: Citation) {
            chunkId = citation.chunk.description
            documentId = citation.chunk.document.rawValue
            documentTitle = citation.documentTitle
            pageNumber = citation.page
            quote = citation.quote
            regions = citation.regions.map { region in
                let box = region.rectangle
                return Place(page: region.page, boundingBox: [box.left, box.top, box.right, box.bottom])
            }
        }
    }

    struct Sentence: Encodable {
        var text: String
        var support: Double
        var verdict: String
        var citations: [Quote]
        var unsupportedNumerals: [String]
        var unsupportedNames: [String]
    }

    struct Source: Encodable {
        var number: Int
        var relevanceScore: Double
        var excerpt: Quote
    }

    var question: String
    var answer: String
    var isAnswered: Bool
    var confidenceScore: Double
    var completenessScore: Double
    var model: String
    var tokenUsage: TokenUsage?
    var searchedFor: String
    var sentences: [Sentence]
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
        sentences = answer.sentences.map { sentence in
            Sentence(
                text: sentence.text, support: sentence.support, verdict: sentence.verdict.rawValue, citations: sentence.citations.map(Quote.init),
                unsupportedNumerals: sentence.unsupportedNumerals, unsupportedNames: sentence.unsupportedNames)
        }
        sources = answer.sources.map { Source(number: $0.number, relevanceScore: $0.score, excerpt: Quote($0.excerpt)) }
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
