package import Backends
package import Chunking
import Corrections
package import DocumentModel
import Rendering

/// Saves what people correct in documents, and makes the documents' contents anew with it: every form of the text, pages, tables and
/// chunks. The file is not read again; what was read of it is kept beside what corrections have made of it. Chunks whose text stays the
/// same keep their vectors (`ContentStore.publishEdition`), so only those are embedded again that a correction touches.
package struct DocumentCorrector: Sendable {
    /// Others that save at the same time are waited for so many times: each time one of them has got through.
    private static let mostTries = 20

    let documents: any DocumentStore
    let contents: any ContentStore
    let blobs: any BlobStore
    let corrections: any CorrectionStore
    let bus: any ProgressBus
    let clock: ServiceClock
    package let limits: CorrectionLimits
    let chunking: ChunkOptions

    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, corrections: any CorrectionStore,
        bus: any ProgressBus, clock: ServiceClock, limits: CorrectionLimits = CorrectionLimits(),
        chunking: ChunkOptions = ChunkOptions()
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.corrections = corrections
        self.bus = bus
        self.clock = clock
        self.limits = limits
        self.chunking = chunking
    }

    /// Makes changes of a document's corrections and brings its contents up to date.
    ///
    /// - Parameter step: the change for the document as it is now; called again when somebody else came first. `nil` for none.
    /// - Returns: names of the corrections that it saved.
    @discardableResult
    package func change(
        _ id: DocumentID, in scope: Scope, _ step: @escaping @Sendable (CorrectableDocument) throws(CorrectionRefusal) -> CorrectionChange?
    ) async throws(CorrectionRefusal) -> Set<CorrectionID> {
        for _ in 0..<Self.mostTries {
            let now = try await correctable(id, in: scope)
            let whole = await OffThreads.run { Result { () throws(CorrectionRefusal) in try step(now) } }
            guard let change = try whole.get() else { return [] }
            let names = Set(now.corrections.corrections.map(\.id)).subtracting(change.removed).union(change.saved.map(\.id))
            guard names.count <= limits.corrections else { throw .tooMany(limits.corrections) }
            let isSaved = try await CorrectionRefusal.storing { () async throws(StoreError) in
                try await corrections.save(change, of: id, in: scope)
            }
            guard isSaved else { continue }
            _ = try await CorrectionRefusal.storing { () async throws(StoreError) in try await renew(id, known: now) }
            return Set(change.saved.map(\.id))
        }
        throw .store(.busy)
    }

    /// The document as it was read, with its corrections.
    private func correctable(_ id: DocumentID, in scope: Scope) async throws(CorrectionRefusal) -> CorrectableDocument {
        let found = try await CorrectionRefusal.storing { () async throws(StoreError) in
            (try await documents.document(id, in: scope), try await corrections.corrections(of: id, in: scope))
        }
        guard let document = found.0, let list = found.1 else { throw .noDocument }
        guard let read = try await CorrectionRefusal.storing({ () async throws(StoreError) in try await asRead(document) }) else {
            throw .noText
        }
        return CorrectableDocument(record: document, read: read, corrections: list)
    }

    /// Makes the contents of a document anew until they have its newest corrections. False when there is nothing to be done: it is gone,
    /// cannot be read yet, or has no text.
    @discardableResult
    package func renew(_ id: DocumentID) async throws(StoreError) -> Bool { try await renew(id, known: nil) }

    /// - Parameter known: what was read of the document a moment ago, so that a long one is not read twice.
    private func renew(_ id: DocumentID, known: CorrectableDocument?) async throws(StoreError) -> Bool {
        for _ in 0..<Self.mostTries {
            guard let document = try await documents.document(id, in: .installation), document.publishedRevision > 0,
                let list = try await corrections.corrections(of: id, in: .installation), list.version > document.edition,
                let read = try await asRead(document, known)
            else { return false }
            let hasTables = document.facts.tableCount > 0
            let rendered = await OffThreads.run { [chunking] in
                RenderedDocument(of: read, list, hasText: true, hasTables: hasTables, chunking)
            }
            guard try await publish(rendered, document) else { continue }
            return true
        }
        throw .busy
    }

    private func publish(_ rendered: RenderedDocument, _ document: DocumentRecord) async throws(StoreError) -> Bool {
        try await rendered.store(of: document, revision: document.publishedRevision, in: blobs)
        var facts = rendered.facts
        // What corrections do not change.
        facts.imageCount = document.facts.imageCount
        facts.entityCount = document.facts.entityCount
        facts.hasEmbeddings = document.facts.hasEmbeddings
        facts.summary = document.facts.summary
        facts.processingSeconds = document.facts.processingSeconds
        let edition = CorrectedContents(
            edition: rendered.edition, standings: rendered.standings, facts: facts, pages: rendered.pages, tables: rendered.tables,
            chunks: rendered.chunks)
        let isPublished = try await contents.publishEdition(
            edition, of: document.id, revision: document.publishedRevision, at: clock.now())
        guard isPublished else { return false }
        if document.edition > 0 {
            // What cannot be removed now is left to the sweeper.
            let older = BlobName.outputs(
                of: document.id, in: document.workspace, revision: document.publishedRevision, edition: document.edition)
            _ = try? await blobs.removeAll(below: older)
        }
        await bus.publish(.corrected(document, edition: rendered.edition, at: clock.now()))
        return true
    }

    private func asRead(_ document: DocumentRecord, _ known: CorrectableDocument?) async throws(StoreError) -> Document? {
        if let known, known.record.publishedRevision == document.publishedRevision { return known.read }
        return try await asRead(document)
    }

    /// The document without any correction; `nil` when its text was not asked for, or nothing has been read yet.
    private func asRead(_ document: DocumentRecord) async throws(StoreError) -> Document? {
        guard document.publishedRevision > 0 else { return nil }
        let blob = DocumentOutput.json.blob(of: document, revision: document.publishedRevision, edition: 0)
        guard let bytes = try await blobs.bytes(of: blob, range: nil) else { return nil }
        let read = await OffThreads.run {
            Result { () throws(JSONError) in try JSONRenderer().document(from: String(decoding: bytes, as: UTF8.self)) }
        }
        guard case .success(let whole) = read else { throw .corrupt("what was read of \(document.id)") }
        return whole
    }
}

/// A document that somebody is correcting.
package struct CorrectableDocument: Sendable {
    package var record: DocumentRecord
    /// Without corrections.
    package var read: Document
    package var corrections: CorrectionList
}

extension ServiceEvent {
    /// A document whose contents have been made anew with corrections.
    fileprivate static func corrected(_ document: DocumentRecord, edition: Int, at: Timestamp) -> ServiceEvent {
        ServiceEvent(
            kind: .document, workspace: document.workspace, document: document.id, at: at,
            dataJSON: """
                {"document_id":"\(document.id)","edition":\(edition),"page_count":\(document.facts.pageCount),\
                "revision":\(document.revision),"status":"\(document.status.rawValue)"}
                """)
    }
}
