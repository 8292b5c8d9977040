import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A client's end of a WebSocket, made of other code than the service's.
package struct LiveSocket: Sendable {
    package enum Refusal: Error { case notUpgraded }

    private let channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private enum Upgrade: Sendable {
        case socket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>)
        case refused
    }

    /// Opens the socket, does the work, closes it.
    ///
    /// - Parameter work: gets the messages as they come, and a way to send.
    package static func with(
        _ service: RunningMivaa, _ path: String, headers: [String: String],
        _ work: @escaping @Sendable (inout Messages, @escaping @Sendable (String) async throws -> Void) async throws -> Void
    ) async throws {
        guard let url = URLComponents(string: service.baseURL), let host = url.host, let port = url.port else { throw Refusal.notUpgraded }
        let result = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: host, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                var configuration = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade(path, host, headers))
                // The service speaks first: its first frame may come in one packet with the end of the handshake.
                configuration.leftOverBytesStrategy = .forwardBytes
                return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(configuration: configuration)
            }
        }
        guard case .socket(let socket) = try await result.get() else { throw Refusal.notUpgraded }
        try await socket.executeThenClose { inbound, outbound in
            var messages = Messages(frames: inbound.makeAsyncIterator())
            try await work(&messages) { text in
                try await outbound.write(WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text)))
            }
        }
    }

    /// Messages of the service, one after another.
    package struct Messages {
        fileprivate var frames: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator

        /// The next message; `.missing` when the socket has closed.
        package mutating func next() async throws -> JSONNode {
            while let frame = try await frames.next() {
                switch frame.opcode {
                case .text: return JSONNode(parsing: Data(frame.unmaskedData.readableBytesView))
                case .connectionClose: return .missing
                default: continue
                }
            }
            return .missing
        }

        /// The next message of that type, passing over others.
        package mutating func next(_ type: String) async throws -> JSONNode {
            while true {
                let message = try await next()
                if message == .missing || message["type"].text == type { return message }
            }
        }
    }

    private static func upgrade(_ path: String, _ host: String, _ headers: [String: String]) -> NIOTypedHTTPClientUpgradeConfiguration<Upgrade> {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path)
        head.headers.add(name: "Host", value: host)
        for (name, value) in headers { head.headers.add(name: name, value: value) }
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade> { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                .socket(try NIOAsyncChannel<WebSocketFrame, WebSocketFrame>(wrappingChannelSynchronously: channel))
            }
        }
        return NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture { Upgrade.refused }
        }
    }
}
