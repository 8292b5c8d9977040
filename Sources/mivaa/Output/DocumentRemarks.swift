import DocumentModel

/// What a person should know about how the reading of one document went.
struct DocumentRemarks {
    var failures: [String]
    private let pageCount: Int
    private let recognitionPages: [Int]

    init(_ document: Document) {
        pageCount = document.pages.count
        failures = document.failures.map { failure in
            // Most details name the page themselves.
            failure.detail.hasPrefix("page \(failure.page) ") ? failure.detail : "page \(failure.page): \(failure.detail)"
        }
        recognitionPages = document.pages.filter(\.condition.needsOCR).map(\.summary.number)
    }

    /// Whether something is missing from the output that is not a failure.
    var isRemarkable: Bool { !recognitionPages.isEmpty }

    /// One line, and one for each failure below it.
    func lines(for name: String) -> String {
        var line = "\(name): \(pageCount) \(pageCount == 1 ? "page" : "pages")"
        if !recognitionPages.isEmpty { line += ", \(recognitionPages.count) without usable text (recognition needed)" }
        return ([line] + failures.map { "  \($0)" }).joined(separator: "\n")
    }
}
