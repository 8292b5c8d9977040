package import Logging

/// Everything that is written down about requests: lines of the log, metrics, reports of errors.
package struct MetricsJournal: RequestJournal {
    private let log: LogJournal
    private let metrics: RequestMetrics
    private let reporter: ErrorReporter?

    /// - Parameter reporter: `nil` when errors are only logged.
    package init(log: LogJournal = LogJournal(), metrics: RequestMetrics, reporter: ErrorReporter? = nil) {
        self.log = log
        self.metrics = metrics
        self.reporter = reporter
    }

    package func began() {
        log.began()
        metrics.began()
    }

    package func ended(_ entry: RequestEntry, _ logger: Logger) {
        log.ended(entry, logger)
        metrics.ended(entry)
    }

    package func failed(_ failure: RequestFailure, _ logger: Logger) {
        log.failed(failure, logger)
        metrics.failed(failure.answer.code)
        reporter?.report(failure)
    }

    package func connectionOpened() { metrics.connectionOpened() }
    package func connectionClosed() { metrics.connectionClosed() }
}
