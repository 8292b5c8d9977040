import Backends
import DocumentModel
import Ingestion
import Logging

/// Keeps the index of chunks complete beside everything else, for as long as the service runs.
struct PassageIndexing: Indexing {
    let indexer: PassageIndexer
    let folder: DataFolder
    let bus: any ProgressBus
    let logger: Logger

    func doAll() async -> Bool {
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
}
