import Backends
import Chunking
import DocumentModel
import Ingestion
import Logging

/// Makes contents anew whose corrections were saved by a process that then ended, or while a processing was being published.
struct CorrectionRenewal: Indexing {
    private static let documentsAtOnce = 50

    let corrections: any CorrectionStore
    let corrector: DocumentCorrector
    let bus: any ProgressBus
    let logger: Logger

    func doAll() async -> Bool {
        do throws(StoreError) {
            let waiting = try await corrections.waiting(limit: Self.documentsAtOnce)
            for document in waiting where !Task.isCancelled {
                if try await corrector.renew(document) { logger.info("corrections are in", metadata: ["document": "\(document)"]) }
            }
            return waiting.count < Self.documentsAtOnce
        } catch {
            logger.warning("corrections cannot be put in", metadata: ["error": "\(error)"])
            return false
        }
    }
}

extension ServiceStores {
    func corrector(_ chunking: ChunkOptions, bus: any ProgressBus, clock: ServiceClock) -> DocumentCorrector {
        DocumentCorrector(
            documents: documents, contents: contents, blobs: blobs, corrections: corrections, bus: bus, clock: clock, chunking: chunking)
    }
}
