import DocumentModel
import Backends
import ServiceLifecycle

/// Keeps something about documents complete beside everything else, for as long as the service runs.
protocol Indexing: Service {
    var bus: any ProgressBus { get }

    /// Does what there is to do. Whether there is nothing left for now; if not, it is tried again soon.
    func doAll() async -> Bool
}

extension Indexing {
    /// Seconds after which it looks again by itself: events may be missed, and models be installed meanwhile.
    private var secondsBetween: Double { 600 }
    /// Seconds to wait when the model, the store or another process is busy.
    private var secondsOfPause: Double { 10 }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Listening begins before looking: a document that is done in between is not missed.
                var filter = EventFilter(scope: .installation)
                filter.kinds = [.document]
                let subscription = await bus.subscribe(filter, after: nil)
                let isComplete = await doAll()
                await wait(for: subscription, atMost: isComplete ? secondsBetween : secondsOfPause)
            }
        }
    }

    /// Until a document is done, or the time is over.
    private func wait(for subscription: EventSubscription, atMost seconds: Double) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in subscription.events { return } }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
    }
}
