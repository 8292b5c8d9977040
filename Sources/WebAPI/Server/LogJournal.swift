package import Logging
import Synchronization

/// Writes requests to the log, one line each. Holds no query and no body: they may have text of documents and secrets in them.
package final class LogJournal: RequestJournal {
    private let active = Atomic<Int>(0)

    package init() {}

    /// Requests being served now.
    package var activeCount: Int { active.load(ordering: .relaxed) }

    package func began() {
        active.add(1, ordering: .relaxed)
    }

    package func ended(_ entry: RequestEntry, _ logger: Logger) {
        active.subtract(1, ordering: .relaxed)
        logger.log(
            level: entry.status >= 500 ? .error : .info, "request",
            metadata: [
                "method": "\(entry.method)", "route": "\(entry.route)", "status": "\(entry.status)",
                "milliseconds": "\((entry.seconds * 10_000).rounded() / 10)", "request_id": "\(entry.requestID)",
            ])
    }

    package func failed(_ failure: RequestFailure, _ logger: Logger) {
        logger.error(
            "failed",
            metadata: ["error": "\(failure.error)", "code": "\(failure.answer.code.rawValue)", "request_id": "\(failure.requestID)"])
    }
}
