import Dispatch
package import DocumentModel
import PDFReading

/// Where documents are read: in children, or in this process for debugging.
package struct ReadingRoom: Sendable {
    private enum Place: Sendable {
        case children(ChildPool)
        case thisProcess(DispatchQueue, ExtractionLimits)
    }

    private let place: Place

    /// Documents are read by the children of `pool`.
    package static func children(_ pool: ChildPool) -> ReadingRoom {
        ReadingRoom(place: .children(pool))
    }

    /// Documents are read here, one at a time: PDFium has global state. A file that crashes it ends the process.
    package static func thisProcess(libraryPath: String, limits: ExtractionLimits) throws(Refusal) -> ReadingRoom {
        do throws(PDFError) {
            try PDFFile.initialize(libraryPath: libraryPath)
        } catch {
            throw Refusal(error)
        }
        return ReadingRoom(place: .thisProcess(DispatchQueue(label: "reading"), limits))
    }

    /// A reader for the document, as soon as there is room.
    func reader(of source: SourceFile, password: String?) async -> DocumentReader {
        switch place {
        case .children(let pool): Self.reader(in: await pool.borrow(), source, password)
        case .thisProcess(let queue, let limits):
            DocumentReader(InProcessSession(source: source, password: password, limits: limits), queue: queue)
        }
    }

    /// One more reader when nobody else needs the room; `nil` otherwise.
    func spareReader(of source: SourceFile, password: String?) async -> DocumentReader? {
        guard case .children(let pool) = place, let slot = await pool.borrowSpare() else { return nil }
        return Self.reader(in: slot, source, password)
    }

    /// To be called once for every reader, when it is no longer used.
    func release(_ reader: DocumentReader) async {
        if case .children(let pool) = place, let slot = reader.slot { await pool.giveBack(slot) }
    }

    private static func reader(in slot: ChildSlot, _ source: SourceFile, _ password: String?) -> DocumentReader {
        DocumentReader(ChildSession(slot: slot, source: source, password: password), queue: slot.queue, slot: slot)
    }
}
