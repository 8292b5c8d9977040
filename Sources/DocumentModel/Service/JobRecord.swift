/// A piece of work that outlives the request that asked for it. Its row is the truth about the work.
package struct JobRecord: Hashable, Sendable, Codable {
    package var id: JobID
    package var kind: JobKind
    package var workspace: WorkspaceID
    package var owner: UserID
    /// What it works on; `nil` for work on no single document.
    package var document: DocumentID?
    package var batch: BatchID?
    package var priority: JobPriority
    package var status: JobStatus
    /// What to do, as JSON that the handler of its kind reads.
    package var payloadJSON: String
    /// How often it was started, 0 before the first time.
    package var attempt: Int
    /// Attempts that failed for a passing reason. When these are `maximumAttempts`, it fails for good.
    package var failureCount = 0
    package var maximumAttempts: Int
    package var progress: JobProgress
    /// Why it failed, was cancelled or is tried again, for people; never text of the document.
    package var failure: JobFailure?
    /// What came of it, as JSON; `nil` until it has ended.
    package var resultJSON: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?
    /// Not started before.
    package var runAfter: Timestamp

    package init(
        id: JobID, kind: JobKind, workspace: WorkspaceID, owner: UserID, document: DocumentID? = nil, batch: BatchID? = nil,
        priority: JobPriority = .normal, payloadJSON: String = "{}", maximumAttempts: Int = 3, createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.workspace = workspace
        self.owner = owner
        self.document = document
        self.batch = batch
        self.priority = priority
        status = .pending
        self.payloadJSON = payloadJSON
        attempt = 0
        self.maximumAttempts = maximumAttempts
        progress = JobProgress()
        self.createdAt = createdAt
        updatedAt = createdAt
        runAfter = createdAt
    }
}

/// What a job does; the strings are those of the original service.
package enum JobKind: String, Sendable, Codable, CaseIterable {
    case documentProcessing = "document_processing"
    case imageAnalysis = "image_analysis"
    case batchProcessing = "batch_processing"
    case embeddingGeneration = "embedding_generation"
    case searchIndexing = "search_indexing"
    case dataExport = "data_export"
    case cleanup
    case bulkProcessing = "bulk_processing"
}

/// Which jobs go before others.
package enum JobPriority: Int, Sendable, Codable, CaseIterable {
    case low, normal, high, urgent

    package init?(name: String) {
        guard let match = JobPriority.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    package var name: String {
        switch self {
        case .low: "low"
        case .normal: "normal"
        case .high: "high"
        case .urgent: "urgent"
        }
    }
}

/// The state of a job.
package enum JobStatus: String, Sendable, Codable, CaseIterable {
    case pending, processing
    /// Failed for a passing reason; waits for its next attempt.
    case retrying
    case paused, completed
    /// Done, with some of it failed: the result says which.
    case partial
    case failed, cancelled
    /// Its worker died; it is taken over when the lease has run out.
    case interrupted

    package var hasEnded: Bool {
        switch self {
        case .completed, .partial, .failed, .cancelled: true
        case .pending, .processing, .retrying, .paused, .interrupted: false
        }
    }
}

/// Why a job did not do what it should.
package struct JobFailure: Hashable, Sendable, Codable {
    /// Machine-readable, of the table of errors: "PDF_FORMAT_ERROR".
    package var code: String
    package var message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

/// How far a job is. Never goes back while an attempt runs; 100 only when everything is stored.
package struct JobProgress: Hashable, Sendable, Codable {
    /// 0...100.
    package var percentage = 0
    package var steps: [JobStep] = []
    package var pagesDone = 0
    /// 0 until known.
    package var pageCount = 0

    package init() {}
}

/// One stage of a job.
package struct JobStep: Hashable, Sendable, Codable {
    package enum Status: String, Sendable, Codable {
        case pending, processing, completed, failed, skipped
    }

    package var name: String
    package var status: Status
    package var startedAt: Timestamp?
    /// `nil` until it has ended.
    package var seconds: Double?

    package init(name: String, status: Status = .pending, startedAt: Timestamp? = nil, seconds: Double? = nil) {
        self.name = name
        self.status = status
        self.startedAt = startedAt
        self.seconds = seconds
    }
}

/// Documents that were given together.
package struct BatchRecord: Hashable, Sendable, Codable {
    package var id: BatchID
    package var workspace: WorkspaceID
    package var owner: UserID
    package var name: String?
    package var totalCount: Int
    /// The first failure cancels the rest.
    package var failsFast: Bool
    /// Told when all of it has ended; `nil` for nobody.
    package var webhookURL: String?
    /// Jobs of the batch that run at a time, at most; `nil` for as many as there is room for.
    package var maximumConcurrent: Int?
    package var createdAt: Timestamp

    package init(
        id: BatchID, workspace: WorkspaceID, owner: UserID, name: String? = nil, totalCount: Int, failsFast: Bool = false,
        webhookURL: String? = nil, maximumConcurrent: Int? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.workspace = workspace
        self.owner = owner
        self.name = name
        self.totalCount = totalCount
        self.failsFast = failsFast
        self.webhookURL = webhookURL
        self.maximumConcurrent = maximumConcurrent
        self.createdAt = createdAt
    }
}

/// How many jobs of a batch are in which state.
package struct BatchCounts: Hashable, Sendable, Codable {
    package var completed = 0
    package var partial = 0
    package var processing = 0
    package var failed = 0
    package var cancelled = 0
    package var paused = 0
    package var pending = 0

    package init() {}

    package var total: Int { completed + partial + processing + failed + cancelled + paused + pending }
    package var hasEnded: Bool { processing + paused + pending == 0 }
}
