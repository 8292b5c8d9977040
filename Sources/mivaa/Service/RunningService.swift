import Backends
import DocumentModel
import Foundation
import Ingestion
import Logging
import ServiceLifecycle
import UnixSignals
import WebAPI

/// The service with everything it is made of: the only place where contracts meet what fulfils them.
struct RunningService {
    private let settings: ServiceSettings
    private let logger: Logger
    private let children: ChildPool
    private let server: WebServer

    init(_ settings: ServiceSettings) throws {
        self.settings = settings
        let logger = ServiceLog.start(settings)
        self.logger = logger
        let folder = try DataFolder(settings.dataFolder)
        let childCount = settings.children ?? ProcessInfo.processInfo.activeProcessorCount
        var extractionLimits = ExtractionLimits()
        extractionLimits.fileSizeBytes = settings.limits.fileBytes
        extractionLimits.imageFileBytes = settings.limits.imageBytes
        extractionLimits.pageCount = settings.maximumPages
        let command = ChildCommand(libraryPath: try PDFiumLocation.path(), limits: extractionLimits)
        children = ChildPool(size: childCount, command: command) { logger.warning("\($0)") }
        let recognition = settings.isOCREnabled ? RecognitionSetup.service(workers: childCount) : .none
        let extractor = Extractor(room: .children(children), recognizer: recognition.recognizer)
        let desk = ExtractionDesk(
            extractor: extractor, engine: recognition.engine, missingEngineHint: recognition.hint,
            line: WaitingLine(capacity: childCount + settings.waitingExtractions), stagingFolder: folder.staging)
        let clock = ServiceClock.system
        var routes = ServiceRoutes(health: HealthReport(checks: []), version: Mivaa.version, clock: clock).routes
        routes += ExtractionRoutes(desk: desk).routes
        routes += PDFRoutes(desk: desk).routes
        routes += DocumentationRoutes(describing: routes, version: Mivaa.version).routes
        let gate = Gate(
            authenticator: ClosedDoor(), limiter: NoLimits(), allowances: settings.allowances, clock: clock,
            proxies: TrustedProxies(settings.trustedProxies), isExtractionOpen: settings.isExtractionOpen)
        server = WebServer(settings.server, table: RouteTable(routes), gate: gate, clock: clock, journal: LogJournal(), logger: logger)
    }

    /// Until it is told to stop by SIGTERM or SIGINT; then what is under way is finished first.
    func run() async throws {
        let logger = logger
        let address = settings
        let application = try server.application { port in
            logger.notice("ready", metadata: ["address": "\(address.localURL(port: port))"])
        }
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await children.shutDown()
    }
}

private struct ClosedDoor: Authenticator {
    func principal(
        for credential: PresentedCredential, workspace: WorkspaceID?, address: String
    ) async throws(AuthenticationError) -> Principal {
        throw .invalid("There are no accounts yet.")
    }
}

private struct NoLimits: RateLimiter {
    func take(_ key: String, of allowance: RateAllowance, now: Timestamp) async -> RateDecision {
        RateDecision(isAllowed: true, limit: allowance.requests, remaining: allowance.requests, resetSeconds: 0, retrySeconds: 0)
    }

    func restore(_ key: String) async {}
}

extension ServiceSettings {
    var server: WebServer.Settings {
        var server = WebServer.Settings()
        server.host = host
        server.port = port
        if let tlsCertificate, let tlsKey { server.tls = TLSFiles(certificateChain: tlsCertificate, key: tlsKey) }
        server.crossOrigin = CrossOrigin(origins: corsOrigins)
        server.limits = limits
        return server
    }

    /// Where people reach the service.
    func localURL(port: Int) -> String {
        publicURL ?? "\(tlsCertificate == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
