import Backends
import DocumentModel

/// When a job may be done, judged by what such jobs took in the last days.
struct JobOutlook: Sendable {
    /// Jobs that come before; `nil` when it does not wait.
    var position: Int?
    /// `nil` without a history.
    var remainingSeconds: Double?
    var completion: Timestamp?
}

/// The outlooks of jobs of one answer.
struct JobOutlooks {
    private let queue: any JobQueue
    private let scope: Scope
    private let workers: Int
    private let now: Timestamp
    /// Read for the first job that has something ahead: most jobs that are asked about have ended.
    private var pace: JobPace?

    /// - Parameter workers: jobs that run at a time.
    init(queue: any JobQueue, scope: Scope, workers: Int, now: Timestamp) {
        self.queue = queue
        self.scope = scope
        self.workers = workers
        self.now = now
    }

    /// `nil` for a job that has ended or is paused.
    mutating func of(_ job: JobRecord) async throws -> JobOutlook? {
        guard !job.status.hasEnded, job.status != .paused else { return nil }
        let position = try await queue.position(of: job.id, in: .workspace(job.workspace))
        let pace = try await currentPace()
        guard let mean = pace.meanSeconds else { return JobOutlook(position: position, remainingSeconds: nil, completion: nil) }
        // The jobs before it, shared by the workers; then its own time, less what it has done.
        let waiting = Double(position ?? 0) * mean / Double(max(1, workers))
        let whole = job.progress.pageCount > 0 ? pace.secondsPerPage.map { $0 * Double(job.progress.pageCount) } ?? mean : mean
        let own = whole * (1 - Double(job.progress.percentage) / 100)
        let remaining = ((waiting + own) * 10).rounded() / 10
        return JobOutlook(position: position, remainingSeconds: remaining, completion: now.adding(seconds: remaining))
    }

    private mutating func currentPace() async throws -> JobPace {
        if let pace { return pace }
        let read = try await queue.pace(of: scope, now: now)
        pace = read
        return read
    }
}
