package import Foundation
import NIOCore
package import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on this machine whose answers a test decides.
package final class LocalServer: Sendable {
    package struct Call: Sendable {
        /// From 0.
        package var number: Int
        package var headers: HTTPHeaders
        package var body: Data
        package var path: String
    }

    package struct Answer: Sendable {
        package var status: HTTPResponseStatus
        package var headers: [(String, String)]
        package var body: Data

        package init(status: HTTPResponseStatus = .ok, headers: [(String, String)] = [], body: Data) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// "http://127.0.0.1:40123"
    package let origin: String
    private let channel: any Channel
    private let recorder: Recorder

    /// Of an API that has its version in its paths.
    package var base: String { origin + "/v1" }
    package var calls: [Call] { recorder.calls.withLock { $0 } }

    package init(_ answer: @escaping @Sendable (Call) -> Answer) async throws {
        let recorder = Recorder()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(recorder: recorder, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        origin = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        self.recorder = recorder
    }

    deinit { channel.close(promise: nil) }

    fileprivate final class Recorder: Sendable {
        let calls = Mutex<[Call]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let recorder: Recorder
        private let answer: @Sendable (Call) -> Answer
        private var call = Call(number: 0, headers: [:], body: Data(), path: "")

        init(recorder: Recorder, answer: @escaping @Sendable (Call) -> Answer) {
            self.recorder = recorder
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): call = Call(number: 0, headers: head.headers, body: Data(), path: head.uri)
            case .body(let part): call.body.append(contentsOf: part.readableBytesView)
            case .end: respond(context)
            }
        }

        private func respond(_ context: ChannelHandlerContext) {
            recorder.calls.withLock { calls in
                call.number = calls.count
                calls.append(call)
            }
            let answer = answer(call)
            var head = HTTPResponseHead(version: .http1_1, status: answer.status)
            for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
            head.headers.add(name: "content-length", value: "\(answer.body.count)")
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
