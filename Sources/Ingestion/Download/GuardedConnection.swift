import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// One HTTP exchange with a host that somebody else named: resolved here, held against the policy, and connected to at the very address
/// that was checked.
///
/// An ordinary HTTP client resolves by itself, and a name may have another address a moment after it was checked. So the connection is
/// made by address, and the name serves for TLS and the header `Host` alone.
struct GuardedConnection: Sendable {
    typealias Incoming = NIOAsyncChannelInboundStream<HTTPClientResponsePart>

    /// Seconds until a host that does not answer is given up: several may be tried.
    private static let secondsToConnect: Int64 = 10

    let policy: AddressPolicy
    let resolver: HostResolver
    /// Of TLS; certificates are verified against the machine's.
    private let tls: NIOSSLContext?

    /// - Parameter trustedCertificates: PEM, for tests with a server of their own.
    init(policy: AddressPolicy, resolver: HostResolver, trustedCertificates: [UInt8]? = nil) {
        self.policy = policy
        self.resolver = resolver
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let pem = trustedCertificates, let roots = try? NIOSSLCertificate.fromPEMBytes(pem) {
            configuration.trustRoots = .certificates(roots)
        }
        tls = try? NIOSSLContext(configuration: configuration)
    }

    /// Sends the request and has the answer read. The connection ends with the call.
    func exchange<Outcome: Sendable>(
        with address: DocumentAddress, _ request: OutgoingRequest,
        _ read: @escaping @Sendable (HTTPResponseHead, inout Incoming.AsyncIterator) async throws -> Outcome
    ) async throws(DownloadProblem) -> Outcome {
        let host = try await connect(to: address)
        let outcome = Mutex<Outcome?>(nil)
        do {
            return try await host.executeThenClose { incoming, outgoing in
                for part in request.parts(for: address) { try await outgoing.write(part) }
                var parts = incoming.makeAsyncIterator()
                guard case .head(let head)? = try await parts.next() else { throw DownloadProblem.unreachable("the server broke off") }
                let value = try await read(head, &parts)
                outcome.withLock { $0 = value }
                return value
            }
        } catch let problem as DownloadProblem {
            throw problem
        } catch is CancellationError {
            throw .stopped
        } catch {
            // What was read counts, even if the server was rude when the connection was closed.
            if let value = outcome.withLock({ $0 }) { return value }
            throw Task.isCancelled ? .stopped : .unreachable(Self.reason(error))
        }
    }

    // MARK: Connecting

    private func connect(to address: DocumentAddress) async throws(DownloadProblem) -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
    {
        let literal = IPAddress(address.host).map { [$0] }
        let found = if let literal { literal } else { await resolver.addresses(of: address.host) }
        guard !found.isEmpty else { throw .unreachable("\(address.host) has no address") }
        var problem = DownloadProblem.unreachable("\(address.host) does not answer")
        for candidate in found {
            if let objection = policy.objection(to: candidate, of: address.host) {
                problem = .forbidden(objection)
                continue
            }
            do {
                let channel = try await connect(to: candidate, of: address)
                try checkPeer(of: channel.channel, address)
                return channel
            } catch let refused as DownloadProblem {
                throw refused
            } catch {
                guard !Task.isCancelled else { throw .stopped }
                problem = .unreachable(Self.reason(error))
            }
        }
        throw problem
    }

    private func connect(
        to candidate: IPAddress, of address: DocumentAddress
    ) async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
        let socket = try SocketAddress(packedIPAddress: ByteBuffer(bytes: candidate.bytes), port: address.port)
        let tls = try address.scheme == .https ? context() : nil
        // Certificates are for names; servers at a number have one that says the number.
        let name = IPAddress(address.host) == nil ? address.host : nil
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(Self.secondsToConnect))
            .connect(to: socket) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name)) }
                    try pipeline.addHTTPClientHandlers()
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func context() throws -> NIOSSLContext {
        guard let tls else { throw DownloadProblem.unreachable("TLS cannot be used on this machine") }
        return tls
    }

    /// What the socket is connected to, not what was meant.
    private func checkPeer(of channel: any Channel, _ address: DocumentAddress) throws(DownloadProblem) {
        let peer = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
        guard let peer else { throw .unreachable("the connection broke off") }
        if let objection = policy.objection(to: peer, of: address.host) { throw .forbidden(objection) }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOSSLError: "TLS failed (\(error))"
        case let error as BoringSSLError: "TLS failed (\(error))"
        case is NIOSSLExtraError: "TLS failed: the certificate is not one of the host"
        case is HTTPParserError: "the server's answer is not HTTP, or broke off"
        case ChannelError.connectTimeout: "the server does not answer"
        case let error as IOError: "\(error)"
        default: "the connection failed"
        }
    }
}

/// What is asked.
struct OutgoingRequest: Sendable {
    var method = HTTPMethod.GET
    var headers: [(String, String)] = []
    var body: [UInt8] = []

    fileprivate func parts(for address: DocumentAddress) -> [HTTPClientRequestPart] {
        var fields = HTTPHeaders([("Host", address.hostField), ("Connection", "close"), ("User-Agent", "mivaa")] + headers)
        if !body.isEmpty { fields.replaceOrAdd(name: "Content-Length", value: String(body.count)) }
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: address.target, headers: fields)
        return [.head(head)] + (body.isEmpty ? [] : [.body(.byteBuffer(ByteBuffer(bytes: body)))]) + [.end(nil)]
    }
}
