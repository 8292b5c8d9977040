import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Lets an ordinary route answer 101 and from then on own the connection: inbound bytes become parts of the request's body, parts of the
/// response's body become outbound bytes.
///
/// It also keeps connections alive that ask for other upgrades: NIO's HTTP decoder stops for good behind a request with an `Upgrade`
/// header, so such a connection is told to close after its answer instead of being left hanging.
///
/// A class because channel handlers are; confined to its channel's event loop.
final class UpgradeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        case http
        /// A WebSocket was asked for; the end of the request is held back until the route has decided.
        case deciding(heldEnd: HeldEnd?)
        /// Another upgrade was asked for, which nobody here does.
        case declining
        /// The answer is on its way; the connection closes behind it.
        case closing
        case bytes
    }

    private struct HeldEnd {
        var trailers: HTTPFields?
    }

    private var state = State.http

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch (state, part) {
        case (.http, .head(let head)) where Self.stopsDecoder(head):
            state = Self.asksForWebSocket(head) ? .deciding(heldEnd: nil) : .declining
            context.fireChannelRead(data)
        case (.deciding, .end(let trailers)):
            state = .deciding(heldEnd: HeldEnd(trailers: trailers))
        default:
            context.fireChannelRead(data)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch (state, unwrapOutboundIn(data)) {
        case (.deciding, .head(let response)) where response.status == .switchingProtocols:
            context.writeAndFlush(data, promise: promise)
            becomeBytes(context)
        case (.deciding(let held), .head(let response)) where response.status.code >= 200:
            decline(context, response, promise)
            if let held { context.fireChannelRead(wrapInboundOut(.end(held.trailers))) }
        case (.declining, .head(let response)) where response.status.code >= 200:
            decline(context, response, promise)
        case (.closing, .end):
            closeBehind(context, data, promise)
        default:
            context.write(data, promise: promise)
        }
    }

    /// The condition under which NIO's decoder stops.
    private static func stopsDecoder(_ head: HTTPRequest) -> Bool {
        guard head.headerFields[.upgrade] != nil else { return false }
        return (head.headerFields[.connection] ?? "").split(separator: ",").contains { $0.filter { $0 != " " }.lowercased() == "upgrade" }
    }

    private static func asksForWebSocket(_ head: HTTPRequest) -> Bool {
        head.method == .get && head.headerFields[.upgrade]?.lowercased() == "websocket"
    }

    private func decline(_ context: ChannelHandlerContext, _ response: HTTPResponse, _ promise: EventLoopPromise<Void>?) {
        state = .closing
        var response = response
        response.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(response)), promise: promise)
    }

    private func closeBehind(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        let written = promise ?? context.eventLoop.makePromise()
        let bound = context.loopBound
        written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
        context.writeAndFlush(data, promise: written)
    }

    private func becomeBytes(_ context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let http: [any RemovableChannelHandler] = try [
                pipeline.handler(type: HTTP1ToHTTPServerCodec.self),
                pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self),
                pipeline.handler(type: HTTPResponseEncoder.self),
            ]
            for handler in http { pipeline.removeHandler(handler, promise: nil) }
            try pipeline.addHandler(BytesAsParts(), position: .before(self))
            state = .bytes
        } catch {
            context.close(promise: nil)
        }
    }
}

/// Stands where the HTTP codec was. A class because channel handlers are.
private final class BytesAsParts: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(wrapInboundOut(.body(unwrapInboundIn(data))))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .body(let bytes): context.write(wrapOutboundOut(bytes), promise: promise)
        case .head: promise?.succeed()
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            let bound = context.loopBound
            written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        }
    }
}
