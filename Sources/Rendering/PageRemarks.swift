import DocumentModel

/// What has to be said about pages between the blocks: where one begins, and why one is missing.
struct PageRemarks {
    private var remarks: [(page: Int, text: String)]
    private var position = 0

    init(_ document: Document, marksPages: Bool) {
        remarks = []
        for page in document.pages {
            let number = page.summary.number
            if marksPages { remarks.append((number, "page \(number)")) }
            if page.condition.needsOCR { remarks.append((number, Self.recognitionNeeded(number, page.condition))) }
            if let doubt = Self.doubt(of: page) { remarks.append((number, doubt)) }
        }
        for failure in document.failures {
            let what = failure.cause == .notRecognized ? "not recognised" : "could not be read (\(failure.cause.rawValue))"
            remarks.append((failure.page, "page \(failure.page): \(what)\(Self.detail(failure))"))
        }
        remarks.sort { $0.page < $1.page }
    }

    /// The next remark about a page up to this one; `nil` when all have been made.
    mutating func next(upTo page: Int) -> String? {
        guard position < remarks.count, remarks[position].page <= page else { return nil }
        defer { position += 1 }
        return remarks[position].text
    }

    /// Mean confidence below which a reader should look at the page itself.
    private static let lowConfidence = 0.8

    private static func doubt(of page: PageResult) -> String? {
        guard let recognition = page.recognition, page.condition == .recognized || recognition.extent == .pictures,
            recognition.characterCount > 0, recognition.confidence < lowConfidence
        else { return nil }
        let percent = Int((recognition.confidence * 100).rounded())
        let what = recognition.extent == .page ? "text" : "text in pictures"
        return "page \(page.summary.number): \(what) recognised by \(recognition.engine) with low confidence (\(percent) %)"
    }

    private static func recognitionNeeded(_ page: Int, _ condition: TextCondition) -> String {
        let reason = condition == .garbled ? "fonts without character codes" : condition.rawValue
        return "page \(page): no usable text, recognition needed (\(reason))"
    }

    /// Remarks stand in comments, which two hyphens would end in some parsers.
    private static func detail(_ failure: PageFailure) -> String {
        guard !failure.detail.isEmpty else { return "" }
        var result = ": "
        for scalar in failure.detail.unicodeScalars {
            let endsComment = scalar == ">" || (scalar == "-" && result.last == "-")
            result.unicodeScalars.append(endsComment || scalar.value < 0x20 ? " " : scalar)
        }
        return result
    }
}
