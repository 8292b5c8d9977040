import Backends
import DocumentModel
import Ingestion
import Logging

/// Keeps the entities of documents known, one document at a time beside everything else, for as long as the service runs.
struct EntityIndexing: Indexing {
    let indexer: EntityIndexer
    let bus: any ProgressBus
    let logger: Logger

    func doAll() async -> Bool {
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
}
