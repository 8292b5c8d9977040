import Backends
import DocumentModel

/// A job as clients see it: the contract's names, and those of its older dialect.
struct JobReply: APIMessage {
    struct Step: APIMessage {
        var step: String
        /// "pending", "processing", "completed", "failed" or "skipped".
        var status: String
        /// Seconds.
        var duration: Double?
    }

    struct Progress: APIMessage {
        var currentStep: String?
        var totalSteps: Int
        var completedSteps: Int
        var progressPercentage: Int
        var pagesDone: Int
        var pageCount: Int
        var estimatedRemainingSeconds: Double?
    }

    struct Failure: APIMessage {
        var code: String
        var message: String
    }

    var jobId: String
    var jobType: String
    var status: String
    var priority: String
    var progressPercentage: Int
    var progress: Progress
    var processingSteps: [Step]
    var documentId: String?
    var batchId: String?
    var createdAt: String
    var updatedAt: String
    var startedAt: String?
    var completedAt: String?
    /// From the service's own history; absent when there is none to go by.
    var estimatedCompletion: String?
    /// Jobs that come before; absent when it does not wait.
    var queuePosition: Int?
    var retryCount: Int
    var currentRetry: Int
    var results: StoredJSON?
    var errorMessage: String?
    var error: Failure?

    init(_ job: JobRecord, outlook: JobOutlook?) {
        jobId = job.id.rawValue
        jobType = job.kind.rawValue
        status = job.status.rawValue
        priority = job.priority.name
        progressPercentage = job.progress.percentage
        let steps = job.progress.steps
        progress = Progress(
            currentStep: steps.last { $0.status == .processing }?.name, totalSteps: steps.count { $0.status != .skipped },
            completedSteps: steps.count { $0.status == .completed }, progressPercentage: job.progress.percentage,
            pagesDone: job.progress.pagesDone, pageCount: job.progress.pageCount, estimatedRemainingSeconds: outlook?.remainingSeconds)
        processingSteps = steps.map { Step(step: $0.name, status: $0.status.rawValue, duration: $0.seconds) }
        documentId = job.document?.rawValue
        batchId = job.batch?.rawValue
        createdAt = job.createdAt.iso8601
        updatedAt = job.updatedAt.iso8601
        startedAt = job.startedAt?.iso8601
        completedAt = job.status.hasEnded ? job.endedAt?.iso8601 : nil
        estimatedCompletion = outlook?.completion?.iso8601
        queuePosition = outlook?.position
        retryCount = job.maximumAttempts
        currentRetry = max(0, job.attempt - 1)
        results = job.resultJSON.map(StoredJSON.init(text:))
        errorMessage = job.failure?.message
        error = job.failure.map { Failure(code: $0.code, message: $0.message) }
    }
}

struct JobListQuery: APIMessage {
    /// "running" is what administration calls "processing".
    enum Status: String, APIChoice {
        case pending, running, processing, retrying, paused, completed, partial, failed, cancelled, interrupted

        var stored: Set<JobStatus> {
            self == .running ? [.processing, .interrupted] : Set([JobStatus(rawValue: rawValue)].compactMap { $0 })
        }
    }

    enum Kind: String, APIChoice {
        case documentProcessing = "document_processing"
        case imageAnalysis = "image_analysis"
        case batchProcessing = "batch_processing"
        case embeddingGeneration = "embedding_generation"
        case searchIndexing = "search_indexing"
        case dataExport = "data_export"
        case cleanup
        case bulkProcessing = "bulk_processing"
    }

    var status: [Status]?
    var jobType: Kind?
    var documentId: String?
    var batchId: String?
    var limit: Int?
    var offset: Int?
    var page: Int?
    var pageSize: Int?
    var sortOrder: DocumentListQuery.SortOrder

    static let rules: [String: FieldRules] = [
        "status": .count(0...10, "One or several, with commas."), "document_id": .count(1...64), "batch_id": .count(1...64), "limit": .range(1...100),
        "offset": .range(0...10_000_000),
        "page": .range(1...1_000_000), "page_size": .range(1...100), "sort_order": .fallback("desc"),
    ]

    var part: PageOfList { PageOfList(limit: limit, offset: offset, page: page, pageSize: pageSize, standard: 50) }

    var storeQuery: JobQuery {
        var query = JobQuery()
        query.statuses = (status ?? []).reduce(into: []) { $0.formUnion($1.stored) }
        query.kinds = jobType.flatMap { JobKind(rawValue: $0.rawValue) }.map { [$0] } ?? []
        query.document = documentId.flatMap(DocumentID.init(rawValue:))
        query.batch = batchId.flatMap(BatchID.init(rawValue:))
        query.isAscending = sortOrder == .asc
        query.limit = part.limit
        query.offset = part.offset
        return query
    }
}

struct JobListing: APIMessage {
    var jobs: [JobReply]
    var totalCount: Int
    var pagination: Pagination
}

struct JobActionReply: APIMessage {
    var jobId: String
    var action: String
    var previousStatus: String
    var newStatus: String

    init(_ transition: JobTransition, _ action: JobAction) {
        jobId = transition.job.id.rawValue
        self.action = action.rawValue
        previousStatus = transition.previousStatus.rawValue
        newStatus = transition.job.status.rawValue
    }
}

struct JobActionRequest: APIMessage {
    enum Action: String, APIChoice { case pause, resume, cancel, retry }

    var action: Action
    var reason: String?

    static let rules: [String: FieldRules] = ["reason": .count(0...500)]
}

struct BatchReply: APIMessage {
    struct Progress: APIMessage {
        var completed: Int
        var partial: Int
        var processing: Int
        var failed: Int
        var cancelled: Int
        var paused: Int
        var pending: Int
    }

    var batchId: String
    var name: String?
    /// "queued", "processing", "completed", "partial", "failed" or "cancelled".
    var batchStatus: String
    var totalDocuments: Int
    var progress: Progress
    var progressPercentage: Int
    var createdAt: String
    var estimatedCompletionTime: String?

    init(_ batch: BatchRecord, _ counts: BatchCounts, estimate: Timestamp?) {
        batchId = batch.id.rawValue
        name = batch.name
        batchStatus = Self.status(counts)
        totalDocuments = batch.totalCount
        progress = Progress(
            completed: counts.completed, partial: counts.partial, processing: counts.processing, failed: counts.failed,
            cancelled: counts.cancelled, paused: counts.paused, pending: counts.pending)
        let ended = counts.completed + counts.partial + counts.failed + counts.cancelled
        progressPercentage = counts.total > 0 ? ended * 100 / counts.total : 100
        createdAt = batch.createdAt.iso8601
        estimatedCompletionTime = estimate?.iso8601
    }

    private static func status(_ counts: BatchCounts) -> String {
        let ended = counts.completed + counts.partial + counts.failed + counts.cancelled
        guard counts.hasEnded else { return ended == 0 && counts.processing == 0 ? "queued" : "processing" }
        switch (counts.completed, counts.partial, counts.failed, counts.cancelled) {
        case (_, 0, 0, 0): return "completed"
        case (0, 0, _, 0): return "failed"
        case (0, 0, 0, _): return "cancelled"
        default: return "partial"
        }
    }
}

struct BatchListing: APIMessage {
    var batches: [BatchReply]
    var totalCount: Int
    var pagination: Pagination
}

struct BatchActionReply: APIMessage {
    var batchId: String
    var action: String
    /// Jobs that the action changed.
    var changedJobs: Int
}
