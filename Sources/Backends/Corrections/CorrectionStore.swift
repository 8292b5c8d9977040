package import DocumentModel

/// What people have corrected in documents. Kept over every processing; goes with its document.
package protocol CorrectionStore: Sendable {
    /// `nil` when the scope has no such document.
    func corrections(of document: DocumentID, in scope: Scope) async throws(StoreError) -> CorrectionList?

    /// Saves and removes together or not at all, and counts the list's version on. False, and nothing is changed, when the list has
    /// another version by now.
    /// - Throws: `.notFound` when the scope has no such document.
    func save(_ change: CorrectionChange, of document: DocumentID, in scope: Scope) async throws(StoreError) -> Bool

    /// Documents whose readable contents were made with an older version of their corrections, by name.
    func waiting(limit: Int) async throws(StoreError) -> [DocumentID]
}

/// A step from one version of a document's corrections to the next.
package struct CorrectionChange: Hashable, Sendable {
    /// The version that it is made against.
    package var version: Int
    /// New ones, and those that take the place of one with the same name.
    package var saved: [Correction]
    package var removed: Set<CorrectionID>
    /// Who did it, for the log.
    package var audit: [AuditEvent]

    package init(version: Int, saved: [Correction] = [], removed: Set<CorrectionID> = [], audit: [AuditEvent] = []) {
        self.version = version
        self.saved = saved
        self.removed = removed
        self.audit = audit
    }
}
