import DocumentModel

/// What a person should know about how the reading of one document went.
struct DocumentRemarks {
    var failures: [String]
    private let pageCount: Int
    private let recognitionPages: [Int]

    init(_ document: Document) {
        pageCount = document.pages.count
        failures = document.failures.map { "page \($0.page): \($0.detail)" }
        recognitionPages = document.pages.filter(\.condition.needsOCR).map(\.summary.number)
    }

    /// One line, and one for each failure below it.
    func lines(for name: String) -> String {
        var line = "\(name): \(pageCount) \(pageCount == 1 ? "page" : "pages")"
        if !recognitionPages.isEmpty { line += ", \(recognitionPages.count) without usable text (recognition needed)" }
        return ([line] + failures.map { "  \($0)" }).joined(separator: "\n")
    }
}
