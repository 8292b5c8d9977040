package import Backends
package import Chunking
package import DocumentModel
import Foundation

/// What processing of documents works with.
package struct ProcessingServices: Sendable {
    package var documents: any DocumentStore
    package var contents: any ContentStore
    package var blobs: any BlobStore
    package var corrections: any CorrectionStore
    package var bus: any ProgressBus
    package var extractor: Extractor
    /// For those who ask for speed rather than accuracy in recognition.
    package var quickExtractor: Extractor
    /// Fetches documents that are given by address; `nil` where that is switched off.
    package var downloader: GuardedDownloader?
    /// What is done about what is active in files that were downloaded.
    package var findings = FindingPolicy()
    /// Looks for malware in files that were downloaded; `nil` for nobody.
    package var scanner: (any FileScanner)?
    /// Holds what was downloaded against what the workspace may store; `nil` for no limit.
    package var quotas: QuotaCheck?
    /// How documents are cut for search and answers.
    package var chunking = ChunkOptions()
    package var clock: ServiceClock
    package var limits = ProcessingLimits()

    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, corrections: any CorrectionStore,
        bus: any ProgressBus, extractor: Extractor, quickExtractor: Extractor? = nil, clock: ServiceClock = .system
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.corrections = corrections
        self.bus = bus
        self.extractor = extractor
        self.quickExtractor = quickExtractor ?? extractor
        self.clock = clock
    }
}

/// What one document's processing may bring forth.
package struct ProcessingLimits: Hashable, Sendable {
    /// Pictures stored of one document: catalogues have some hundred, files cut into strips thousands of no use to anyone.
    package var imageCount = 1000
    /// Bytes of pictures stored of one document: what comes compressed in the file may be many times its size as PNG.
    package var imageBytes: Int64 = 500_000_000

    package init() {}
}

/// Processes documents.
package struct ProcessingPipeline: JobHandler {
    private let services: ProcessingServices

    package init(_ services: ProcessingServices) {
        self.services = services
    }

    package var kind: JobKind { .documentProcessing }

    package func perform(_ job: JobRecord, meter: ProgressMeter) async throws(JobProblem) -> JobOutcome {
        let order = try Self.order(of: job)
        let (document, isReady) = try await document(of: job, order)
        // An earlier attempt got as far as publishing and died before it could say so.
        if isReady { return ProcessingSummary(document, failures: [], warnings: []).outcome(document.status) }
        let run = ProcessingRun(
            services: services, job: job, document: document, options: order.options, downloadOptions: order.download, meter: meter)
        guard let seconds = order.options.timeoutSeconds else { return try await run.run() }
        let outcome = try await TimeLimit(seconds: Double(seconds)).run { () async throws(JobProblem) in try await run.run() }
        guard let outcome else { throw .forGood("PDF_TIMEOUT_ERROR", "it took longer than the \(seconds) s that were asked for") }
        return outcome
    }

    private static func order(of job: JobRecord) throws(JobProblem) -> ProcessingOrder {
        do {
            return try JSONDecoder().decode(ProcessingOrder.self, from: Data(job.payloadJSON.utf8))
        } catch {
            throw .forGood("PDF_CONFIGURATION_ERROR", "the job's payload cannot be read")
        }
    }

    private func document(of job: JobRecord, _ order: ProcessingOrder) async throws(JobProblem) -> (DocumentRecord, isReady: Bool) {
        guard let id = job.document else { throw .forGood("PDF_CONFIGURATION_ERROR", "the job names no document") }
        let document: DocumentRecord?
        do {
            document = try await services.documents.document(id, in: .workspace(job.workspace))
        } catch {
            throw JobProblem(error)
        }
        guard let document, document.revision == order.revision else { throw .superseded }
        return (document, document.publishedRevision == order.revision)
    }
}

/// What came of processing, as it stands in the job's result.
struct ProcessingSummary: Hashable, Codable {
    struct FailedPage: Hashable, Codable {
        var page: Int
        var reason: String
    }

    /// A file of many pages that all fail the same way must not make a row of megabytes.
    private static let mostListed = 100

    var documentID: DocumentID
    var pageCount: Int
    var failedPageCount: Int
    var failedPages: [FailedPage]
    var tableCount: Int
    var imageCount: Int
    var warnings: [String]

    init(_ document: DocumentRecord, failures: [PageFailure], warnings: [String]) {
        documentID = document.id
        pageCount = document.facts.pageCount
        failedPageCount = document.facts.failedPageCount
        failedPages = failures.prefix(Self.mostListed).map { FailedPage(page: $0.page, reason: $0.detail) }
        tableCount = document.facts.tableCount
        imageCount = document.facts.imageCount
        self.warnings = Array(warnings.prefix(Self.mostListed))
    }

    enum CodingKeys: String, CodingKey {
        case documentID = "document_id"
        case pageCount = "page_count"
        case failedPageCount = "failed_page_count"
        case failedPages = "failed_pages"
        case tableCount = "table_count"
        case imageCount = "image_count"
        case warnings
    }

    func outcome(_ status: DocumentStatus) -> JobOutcome {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return status == .completed ? .completed(resultJSON: json) : .partial(resultJSON: json)
    }
}
