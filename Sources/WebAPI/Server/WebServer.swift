package import Backends
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP server: routes of the table behind the gate.
package struct WebServer: Sendable {
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var port = 8000
        /// PEM files of the certificate chain and its key; `nil` for plain HTTP.
        package var tls: TLSFiles?
        package var crossOrigin = CrossOrigin()
        package var limits = HTTPLimits()
        /// The built web UI; `nil` when there is none, which its page then says.
        package var interface: InterfaceFiles?
        /// A connection without a word for this long is closed. Longer than the pings of a WebSocket are apart.
        package var idleSeconds: Int64 = 75

        package init() {}
    }

    private let settings: Settings
    private let table: RouteTable
    private let gate: Gate
    private let repetition: Repetition
    private let clock: ServiceClock
    private let journal: any RequestJournal
    private let usage: UsageRecorder?
    private let denials: DenialRecorder?
    private let logger: Logger

    /// - Parameters:
    ///   - usage: told of every request of somebody who signed in; `nil` for nobody.
    ///   - denials: told of every request that was refused because of who sent it; `nil` for nobody.
    package init(
        _ settings: Settings, table: RouteTable, gate: Gate, repetition: Repetition, clock: ServiceClock, journal: any RequestJournal,
        usage: UsageRecorder? = nil, denials: DenialRecorder? = nil, logger: Logger
    ) {
        self.settings = settings
        self.table = table
        self.gate = gate
        self.repetition = repetition
        self.clock = clock
        self.journal = journal
        self.usage = usage
        self.denials = denials
        self.logger = logger
    }

    /// Serves until the task is cancelled or shut down gracefully: then requests under way are finished first.
    ///
    /// - Parameter onReady: told the port when connections are accepted.
    package func application(onReady: @escaping @Sendable (Int) async -> Void) throws -> some ApplicationProtocol {
        let desk = FrontDesk(
            router: router(), table: table, interface: Interface(files: settings.interface), crossOrigin: settings.crossOrigin, clock: clock,
            journal: journal)
        let address = BindAddress.hostname(settings.host, port: settings.port)
        let configuration = ApplicationConfiguration(address: address, serverName: nil)
        return Application(
            responder: desk, server: try builder(), configuration: configuration,
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func builder() throws -> HTTPServerBuilder {
        let idle = TimeAmount.seconds(settings.idleSeconds)
        let plain = HTTPServerBuilder.http1(
            configuration: .init(additionalChannelHandlers: [UpgradeHandler(), ConnectionCounter(journal)], idleTimeout: idle))
        guard let tls = settings.tls else { return plain }
        return try .tls(plain, tlsConfiguration: tls.configuration())
    }

    private func router() -> RouterResponder<ServiceContext> {
        let router = Router(context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
        for route in table.routes {
            let dispatcher = RouteDispatcher(
                route: route, gate: gate, limits: settings.limits, repetition: repetition, clock: clock,
                usage: usage, denials: denials)
            for path in [route.path] + route.aliases {
                router.on(RouterPath(path), method: route.method) { request, context in
                    try await dispatcher.respond(to: request, context: context)
                }
            }
        }
        return router.buildResponder()
    }
}
