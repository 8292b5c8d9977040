package import DocumentModel
import Synchronization

/// Corrections of documents of one process, gone with it. It is told of documents and of their contents; it knows no other store.
package final class InMemoryCorrectionStore: CorrectionStore {
    fileprivate struct Entry {
        var workspace: WorkspaceID
        /// Of the readable contents; `nil` before there are any.
        var edition: Int?
        var list = CorrectionList()
    }

    fileprivate struct State {
        var documents: [DocumentID: Entry] = [:]
        var audit: [AuditEvent] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// What has been noted for the audit log, the oldest first.
    package var audit: [AuditEvent] { state.withLock { $0.audit } }

    package func add(_ document: DocumentID, of workspace: WorkspaceID) {
        state.withLock { $0.documents[document] = Entry(workspace: workspace) }
    }

    /// The document's contents can be read, made with that version of its corrections.
    package func publish(_ document: DocumentID, edition: Int, _ standings: [CorrectionID: Correction.Standing] = [:]) {
        state.withLock { state in
            state.documents[document]?.edition = edition
            guard let list = state.documents[document]?.list else { return }
            let corrections = list.corrections.map { correction in
                var correction = correction
                correction.standing = standings[correction.id] ?? correction.standing
                return correction
            }
            state.documents[document]?.list.corrections = corrections
        }
    }

    /// Forgets the document with its corrections.
    package func remove(_ document: DocumentID) {
        state.withLock { _ = $0.documents.removeValue(forKey: document) }
    }

    package func corrections(of document: DocumentID, in scope: Scope) -> CorrectionList? {
        state.withLock { $0.entry(document, scope)?.list }
    }

    package func save(_ change: CorrectionChange, of document: DocumentID, in scope: Scope) throws(StoreError) -> Bool {
        try state.withLock { state throws(StoreError) in
            guard let entry = state.entry(document, scope) else { throw .notFound("document \(document)") }
            guard entry.list.version == change.version else { return false }
            let replaced = change.removed.union(change.saved.map(\.id))
            let kept = entry.list.corrections.filter { !replaced.contains($0.id) }
            state.documents[document]?.list = CorrectionList(version: change.version + 1, corrections: kept + change.saved)
            state.audit += change.audit
            return true
        }
    }

    package func waiting(limit: Int) -> [DocumentID] {
        state.withLock { state in
            let waiting = state.documents.filter { entry in entry.value.edition.map { $0 != entry.value.list.version } ?? false }
            return Array(waiting.keys.sorted().prefix(max(0, limit)))
        }
    }
}

extension InMemoryCorrectionStore.State {
    fileprivate func entry(_ document: DocumentID, _ scope: Scope) -> InMemoryCorrectionStore.Entry? {
        guard let entry = documents[document], scope.workspace.map({ $0 == entry.workspace }) ?? true else { return nil }
        return entry
    }
}
