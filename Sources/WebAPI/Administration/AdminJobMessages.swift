import Backends
import DocumentModel

/// A job in administration: the contract calls what runs "running" here.
struct AdminJob: APIMessage {
    var jobId: String
    var jobType: String
    var status: String
    var priority: String
    var workspaceId: String
    var createdAt: String
    var updatedAt: String
    var details: [String: JSONTree]

    init(_ job: JobRecord) {
        jobId = job.id.rawValue
        jobType = job.kind.rawValue
        status = job.status.administrativeName
        priority = job.priority.name
        workspaceId = job.workspace.rawValue
        createdAt = job.createdAt.iso8601
        updatedAt = job.updatedAt.iso8601
        details = [
            "progress_percentage": .integer(Int64(job.progress.percentage)), "processed_count": .integer(Int64(job.progress.pagesDone)),
            "failed_count": .integer(job.status == .failed ? 1 : 0), "attempt": .integer(Int64(job.attempt)),
            "results": job.resultJSON.flatMap { JSONTree(parsing: $0) } ?? .array([]),
        ]
        if let document = job.document { details["document_id"] = .string(document.rawValue) }
        if let batch = job.batch { details["batch_id"] = .string(batch.rawValue) }
        if let failure = job.failure {
            details["error"] = .object(["code": .string(failure.code), "message": .string(failure.message)])
        }
        details["steps"] = .array(
            job.progress.steps.map { step in
                .object(["step": .string(step.name), "status": .string(step.status.rawValue), "duration": step.seconds.map { .number($0) } ?? .null])
            })
    }
}

extension JobStatus {
    var administrativeName: String { self == .processing ? "running" : rawValue }
}

struct AdminJobListing: APIMessage {
    var jobs: [AdminJob]
    var totalCount: Int
    var activeCount: Int
    var completedCount: Int
    var failedCount: Int
}

struct AdminJobStatistics: APIMessage {
    var totalJobs: Int
    var activeJobs: Int
    var completedJobs: Int
    var failedJobs: Int
    var cancelledJobs: Int
    var statusDistribution: [String: Int]
    var typeDistribution: [String: Int]
    /// Keyed by the contract's name.
    var recentJobs24h: Int
    var averageProcessingTimeSeconds: Double?
    var secondsPerPage: Double?
    var oldestWaitingSeconds: Double?
    var isPaused: Bool

    /// "recentJobs24h" would become recent_jobs24h.
    enum CodingKeys: String, CodingKey {
        case totalJobs, activeJobs, completedJobs, failedJobs, cancelledJobs, statusDistribution, typeDistribution
        case recentJobs24h = "recentJobs_24h"
        case averageProcessingTimeSeconds, secondsPerPage, oldestWaitingSeconds, isPaused
    }

    init(_ statistics: JobStatistics) {
        let byStatus = statistics.byStatus
        func count(_ statuses: JobStatus...) -> Int { statuses.reduce(0) { $0 + (byStatus[$1] ?? 0) } }
        totalJobs = byStatus.values.reduce(0, +)
        activeJobs = count(.pending, .processing, .retrying, .interrupted, .paused)
        completedJobs = count(.completed, .partial)
        failedJobs = count(.failed)
        cancelledJobs = count(.cancelled)
        statusDistribution = Dictionary(uniqueKeysWithValues: byStatus.map { ($0.administrativeName, $1) })
        typeDistribution = Dictionary(uniqueKeysWithValues: statistics.byKind.map { ($0.rawValue, $1) })
        recentJobs24h = statistics.recentCount
        averageProcessingTimeSeconds = statistics.pace.meanSeconds
        secondsPerPage = statistics.pace.secondsPerPage
        oldestWaitingSeconds = statistics.oldestWaitingSeconds
        isPaused = statistics.isPaused
    }
}

struct QueueControl: APIMessage {
    var isPaused: Bool
}

struct QueueState: APIMessage {
    var isPaused: Bool
    var waiting: Int
    var running: Int
    var pausedJobs: Int
    var oldestWaitingSeconds: Double?
}

struct CleanupQuery: APIMessage {
    var daysOld: Int
    var dryRun: Bool

    static let rules: [String: FieldRules] = [
        "days_old": .range(0...36_500, default: 30, "Jobs that ended before this many days."), "dry_run": .fallback(true, "Only say what would go."),
    ]
}

struct CleanupReply: APIMessage {
    var oldJobsCount: Int
    var cutoffDate: String
    var dryRun: Bool
    var jobsDeleted: Int?
}

struct ExportQuery: APIMessage {
    enum Format: String, APIChoice { case json, csv }
    enum Kind: String, APIChoice { case jobs, documents, metrics, usage }

    var format: Format
    var dataType: Kind
    var limit: Int

    static let rules: [String: FieldRules] = [
        "format": .fallback("json"), "data_type": .fallback("jobs"), "limit": .range(1...100_000, default: 10_000, "Records, the newest first."),
    ]
}

/// The contract puts the records themselves under `data`.
struct ExportReply: APIMessage {
    struct Info: APIMessage {
        var format: String
        var dataType: String
        var recordCount: Int
        var exportedAt: String
    }

    var success = true
    var message: String
    var data: [JSONTree]
    var exportInfo: Info
}

/// An envelope with the time, as administration has it.
struct TimedEnvelope<Value: APIMessage>: APIMessage {
    var success = true
    var message: String
    var data: Value
    var timestamp: String
    var pagination: Pagination?
}
