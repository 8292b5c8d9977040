import Backends
package import DocumentModel

/// Why an attempt at a job ended without what was asked for.
package enum JobProblem: Error, Hashable, Sendable {
    /// It would end the same way every time.
    case forGood(JobFailure)
    /// A later attempt may succeed.
    case forNow(JobFailure)
    /// The document is gone, or a newer processing of it has begun.
    case superseded
    /// The task was cancelled.
    case stopped

    /// What clients are told; `nil` when nothing failed.
    package var failure: JobFailure? {
        switch self {
        case .forGood(let failure), .forNow(let failure): failure
        case .superseded, .stopped: nil
        }
    }

    static func forGood(_ code: String, _ message: String) -> JobProblem { .forGood(JobFailure(code: code, message: message)) }
    static func forNow(_ code: String, _ message: String) -> JobProblem { .forNow(JobFailure(code: code, message: message)) }
}

extension JobProblem {
    /// Of a file that cannot be opened at all. Codes are those of the API's table of errors.
    init(_ refusal: Refusal) {
        self =
            switch refusal.kind {
            case .passwordRequired, .passwordWrong, .unsupportedSecurity, .notAPDF, .notAnImage: .forGood("PDF_FORMAT_ERROR", refusal.detail)
            case .damaged, .outOfMemory: .forGood("PDF_EXTRACTION_ERROR", refusal.detail)
            case .overLimit: .forGood("PDF_SIZE_ERROR", refusal.detail)
            case .other: .forGood("PDF_PROCESSING_ERROR", refusal.detail)
            case .infected: .forGood("PDF_VALIDATION_ERROR", refusal.detail)
            // A machine under load or short of memory does this to good files, too.
            case .crashed: .forNow("PDF_EXTRACTION_ERROR", refusal.detail)
            case .timedOut: .forNow("PDF_TIMEOUT_ERROR", refusal.detail)
            case .notStarted: .forNow("PDF_PROCESSING_ERROR", refusal.detail)
            }
    }

    init(_ error: StoreError) {
        self =
            switch error {
            case .corrupt, .notFound: .forGood("PDF_STORAGE_ERROR", "\(error)")
            case .conflict, .busy, .full, .unavailable: .forNow("PDF_STORAGE_ERROR", "\(error)")
            }
    }

    /// Of a document none of whose pages could be read.
    init(_ failures: [PageFailure]) {
        let first = failures.first.map { "page \($0.page): \($0.detail)" } ?? "it has no page that was asked for"
        let message = "no page could be read (\(first))"
        let mayPass = failures.contains { $0.cause == .crashed || $0.cause == .timedOut || $0.cause == .cancelled }
        self = mayPass ? .forNow("PDF_EXTRACTION_ERROR", message) : .forGood("PDF_EXTRACTION_ERROR", message)
    }
}

/// When a job that failed for a passing reason is tried again.
package struct RetryPolicy: Sendable {
    /// Before the second attempt; doubled for each one after it. A busy disk is free again after seconds.
    package var firstDelaySeconds = 2.0
    /// A full disk is noticed and cleared by people.
    package var longestDelaySeconds = 600.0
    /// 0...1; where it comes from. Without it, all jobs that failed together would come back together.
    package var jitter: @Sendable () -> Double = { Double.random(in: 0...1) }

    package init() {}

    /// - Parameter failureCount: attempts that failed before this one.
    func runAfter(failureCount: Int, now: Timestamp) -> Timestamp {
        let delay = min(longestDelaySeconds, firstDelaySeconds * Double(1 << min(max(failureCount, 0), 20)))
        return now.adding(seconds: delay * (0.5 + 0.5 * jitter()))
    }
}
