import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Sends what the service tells of itself to other services. A class because it owns connections.
package final class TelemetryClient: Sendable {
    enum Outcome: Hashable, Sendable {
        case accepted
        /// For good.
        case refused(status: Int)
        /// Nobody answered, or the answer asks to try again later.
        case unavailable(retryAfterSeconds: Double?)
    }

    /// A collector that takes longer does not keep up anyway.
    private static let secondsToAnswer: Int64 = 10
    private static let mostAnswerBytes = 64 << 10

    private let client: HTTPClient

    package init() {
        var configuration = HTTPClient.Configuration()
        // A request that tells of spans must not make one.
        configuration.tracing.tracer = nil
        configuration.redirectConfiguration = .disallow
        // Where nobody listens, that is the answer: trying again is the caller's business.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(Self.secondsToAnswer)
        client = HTTPClient(eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup), configuration: configuration)
    }

    /// Where the service fails before it ran, nobody has shut this down.
    deinit {
        client.shutdown { _ in }
    }

    /// Never throws: an address that is none is one where nobody answers.
    func post(_ bytes: [UInt8], to url: String, headers: [(String, String)]) async -> Outcome {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.secondsToAnswer))
            // Read to its end, so that the connection can be used again.
            _ = try? await response.body.collect(upTo: Self.mostAnswerBytes)
            return Self.outcome(response)
        } catch {
            return .unavailable(retryAfterSeconds: nil)
        }
    }

    private static func outcome(_ response: HTTPClientResponse) -> Outcome {
        switch response.status.code {
        case 200..<300: .accepted
        case 408, 429, 502, 503, 504: .unavailable(retryAfterSeconds: response.headers.first(name: "retry-after").flatMap(Double.init))
        default: .refused(status: Int(response.status.code))
        }
    }

    /// To be called once, when nothing is to be sent any more.
    package func shutDown() async {
        try? await client.shutdown()
    }
}
