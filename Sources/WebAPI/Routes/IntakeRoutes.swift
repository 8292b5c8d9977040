package import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
package import Ingestion

/// How documents come in: uploads, addresses, batches; and once more.
package struct IntakeRoutes: Sendable {
    private let intake: DocumentIntake
    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let queue: any JobQueue
    private let stored: StoredContent
    private let waiting: JobWait
    private let clock: ServiceClock
    private let stagingFolder: String
    private let workers: Int

    package init(
        intake: DocumentIntake, documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, queue: any JobQueue,
        bus: any ProgressBus, clock: ServiceClock, stagingFolder: String, workers: Int
    ) {
        self.intake = intake
        self.documents = documents
        self.contents = contents
        self.queue = queue
        stored = StoredContent(contents: contents, blobs: blobs)
        waiting = JobWait(queue: queue, bus: bus)
        self.clock = clock
        self.stagingFolder = stagingFolder
        self.workers = workers
    }

    package var routes: [Route] { [process, processURL, batch, again, bulk] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.post, path, name, summary, in: .documents, access: .permission(.writeDocuments), rate: .upload)
            .failing(.pdfValidation, .pdfFormat, .pdfExtraction, .pdfSize, .pdfTimeout, .quotaExceeded, .conflict, .storageFull)
    }

    // MARK: One document

    private var process: Route {
        route("/api/v1/documents/process", "process_document", "Stores a document and processes it")
            .also(at: "/api/v1/enhanced/pdf/process").form(ProcessForm.self, files: FilePart("file", "The PDF."))
            .reply(.ok, "It is done.", Envelope<ProcessReply>.self).reply(.accepted, "It is being processed.", Envelope<ProcessReply>.self)
            .replying { call in
                let form = try await call.form(ProcessForm.self, folder: stagingFolder, fileLimit: call.limits.fileBytes)
                let fields = form.fields
                var wish = try call.wish(tags: fields.tags, metadata: fields.metadata, priority: fields.processingPriority)
                wish.title = fields.title ?? fields.documentName
                try wish.take(fields.options)
                let accepted = try await intake.take(.file(form.files[0].received), wish)
                let (reply, isDone) = try await outcome(of: accepted, isWaiting: !fields.asyncProcessing)
                return try Self.reply(reply, isDone, warning: ProcessingNames.warning(fields.options))
            }
    }

    private var processURL: Route {
        route("/api/v1/documents/process/url", "process_url", "Downloads a document and processes it")
            .also(at: "/api/v1/documents/process-url").body(URLRequest.self).failing(.pdfDownload)
            .reply(.ok, "It is done.", Envelope<URLReply>.self).reply(.accepted, "It is being processed.", Envelope<URLReply>.self)
            .replying { call in
                let request = try await call.body(URLRequest.self)
                var wish = try call.wish(tags: request.tags, metadata: request.metadata, priority: request.processingPriority)
                wish.title = request.documentName
                let options = (request.options ?? [:]).merging(request.processingOptions ?? [:]) { $1 }
                try wish.take(options)
                wish.download = request.downloadOptions.map { DownloadOptions(timeoutSeconds: $0.timeoutSeconds, maximumMegabytes: $0.maxFileSizeMb) }
                let accepted = try await intake.take(.url(request.url), wish)
                let (result, isDone) = try await outcome(of: accepted, isWaiting: !request.asyncProcessing)
                let seconds = try await downloadSeconds(accepted)
                let document = try await documents.document(accepted.document.id, in: try call.scope()) ?? accepted.document
                let reply = URLReply(
                    documentId: document.id.rawValue, jobId: result.jobId, sourceUrl: request.url,
                    downloadMetadata: .init(
                        contentType: document.sha256 == nil ? nil : document.mimeType, fileSize: document.sizeBytes, downloadTime: seconds),
                    processingStatus: result.processingStatus, processingResults: result)
                return try Self.reply(reply, isDone, warning: ProcessingNames.warning(options))
            }
    }

    private func downloadSeconds(_ accepted: AcceptedDocument) async throws -> Double? {
        guard let job = accepted.job, let now = try await queue.job(job.id, in: .workspace(job.workspace)) else { return nil }
        return now.progress.steps.first { $0.name == "download" }?.seconds
    }

    private var again: Route {
        route("/api/v1/documents/{document_id}/reprocess", "reprocess_document", "Processes a stored document once more")
            .body(ReprocessRequest.self, isOptional: true)
            .reply(.accepted, "It is being processed.", Envelope<ReprocessReply>.self)
            .replying { call in
                let request = try await call.body(ReprocessRequest.self)
                var wish = try call.wish(tags: nil, metadata: nil, priority: request.processingPriority)
                let options = (request.options ?? [:]).merging(request.processingOptions ?? [:]) { $1 }
                try wish.take(options)
                let id: DocumentID = try call.identifier("document_id")
                guard let accepted = try await intake.takeAgain(id, in: try call.scope(), wish),
                    let job = accepted.job
                else { throw APIError.noSuch("document_id") }
                let reply = ReprocessReply(documentId: id.rawValue, jobId: job.id.rawValue, revision: accepted.document.revision)
                return try Self.reply(reply, false, warning: ProcessingNames.warning(options))
            }
    }

    private static func reply<Value: APIMessage>(_ value: Value, _ isDone: Bool, warning: String?) throws -> Reply {
        let message = (isDone ? "The document is done." : "The document is being processed.") + (warning.map { " \($0)" } ?? "")
        return try .json(Envelope(message: message, data: value), status: isDone ? .ok : .accepted)
    }

    /// What there is to tell of the document, and whether its processing has ended.
    private func outcome(of accepted: AcceptedDocument, isWaiting: Bool) async throws -> (ProcessReply, Bool) {
        var job = accepted.job
        if isWaiting, let begun = job { job = try await waiting.wait(for: begun) }
        let scope = Scope.workspace(accepted.document.workspace)
        let document = try await documents.document(accepted.document.id, in: scope) ?? accepted.document
        let isDone = job?.status.hasEnded ?? (document.status != .processing)
        var content: ProcessReply.Content?
        if isDone, document.status == .completed || document.status == .partial { content = try await self.content(of: document) }
        let reply = ProcessReply(
            documentId: document.id.rawValue, processingStatus: isDone ? document.status.rawValue : "processing", jobId: job?.id.rawValue,
            isDuplicate: accepted.isDuplicate, extractedContent: content,
            metadata: .init(
                filename: document.filename, fileSize: document.sizeBytes, pageCount: document.facts.pageCount,
                processingTime: document.facts.processingSeconds, uploadTimestamp: document.createdAt.iso8601),
            embeddingsGenerated: document.facts.hasEmbeddings, summary: document.facts.summary, errorMessage: job?.failure?.message,
            findings: document.findings)
        return (reply, isDone)
    }

    private func content(of document: DocumentRecord) async throws -> ProcessReply.Content {
        let scope = Scope.workspace(document.workspace)
        var query = ImageQuery()
        query.document = document.id
        query.limit = 500
        return ProcessReply.Content(
            text: try await stored.text(.markdown, of: document),
            images: try await contents.images(query, in: scope).items.map(StoredImages.Image.init),
            tables: try await contents.tables(of: document.id, in: scope).map(StoredTables.Table.init), entities: [])
    }

    // MARK: Many documents

    private var batch: Route {
        route("/api/v1/documents/process/batch", "process_batch", "Stores many documents, files and addresses together, and processes them")
            .also(at: "/api/v1/documents/batch-process", "/api/v1/enhanced/pdf/batch")
            .form(BatchForm.self, files: FilePart("files", required: false, repeated: true, "PDFs.")).body(BatchRequest.self)
            .reply(.accepted, "They are being processed.", Envelope<BatchAcceptedReply>.self)
            .replying { call in
                let isForm = MediaType.essence(call.request.headers[.contentType]) == "multipart/form-data"
                let (items, options, wish) = isForm ? try await formBatch(call) : try await jsonBatch(call)
                guard !items.isEmpty else { throw APIError(.validation, "Give at least one file or address.") }
                var order = BatchOrder()
                order.name = options.name
                order.failsFast = options.failFast
                order.maximumConcurrent = options.parallelProcessing ? options.maxConcurrent : 1
                order.webhookURL = options.notificationWebhook.flatMap { $0.isEmpty ? nil : $0 }
                let accepted = try await intake.take(items.map(\.source), as: order, wish)
                return try .json(
                    Envelope(message: "The documents are being processed.", data: try await reply(accepted, items)), status: .accepted)
            }
    }

    private func formBatch(_ call: Call) async throws -> ([IntakeItem], BatchOptions, AcceptanceOrder) {
        let form = try await call.form(BatchForm.self, folder: stagingFolder, fileLimit: call.limits.fileBytes)
        let options = try form.fields.batchOptions ?? BatchOptions.standard()
        var wish = try call.wish(tags: form.fields.tags, metadata: form.fields.metadata, priority: form.fields.processingPriority)
        try wish.take(options.processingOptions ?? [:])
        let items = form.files.map { IntakeItem.file($0) } + (form.fields.urls ?? []).map { IntakeItem.url($0) }
        return (items, options, wish)
    }

    private func jsonBatch(_ call: Call) async throws -> ([IntakeItem], BatchOptions, AcceptanceOrder) {
        let request = try await call.body(BatchRequest.self)
        let options = try request.batchOptions ?? BatchOptions.standard()
        var wish = try call.wish(tags: request.tags, metadata: request.metadata, priority: request.processingPriority)
        let given = (request.options ?? [:]).merging(options.processingOptions ?? [:]) { $1 }
        try wish.take(given)
        return (request.urls.map { IntakeItem.url($0) }, options, wish)
    }

    private func reply(_ accepted: AcceptedDocuments, _ items: [IntakeItem]) async throws -> BatchAcceptedReply {
        let scope = Scope.workspace(accepted.batch.workspace)
        let counts = try await queue.batch(accepted.batch.id, in: scope)?.1 ?? BatchCounts()
        let state = BatchReply(accepted.batch, counts, estimate: try await estimate(accepted, scope))
        let results = zip(items, accepted.results).map { item, result -> BatchAcceptedReply.Item in
            switch result {
            case .success(let one):
                return .init(
                    filename: item.name, status: one.isDuplicate && one.job == nil ? "duplicate" : "accepted",
                    documentId: one.document.id.rawValue, jobId: one.job?.id.rawValue)
            case .failure(let error):
                let error = APIError(error)
                return .init(filename: item.name, status: "rejected", errorCode: error.code.rawValue, errorMessage: error.message)
            }
        }
        return BatchAcceptedReply(
            batchId: accepted.batch.id.rawValue, totalDocuments: items.count, jobIds: results.compactMap(\.jobId),
            estimatedCompletionTime: state.estimatedCompletionTime, batchStatus: state.batchStatus, progress: state.progress, results: results)
    }

    private func estimate(_ accepted: AcceptedDocuments, _ scope: Scope) async throws -> Timestamp? {
        guard let mean = try await queue.pace(of: scope, now: clock.now()).meanSeconds else { return nil }
        return clock.now().adding(seconds: Double(accepted.results.count) * mean / Double(max(1, workers)))
    }

    /// Module 7: documents by their addresses, for administrators.
    private var bulk: Route {
        Route(
            .post, "/api/v1/admin/bulk/process", "admin_bulk_process", "Downloads and processes many documents", in: .administration,
            access: .administrator, rate: .admin
        )
        .body(BulkRequest.self).failing(.quotaExceeded)
        .answering(BulkReply.self) { call in
            let request = try await call.body(BulkRequest.self)
            var wish = try call.wish(tags: nil, metadata: nil, priority: nil)
            try wish.take(request.options ?? [:])
            var batch = BatchOrder()
            batch.prefix = "bulk"
            batch.maximumConcurrent = request.batchSize
            let accepted = try await intake.take(request.urls.map { .url($0) }, as: batch, wish)
            let estimate = try await estimate(accepted, .workspace(accepted.batch.workspace))
            return BulkReply(
                jobId: accepted.batch.id.rawValue, totalDocuments: request.urls.count, estimatedCompletionTime: estimate?.iso8601)
        }
    }
}

/// What one entry of a batch is: a file of the form, or an address.
enum IntakeItem: Sendable {
    /// Kept until it has been taken: the file on disk goes with it.
    case file(StagedFile)
    case url(String)

    var name: String {
        switch self {
        case .file(let file): file.filename
        case .url(let url): url
        }
    }

    var source: DocumentSource {
        switch self {
        case .file(let file): .file(file.received)
        case .url(let url): .url(url)
        }
    }
}

extension Call {
    fileprivate func wish(tags: [String]?, metadata: [String: JSONTree]?, priority: PriorityName?) throws(APIError) -> AcceptanceOrder {
        let caller = try caller()
        var order = AcceptanceOrder(workspace: caller.workspace, owner: caller.user, identifiers: identifiers)
        order.tags = (tags ?? []).map { String($0.prefix(100)) }.filter { !$0.isEmpty }
        order.customFields = try texts(of: metadata, "metadata")
        order.priority = priority?.priority ?? .normal
        return order
    }
}
