import Backends
import DocumentModel
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// One client that listens to server-sent events.
struct EventSourceStream: Sendable {
    private static let heartbeatSeconds = 15
    private static let heartbeatsPerCheck = 4
    /// Lines that may wait; a client that is slower is cut off and comes back behind the last event it saw.
    private static let mostWaiting = 512

    let bus: any ProgressBus
    let filter: EventFilter
    let after: UInt64?
    let clock: ServiceClock
    let call: Call

    func write(to writer: inout any ResponseBodyWriter) async throws {
        let (lines, sender) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        let subscription = await bus.subscribe(filter, after: after)
        sender.yield("retry: 2000\n\n")
        if subscription.hasGap { sender.yield(LiveMessage(type: "resync", payload: [:], timestamp: clock.now().milliseconds).serverSentEvent) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in subscription.events {
                    if case .dropped = sender.yield(LiveMessage(event).serverSentEvent) { break }
                }
                sender.finish()
            }
            group.addTask { await beat(sender) }
            do {
                for await line in lines { try await writer.write(ByteBuffer(string: line)) }
            } catch {
                // The client is gone.
            }
            sender.finish()
            group.cancelAll()
        }
        try await writer.finish(nil)
    }

    private func beat(_ sender: AsyncStream<String>.Continuation) async {
        await withGracefulShutdownHandler {
            var count = 0
            while (try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))) != nil {
                sender.yield(": heartbeat\n\n")
                count += 1
                guard count % Self.heartbeatsPerCheck == 0 else { continue }
                do {
                    try await call.revalidate()
                } catch {
                    sender.finish()
                    return
                }
            }
        } onGracefulShutdown: {
            sender.finish()
        }
    }
}
