import DocumentModel

/// What a person should know about how the reading of one document went.
struct DocumentRemarks {
    var failures: [String]
    private let pageCount: Int
    private let recognitionPages: [Int]
    private let recognizedPages: [PageResult]
    private let recognitionHint: String?

    /// - Parameter recognitionHint: what to do about pages that need recognition; `nil` when there is nothing to do.
    init(_ document: Document, recognitionHint: String? = nil) {
        self.recognitionHint = recognitionHint
        pageCount = document.pages.count
        failures = document.failures.map { failure in
            // Most details name the page themselves.
            failure.detail.hasPrefix("page \(failure.page) ") ? failure.detail : "page \(failure.page): \(failure.detail)"
        }
        recognitionPages = document.pages.filter(\.condition.needsOCR).map(\.summary.number)
        recognizedPages = document.pages.filter { $0.condition == .recognized }
    }

    /// Whether something is missing from the output that is not a failure.
    var isRemarkable: Bool { !recognitionPages.isEmpty }

    private var confidence: Int {
        let parts = recognizedPages.compactMap(\.recognition)
        let characters = parts.reduce(0) { $0 + $1.characterCount }
        let sum = parts.reduce(0.0) { $0 + $1.confidence * Double($1.characterCount) }
        return characters > 0 ? Int((100 * sum / Double(characters)).rounded(.down)) : 0
    }

    /// One line, and one for each failure below it.
    func lines(for name: String) -> String {
        var line = "\(name): \(pageCount) \(pageCount == 1 ? "page" : "pages")"
        if !recognizedPages.isEmpty { line += ", \(recognizedPages.count) recognised (mean confidence \(confidence) %)" }
        if !recognitionPages.isEmpty {
            line += ", \(recognitionPages.count) without usable text (recognition needed\(recognitionHint.map { ": \($0)" } ?? ""))"
        }
        return ([line] + failures.map { "  \($0)" }).joined(separator: "\n")
    }
}
