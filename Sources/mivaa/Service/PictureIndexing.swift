import Backends
import DocumentModel
import Ingestion
import Logging

/// Keeps the index of images complete, one image at a time beside everything else, for as long as the service runs.
struct PictureIndexing: Indexing {
    let indexer: PictureIndexer
    let bus: any ProgressBus
    let logger: Logger

    func doAll() async -> Bool {
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
}
