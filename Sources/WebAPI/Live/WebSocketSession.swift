import HummingbirdCore
import NIOCore
import ServiceLifecycle
import Synchronization

/// One open WebSocket: text messages in, text messages out.
///
/// What goes out waits in a bounded line; a client that does not keep up is cut off with 1013 and can come back where it was.
final class WebSocketSession: Sendable {
    /// Frames that may wait: some seconds of a busy batch.
    private static let mostWaiting = 512
    private static let mostMessageBytes = 64 << 10
    private static let pingSeconds = 20

    private let outgoing: AsyncStream<ByteBuffer>
    private let sender: AsyncStream<ByteBuffer>.Continuation
    private let hasClosed = Mutex(false)

    init() {
        (outgoing, sender) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWaiting))
    }

    func send(_ text: String) {
        if case .dropped = sender.yield(.frame(.text, ByteBuffer(string: text))) {
            // The line is full: there is no room for a close frame either.
            finish()
        }
    }

    func close(_ code: UInt16, _ reason: String) {
        let isFirst = hasClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        if isFirst { _ = sender.yield(.closeFrame(WebSocketClosure(code: code, reason: reason))) }
        finish()
    }

    /// Nothing more goes out; what waits is still written.
    private func finish() {
        sender.finish()
    }

    /// Runs until either end closes.
    ///
    /// - Parameters:
    ///   - onText: told every message of the client, one after another.
    ///   - work: what the service has to say; cancelled when the socket ends.
    func run(
        _ body: RequestBody, _ writer: inout any ResponseBodyWriter, onText: @escaping @Sendable (String) async throws -> Void,
        work: @escaping @Sendable () async -> Void
    ) async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.receive(body, onText) }
            group.addTask { await work() }
            group.addTask { await self.keepAlive() }
            do {
                for await frame in outgoing { try await writer.write(frame) }
            } catch {
                // The client is gone.
            }
            finish()
            group.cancelAll()
        }
        try await writer.finish(nil)
    }

    private func keepAlive() async {
        await withGracefulShutdownHandler {
            while (try? await Task.sleep(for: .seconds(Self.pingSeconds))) != nil {
                if case .dropped = sender.yield(.frame(.ping, ByteBuffer())) { finish() }
            }
        } onGracefulShutdown: {
            self.close(WebSocketClosure.goingAway, "the service is shutting down")
        }
    }

    private func receive(_ body: RequestBody, _ onText: @Sendable (String) async throws -> Void) async {
        do {
            var parser = WebSocketFrameParser(mostPayloadBytes: Self.mostMessageBytes)
            var message: ByteBuffer?
            for try await chunk in body {
                parser.append(chunk)
                while let frame = try parser.next() {
                    guard try await take(frame, &message, onText) else { return }
                }
            }
            finish()
        } catch let closure as WebSocketClosure {
            close(closure.code, closure.reason)
        } catch is CancellationError {
            finish()
        } catch {
            close(WebSocketClosure.internalError, "")
        }
    }

    /// False when the client has closed.
    private func take(
        _ frame: WebSocketFrame, _ message: inout ByteBuffer?, _ onText: @Sendable (String) async throws -> Void
    ) async throws -> Bool {
        switch frame.opcode {
        case .ping: _ = sender.yield(.frame(.pong, frame.payload))
        case .pong: break
        case .close:
            close(WebSocketClosure.normal, "")
            return false
        case .binary: throw WebSocketClosure(code: WebSocketClosure.unsupportedData, reason: "text only")
        case .text:
            guard message == nil else { throw WebSocketClosure(code: WebSocketClosure.protocolError, reason: "a message is not finished") }
            message = frame.payload
        case .continuation:
            guard let begun = message else { throw WebSocketClosure(code: WebSocketClosure.protocolError, reason: "nothing to continue") }
            guard begun.readableBytes + frame.payload.readableBytes <= Self.mostMessageBytes else {
                throw WebSocketClosure(code: WebSocketClosure.tooLarge, reason: "message too large")
            }
            message?.writeImmutableBuffer(frame.payload)
        }
        guard frame.isFinal, !frame.opcode.isControl, let whole = message else { return true }
        message = nil
        guard let text = String(validating: whole.readableBytesView, as: UTF8.self) else {
            throw WebSocketClosure(code: WebSocketClosure.invalidText, reason: "not UTF-8")
        }
        try await onText(text)
        return true
    }
}
