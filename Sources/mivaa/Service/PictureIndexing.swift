import Backends
import DocumentModel
import Ingestion
import Logging
import ServiceLifecycle

/// Keeps the index of images complete, one image at a time beside everything else, for as long as the service runs.
struct PictureIndexing: Service {
    /// Seconds after which it looks again by itself: events may be missed, and models be installed meanwhile.
    private static let secondsBetween = 600.0
    /// Seconds to wait when the model or the store is busy.
    private static let secondsOfPause = 10.0

    let indexer: PictureIndexer
    let bus: any ProgressBus
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let isComplete = await lookAtAll()
                await waitForNews(atMost: isComplete ? Self.secondsBetween : Self.secondsOfPause)
            }
        }
    }

    /// Whether there is nothing left to do for now.
    private func lookAtAll() async -> Bool {
        do throws(StoreError) {
            while !Task.isCancelled {
                switch try await indexer.lookAtSome() {
                case .looked(0): return true
                case .looked(let count): logger.info("images are indexed", metadata: ["count": "\(count)"])
                case .cannot(.missing): return true
                case .cannot(let problem):
                    logger.info("images are not indexed for now", metadata: ["reason": "\(problem)"])
                    return false
                }
            }
        } catch {
            logger.warning("the index of images cannot be kept", metadata: ["error": "\(error)"])
        }
        return false
    }

    /// Until a document is done, or the time is over.
    private func waitForNews(atMost seconds: Double) async {
        var filter = EventFilter(scope: .installation)
        filter.kinds = [.document]
        let subscription = await bus.subscribe(filter, after: nil)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in subscription.events { return } }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
    }
}
