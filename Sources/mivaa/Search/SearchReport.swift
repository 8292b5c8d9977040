import DocumentModel
import Retrieval

/// What a search found, for programs and for people.
struct SearchReport: Encodable {
    struct Hit: Encodable {
        var document: String
        var title: String
        var page: Int
        var headings: [String]
        var kind: String
        var excerpt: String
        var text: String
        var score: Double
        var keywordScore: Double?
        var similarity: Double?
    }

    var query: String
    var mode: String
    var model: String?
    var hits: [Hit]
    var total: Int
    var didYouMean: String?

    init(_ results: SearchResults, query: String) {
        self.query = query
        mode = results.mode.rawValue
        model = results.space?.model
        total = results.totalCount
        didYouMean = results.correctedQuery
        hits = results.hits.map { hit in
            let chunk = hit.found.chunk
            return Hit(
                document: hit.found.document.rawValue, title: hit.found.documentTitle, page: chunk.page, headings: chunk.headings,
                kind: chunk.kind.rawValue, excerpt: hit.excerpt.text, text: chunk.text, score: hit.score, keywordScore: hit.lexicalScore,
                similarity: hit.semanticScore)
        }
    }

    /// One paragraph for each hit.
    static func text(_ results: SearchResults) -> String {
        var lines: [String] = []
        for (number, hit) in results.hits.enumerated() {
            let chunk = hit.found.chunk
            let path = chunk.headings.isEmpty ? "" : "  " + chunk.headings.joined(separator: " > ")
            lines.append("\(number + 1). \(hit.found.documentTitle), page \(chunk.page)\(path)")
            lines.append("   " + hit.excerpt.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") + "\n")
        }
        let rest = results.totalCount - results.hits.count
        lines.append(results.hits.isEmpty ? "Nothing found." : rest > 0 ? "\(rest) more." : "")
        if let better = results.correctedQuery { lines.append("Did you mean: \(better)") }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }
}
