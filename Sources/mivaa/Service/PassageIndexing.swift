import Backends
import DocumentModel
import Ingestion
import Logging
import ServiceLifecycle

/// Keeps the index of chunks complete beside everything else, for as long as the service runs.
struct PassageIndexing: Service {
    /// Seconds after which it looks again by itself: events may be missed, and models be installed meanwhile.
    private static let secondsBetween = 600.0
    /// Seconds to wait when the model, the store or another process is busy.
    private static let secondsOfPause = 10.0

    let indexer: PassageIndexer
    let folder: DataFolder
    let bus: any ProgressBus
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let isComplete = await doAll()
                await waitForNews(atMost: isComplete ? Self.secondsBetween : Self.secondsOfPause)
            }
        }
    }

    /// Whether there is nothing left to do for now.
    private func doAll() async -> Bool {
        var count = 0
        defer { if count > 0 { logger.info("chunks are indexed", metadata: ["count": "\(count)"]) } }
        do throws(StoreError) {
            while !Task.isCancelled {
                // `mivaa reindex` is at it: two would do everything twice.
                guard let claim = IndexClaim(folder, waits: false) else { return false }
                defer { claim.release() }
                switch try await indexer.doSome() {
                case .done(0): return true
                case .done(let some): count += some
                case .cannot(.missing(let what, let install)):
                    logger.notice("documents are found by words only", metadata: ["reason": "\(what) is not installed", "remedy": "\(install)"])
                    return true
                case .cannot(let problem):
                    logger.info("chunks are not indexed for now", metadata: ["reason": "\(problem)"])
                    return false
                }
            }
        } catch {
            logger.warning("the index of chunks cannot be kept", metadata: ["error": "\(error)"])
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
