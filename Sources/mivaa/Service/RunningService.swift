import Accounts
import Backends
import DocumentModel
import Foundation
import Inference
import Ingestion
import Logging
import Persistence
import Retrieval
import ServiceLifecycle
import UnixSignals
import WebAPI

/// The service with everything it is made of: the only place where contracts meet what fulfils them.
struct RunningService {
    private let settings: ServiceSettings
    private let logger: Logger
    private let clock = ServiceClock.system
    private let folder: DataFolder
    private let watch: Watch
    private let meaning: MeaningSetup
    private let restart = Restart()

    init(_ settings: ServiceSettings) throws {
        self.settings = settings
        logger = ServiceLog.start(settings)
        folder = try DataFolder(settings.dataFolder)
        watch = try Watch(settings, folder: folder, clock: clock, logger: logger)
        meaning = MeaningSetup(settings.meaning)
    }

    /// Until it is told to stop by SIGTERM or SIGINT; then what is under way is finished first.
    func run() async throws {
        folder.removeLeftovers()
        try await carryOutRestoration()
        let stores = try await ServiceStores(folder)
        let reading = try ReadingParts(settings, onChild: watch.childEvents, logger: logger)
        let limiter = InMemoryRateLimiter()
        let accounts = try await stores.accounts(settings, folder, limiter: limiter, clock: clock, logger: logger)
        let bus = InMemoryProgressBus(firstID: UInt64(max(0, clock.now().milliseconds)))
        let signal = WorkSignal()
        let denials = DenialRecorder(
            log: stores.identities, records: ForeignRecords(documents: stores.documents, queue: stores.queue), clock: clock, logger: logger)
        let routes = try routes(stores, reading, accounts, bus, signal, denials)
        let gate = Gate(
            authenticator: accounts.authenticator, limiter: limiter, allowances: settings.allowances, clock: clock,
            proxies: TrustedProxies(settings.trustedProxies), isExtractionOpen: settings.isExtractionOpen)
        let usage = UsageRecorder(store: stores.usage, bus: bus, clock: clock, logger: logger)
        let server = WebServer(
            settings.server, table: RouteTable(routes), gate: gate, repetition: Repetition(store: stores.answers, clock: clock), clock: clock,
            journal: watch.journal, usage: usage, denials: denials, logger: logger)
        let application = try server.application { port in await announce(port, accounts) }
        let indexing = PictureIndexing(
            indexer: PictureIndexer(
                index: stores.images, contents: stores.contents, blobs: stores.blobs, extractor: reading.inspector, analyst: reading.analyst),
            bus: bus, logger: logger)
        let entityIndexing = EntityIndexing(
            indexer: EntityIndexer(store: stores.entities, blobs: stores.blobs, recognizer: reading.entities), bus: bus, logger: logger)
        let correcting = CorrectionRenewal(
            corrections: stores.corrections, corrector: stores.corrector(settings.chunking, bus: bus, clock: clock), bus: bus,
            logger: logger)
        let background = try BackgroundWork(
            settings, folder: folder, stores: stores, reading: reading, meaning: meaning, bus: bus, signal: signal, reporter: watch.reporter,
            clock: clock, logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: (watch.services + background.services + [usage, denials, indexing, entityIndexing, correcting, application]).map {
                    .init(service: $0)
                }
                    + [.init(service: restart, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
        await bus.shutDown()
        await reading.shutDown()
        await watch.shutDown()
        try restart.performIfAsked()
    }

    /// Before anything of the data is opened.
    private func carryOutRestoration() async throws {
        let way = Restoration(root: folder.path, shelf: BackupShelf(folder: folder.backups))
        switch try await way.carryOut(now: clock.now()) {
        case nil: break
        case let result? where result.outcome == .restored:
            logger.notice("a backup was restored", metadata: ["backup": "\(result.backup)", "safety_backup": "\(result.safetyBackup ?? "")"])
        case let result?:
            logger.error("a backup was not restored; the data are as they were", metadata: ["reason": "\(result.reason ?? "")"])
        }
    }

    private func intake(
        _ stores: ServiceStores, _ reading: ReadingParts, _ bus: any ProgressBus, _ signal: WorkSignal
    ) -> DocumentIntake {
        DocumentIntake(
            documents: stores.documents, contents: stores.contents, blobs: stores.blobs, bus: bus,
            inspector: FileInspector(extractor: reading.inspector, scanner: settings.scanner),
            quota: stores.quotas(standard: settings.quota),
            settings: settings.intake, signal: signal, clock: clock)
    }

    private func routes(
        _ stores: ServiceStores, _ reading: ReadingParts, _ accounts: AccountService, _ bus: any ProgressBus, _ signal: WorkSignal,
        _ denials: DenialRecorder
    ) throws -> [Route] {
        let desk = reading.desk(stagingFolder: folder.staging)
        let pictures = PagePictures(
            extractor: reading.extractor, blobs: stores.blobs, line: WaitingLine(capacity: reading.childCount + settings.waitingExtractions))
        let health = HealthReport(checks: healthChecks(stores, reading))
        var routes = ServiceRoutes(health: health, version: Mivaa.version, clock: clock).routes
        routes += watch.routes(
            health: health, queue: stores.queue, sources: [MetricSources.children(reading.children), MetricSources.extractions(reading.line)])
        routes += ExtractionRoutes(desk: desk).routes + PDFRoutes(desk: desk).routes
        let removal = DocumentRemoval(documents: stores.documents, contents: stores.contents, blobs: stores.blobs)
        routes += DocumentRoutes(documents: stores.documents, removal: removal, clock: clock).routes
        routes +=
            IntakeRoutes(
                intake: intake(stores, reading, bus, signal), documents: stores.documents, contents: stores.contents, blobs: stores.blobs,
                queue: stores.queue, bus: bus, clock: clock, stagingFolder: folder.staging, workers: reading.childCount
            ).routes
        routes +=
            ContentRoutes(
                documents: stores.documents, contents: stores.contents, blobs: stores.blobs, pictures: pictures, stagingFolder: folder.staging
            ).routes
        routes += correctionRoutes(stores, bus)
        routes +=
            ArchiveRoutes(
                documents: stores.documents, contents: stores.contents, blobs: stores.blobs, queue: stores.queue, clock: clock,
                stagingFolder: folder.staging
            ).routes
        routes +=
            ImageRoutes(
                desk: try imageDesk(stores, reading), contents: stores.contents, documents: stores.documents, blobs: stores.blobs,
                index: stores.images, clock: clock
            ).routes
        routes += try searchRoutes(stores, reading)
        let textAnalysis = TextAnalysisDesk(
            contents: stores.contents, lexicon: LexiconFile.read, line: WaitingLine(capacity: reading.childCount + settings.waitingExtractions))
        routes += TextAnalysisRoutes(desk: textAnalysis, documents: stores.documents).routes
        let answers = try AnswerParts(settings, stores: stores, meaning: meaning, clock: clock)
        routes += answers.routes + textRoutes(stores, reading, desk, answers)
        routes += JobRoutes(queue: stores.queue, clock: clock, workers: reading.childCount).routes
        let signer = try SecretFiles(folder: folder).webhookSigner
        routes += WebhookRoutes(store: stores.webhooks, secret: signer.secret(of:)).routes
        routes += AdminJobRoutes(queue: stores.queue, documents: stores.documents, clock: clock).routes
        routes +=
            AdminDataRoutes(
                documents: stores.documents, queue: stores.queue, usage: stores.usage, settings: settings.lines,
                metrics: { [registry = watch.registry] in registry.records }, clock: clock
            ).routes
        routes +=
            BackupRoutes(
                keeper: FolderBackup(folder: folder, stores: stores, restart: restart, clock: clock, logger: logger), safeguard: accounts
            ).routes
        routes += LiveRoutes(bus: bus, queue: stores.queue, clock: clock).routes
        routes += SignInRoutes(accounts: accounts).routes + WorkspaceRoutes(accounts: accounts).routes
        routes += KeyRoutes(accounts: accounts).routes + UserAdminRoutes(accounts: accounts, denials: denials).routes
        let downloads = DownloadRoutes(links: DownloadLinks(clock: clock), isSecure: settings.tlsCertificate != nil)
        routes = downloads.offered(by: routes) + downloads.routes
        return routes + DocumentationRoutes(describing: routes, version: Mivaa.version).routes
    }

    private func correctionRoutes(_ stores: ServiceStores, _ bus: any ProgressBus) -> [Route] {
        let identities = stores.identities
        let desk = CorrectionDesk(
            documents: stores.documents, contents: stores.contents, corrections: stores.corrections,
            corrector: stores.corrector(settings.chunking, bus: bus, clock: clock), clock: clock,
            // Of users, tenants see no more than the name of who corrected their document.
            names: { user throws(StoreError) in try await identities.account(user)?.user.displayName })
        return CorrectionRoutes(desk: desk).routes
    }

    private func searchRoutes(_ stores: ServiceStores, _ reading: ReadingParts) throws -> [Route] {
        let desk = SearchDesk(
            finder: Searcher.of(stores.search, meaning), index: stores.search, notebook: stores.notebook, clock: clock)
        let (index, meaning) = (stores.search, meaning)
        var models = SearchRoutes.Models { () throws(RecognitionError) in try await Searcher.embedder(of: index, meaning).space }
        models.language = settings.languageModels.first
        models.chunkTokens = settings.chunkTokens
        return SearchRoutes(
            desk: desk, contents: stores.contents, documents: stores.documents, images: stores.images, analyst: reading.analyst, models: models
        ).routes
    }

    /// What is said of the texts of documents: comparisons, summaries, entities, likeness.
    private func textRoutes(
        _ stores: ServiceStores, _ reading: ReadingParts, _ extraction: ExtractionDesk, _ answers: AnswerParts
    ) -> [Route] {
        let outlines = OutlineDesk(
            documents: stores.documents, blobs: stores.blobs, extraction: extraction,
            line: WaitingLine(capacity: reading.childCount + settings.waitingExtractions))
        let meanings: ComparisonDesk.Meanings = { [meaning, index = stores.search] () async throws(RecognitionError) in
            // Of the index's space where it has one: only those vectors can be compared with what is stored.
            if let space = try? await index.activeSpace() { return try await meaning.asking(space) }
            return try await meaning.filling(nil)
        }
        let comparison = ComparisonDesk(values: RegularEntities.entities, meanings: meanings)
        var routes = ComparisonRoutes(desk: comparison, outlines: outlines).routes
        routes +=
            SummaryRoutes(
                summarizer: Summarizer(model: answers.models.all.first), outlines: outlines, documents: stores.documents, index: stores.search,
                finder: answers.searcher
            ).routes
        routes += SimilarityRoutes(index: stores.search, documents: stores.documents, outlines: outlines, meanings: meanings).routes
        routes +=
            WholeAnalysisRoutes(
                documents: stores.documents, contents: stores.contents, blobs: stores.blobs, outlines: outlines, entities: stores.entities
            ).routes
        let entities = EntityDesk(store: stores.entities, recognizer: reading.entities)
        return routes + EntityRoutes(desk: entities, outlines: outlines, documents: stores.documents).routes
    }

    private func imageDesk(_ stores: ServiceStores, _ reading: ReadingParts) throws -> ImageDesk {
        var limits = GuardedDownloader.Limits()
        limits.bytes = Int64(settings.limits.imageBytes)
        limits.seconds = Double(settings.urlTimeoutSeconds)
        return ImageDesk(
            extractor: reading.extractor, analyst: reading.analyst,
            line: WaitingLine(capacity: reading.childCount + settings.waitingExtractions),
            downloader: GuardedDownloader(policy: AddressPolicy(allowedHosts: settings.urlAllowedHosts), limits: limits), blobs: stores.blobs,
            stagingFolder: folder.staging)
    }

    /// What the service stands on, each looked at with a real call.
    private func healthChecks(_ stores: ServiceStores, _ reading: ReadingParts) -> [@Sendable () async -> HealthPart] {
        let (clock, data, meaning) = (clock, folder.path, meaning)
        return [
            {
                await HealthPart.of("database", isCritical: true) {
                    _ = try await stores.queue.depth(of: .installation)
                    return "SQLite answers"
                }
            },
            {
                await HealthPart.of("storage", isCritical: true) {
                    try await stores.blobs.check()
                    return "files can be written"
                }
            },
            {
                HealthPart(
                    "extraction", await reading.extractor.canRead() ? .healthy : .unhealthy, "\(reading.childCount) children", isCritical: true)
            },
            {
                await HealthPart.of("queue") {
                    let statistics = try await stores.queue.statistics(of: .installation, now: clock.now())
                    return statistics.isPaused ? "paused" : "\(statistics.byStatus[.pending] ?? 0) wait"
                }
            },
            { HealthPart.disk(at: data) },
            { await HealthPart.search(stores.search, meaning) },
            {
                reading.recognition.hint.map { HealthPart("recognition", .notConfigured, $0) }
                    ?? HealthPart("recognition", reading.recognition.engine == nil ? .notConfigured : .healthy, "text in pictures is recognised")
            },
        ]
    }

    /// Says where the service is, and on its first start how to become its administrator.
    private func announce(_ port: Int, _ accounts: AccountService) async {
        let address = settings.localURL(port: port)
        logger.notice("ready", metadata: ["address": "\(address)"])
        if settings.port == 0 { restart.isServed(at: port) }
        do {
            guard let link = try await accounts.issueBootstrapLink() else { return }
            // For the person at the terminal, and not for the log, which others may read.
            Terminal.writeError(
                "\nNobody has an account yet. Make the first administrator here, within a day:\n\n    \(address)/welcome#\(link.token)\n\n")
        } catch {
            logger.error("the first sign-in link could not be made", metadata: ["error": "\(error)"])
        }
    }
}

/// What reads documents.
struct ReadingParts {
    let childCount: Int
    let children: ChildPool
    let recognition: RecognitionSetup
    let extractor: Extractor
    /// For those who ask for speed rather than accuracy in recognition.
    let quickExtractor: Extractor
    /// Says what pictures show.
    let analyst: any PictureAnalyst
    /// Finds names, amounts and codes.
    let entities: any EntityRecognizer
    /// Looks at uploads; has a child of its own, so that clients do not wait for documents that are being processed.
    let inspector: Extractor
    private let inspectors: ChildPool
    let line: WaitingLine

    init(_ settings: ServiceSettings, onChild: @escaping @Sendable (ChildEvent) -> Void, logger: Logger) throws {
        childCount = settings.children ?? ProcessInfo.processInfo.activeProcessorCount
        var limits = ExtractionLimits()
        limits.fileSizeBytes = settings.limits.fileBytes
        limits.imageFileBytes = settings.limits.imageBytes
        limits.pageCount = settings.maximumPages
        let command = ChildCommand(libraryPath: try PDFiumLocation.path(), limits: limits)
        children = ChildPool(size: childCount, command: command, onWarning: { logger.warning("\($0)") }, onEvent: onChild)
        recognition = settings.isOCREnabled ? RecognitionSetup.service(workers: childCount) : .none
        if let hint = recognition.hint { logger.warning("text in pictures is not recognised", metadata: ["reason": "\(hint)"]) }
        extractor = Extractor(room: .children(children), recognizer: recognition.recognizer)
        let quick = settings.isOCREnabled ? RecognitionSetup.service(workers: childCount, model: .fast) : .none
        quickExtractor = Extractor(room: .children(children), recognizer: quick.recognizer ?? recognition.recognizer)
        analyst = try PictureSetup.analyst(recognition, engines: min(childCount, PictureSetup.mostEngines))
        entities = try EntitySetup.recognizer(threads: 1)
        inspectors = ChildPool(size: 1, command: command, onWarning: { logger.warning("\($0)") }, onEvent: onChild)
        inspector = Extractor(room: .children(inspectors))
        line = WaitingLine(capacity: childCount + settings.waitingExtractions)
    }

    func shutDown() async {
        await children.shutDown()
        await inspectors.shutDown()
    }

    func desk(stagingFolder: String) -> ExtractionDesk {
        ExtractionDesk(
            extractor: extractor, engine: recognition.engine, missingEngineHint: recognition.hint, line: line, stagingFolder: stagingFolder)
    }
}

extension ServiceSettings {
    var server: WebServer.Settings {
        var server = WebServer.Settings()
        server.host = host
        server.port = port
        if let tlsCertificate, let tlsKey { server.tls = TLSFiles(certificateChain: tlsCertificate, key: tlsKey) }
        server.crossOrigin = CrossOrigin(origins: corsOrigins)
        server.limits = limits
        server.interface = InterfaceLocation.folder.flatMap(InterfaceFiles.init(folder:))
        return server
    }

    /// Where people reach the service.
    func localURL(port: Int) -> String {
        publicURL ?? "\(tlsCertificate == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
