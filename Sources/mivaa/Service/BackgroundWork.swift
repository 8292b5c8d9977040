import Backends
import DocumentModel
import Foundation
import Ingestion
import Logging
import ServiceLifecycle
import WebAPI

/// What goes on beside the requests of clients: jobs, messages to servers of clients, daily cleaning.
struct BackgroundWork: Sendable {
    let signal: WorkSignal
    let queue: any JobQueue
    let slots: Int
    /// What other processes do on the same folder.
    private let foreign: ForeignJobs
    private let loop: WorkerLoop
    private let sender: WebhookSender
    private let sweep: LeftoverSweep
    private let indexing: PassageIndexing
    private let webhooks: any WebhookStore
    private let answers: any IdempotencyStore
    private let sessions: any SessionStore
    private let retentionDays: Int
    private let clock: ServiceClock
    private let logger: Logger

    init(
        _ settings: ServiceSettings, folder: DataFolder, stores: ServiceStores, reading: ReadingParts, meaning: MeaningSetup, bus: any ProgressBus,
        signal: WorkSignal, reporter: ErrorReporter?, clock: ServiceClock, logger: Logger
    ) throws(CommandFailure) {
        self.signal = signal
        self.clock = clock
        self.logger = logger
        queue = stores.queue
        slots = reading.childCount
        let onError: @Sendable (StoreError) -> Void = { error in
            logger.warning("a store did not do what it was asked for", metadata: ["error": "\(error)"])
            reporter?.report(error, code: .storageFailed, place: "worker", requestID: "none")
        }
        let policy = AddressPolicy(allowedHosts: settings.urlAllowedHosts)
        var services = ProcessingServices(
            documents: stores.documents, contents: stores.contents, blobs: stores.blobs, corrections: stores.corrections, bus: bus,
            extractor: reading.extractor, quickExtractor: reading.quickExtractor, clock: clock)
        services.downloader = GuardedDownloader(policy: policy, limits: settings.downloads)
        services.chunking = settings.chunking
        services.findings = settings.intake.findings
        services.scanner = settings.scanner
        services.quotas = QuotaCheck(documents: stores.documents, quota: stores.quotas(standard: settings.quota), clock: clock)
        var worker = WorkerLoop.Settings()
        worker.slots = reading.childCount
        loop = WorkerLoop(
            queue: stores.queue, documents: stores.documents, bus: bus, handlers: [ProcessingPipeline(services)], signal: signal,
            settings: worker, clock: clock, onError: onError, onProblem: { problem, job in reporter?.report(problem, of: job) })
        foreign = ForeignJobs(queue: stores.queue, documents: stores.documents, bus: bus, clock: clock, onError: onError)
        let signer = try SecretFiles(folder: folder).webhookSigner
        sender = WebhookSender(store: stores.webhooks, signer: signer, policy: policy, clock: clock, onError: onError)
        webhooks = stores.webhooks
        answers = stores.answers
        sessions = stores.identities
        indexing = PassageIndexing(
            indexer: PassageIndexer(index: stores.search, blobs: stores.blobs, embedders: meaning), folder: folder, bus: bus, logger: logger)
        retentionDays = settings.jobRetentionDays
        sweep = LeftoverSweep(documents: stores.documents, contents: stores.contents, blobs: stores.blobs)
    }

    /// To be run until the process shuts down.
    var services: [any Service] {
        [WorkerService(loop: loop), indexing, Activity(sender.run), Activity(foreign.run), Activity(cleanUpDaily)]
    }

    /// One of the things that go on.
    private struct Activity: Service {
        let work: @Sendable () async -> Void

        init(_ work: @escaping @Sendable () async -> Void) {
            self.work = work
        }

        func run() async throws {
            await cancelWhenGracefulShutdown { await work() }
        }
    }

    private static let secondsOfDay = 86_400.0

    /// Soon after the start and once a day from then on.
    private func cleanUpDaily() async {
        while !Task.isCancelled {
            do throws(StoreError) {
                try await cleanUp()
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("cleaning up failed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(Self.secondsOfDay))
        }
    }

    private func cleanUp() async throws(StoreError) {
        let now = clock.now()
        let limit = now.adding(seconds: -Double(retentionDays) * Self.secondsOfDay)
        let jobs = try await queue.removeEnded(before: limit, isDryRun: false)
        try await webhooks.removeEnded(before: limit)
        _ = try await sessions.removeEnded(before: now)
        // A client that repeats a request does so within minutes.
        try await answers.forget(before: now.adding(seconds: -Self.secondsOfDay))
        let files = try await sweep.run(now: now)
        guard jobs + files > 0 else { return }
        logger.notice("cleaned up", metadata: ["ended_jobs": "\(jobs)", "files_without_record": "\(files)"])
    }
}

extension ServiceSettings {
    var downloads: GuardedDownloader.Limits {
        var downloads = GuardedDownloader.Limits()
        downloads.seconds = Double(urlTimeoutSeconds)
        downloads.bytes = Int64(limits.fileBytes)
        return downloads
    }
}

extension SecretFiles {
    var webhookSigner: WebhookSigner {
        get throws(CommandFailure) { WebhookSigner(master: try secret("webhooks")) }
    }
}

extension ErrorReporter {
    /// Reports an attempt that failed for a reason of the service's own: documents that cannot be read are no defects.
    func report(_ problem: JobProblem, of job: JobRecord) {
        guard let failure = problem.failure, Self.ownFailures.contains(failure.code) else { return }
        let stage = job.progress.steps.last { $0.status == .processing }?.name ?? job.kind.rawValue
        report(problem, code: .internalError, place: "stage \(stage)", requestID: job.id.rawValue)
    }

    private static let ownFailures: Set<String> = ["PDF_STORAGE_ERROR", "PDF_CONFIGURATION_ERROR", "PDF_PROCESSING_ERROR"]
}
