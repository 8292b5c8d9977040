import Backends
import DocumentModel
import Ingestion
import Logging
import ServiceLifecycle

/// Keeps the entities of documents known, one document at a time beside everything else, for as long as the service runs.
struct EntityIndexing: Service {
    /// Seconds after which it looks again by itself: events may be missed, and models be installed meanwhile.
    private static let secondsBetween = 600.0
    /// Seconds to wait when the model or the store is busy.
    private static let secondsOfPause = 10.0

    let indexer: EntityIndexer
    let bus: any ProgressBus
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Listening begins before looking: a document that is done in between is not missed.
                var filter = EventFilter(scope: .installation)
                filter.kinds = [.document]
                let subscription = await bus.subscribe(filter, after: nil)
                let isComplete = await searchAll()
                await wait(for: subscription, atMost: isComplete ? Self.secondsBetween : Self.secondsOfPause)
            }
        }
    }

    /// Whether there is nothing left to do for now.
    private func searchAll() async -> Bool {
        do throws(StoreError) {
            while !Task.isCancelled {
                switch try await indexer.searchOne() {
                case .searched(nil): return true
                case .searched(let document?): logger.info("entities are known", metadata: ["document": "\(document)"])
                case .cannot(let problem):
                    logger.info("entities are not searched for now", metadata: ["reason": "\(problem)"])
                    return false
                }
            }
        } catch {
            logger.warning("entities cannot be kept", metadata: ["error": "\(error)"])
        }
        return false
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
