package import DocumentModel

/// What happened, in an order that nobody can change unseen: each entry holds the hash of the one before.
///
/// The chain shows a change or a removal anywhere but at its end; whoever wants to be sure of the end too keeps the hash that `verify`
/// returns somewhere else.
package protocol AuditLog: Sendable {
    /// For what changes no record; changes take their event with them.
    func append(_ event: AuditEvent) async throws(StoreError)

    /// The newest first.
    func entries(_ query: AuditQuery, in scope: Scope) async throws(StoreError) -> Listing<AuditEntry>

    /// Entries behind a number, the oldest first: for reading the whole log in pieces.
    func entries(after sequence: Int64, limit: Int, in scope: Scope) async throws(StoreError) -> [AuditEntry]

    /// Recomputes the whole chain.
    func verify() async throws(StoreError) -> AuditVerification
}

/// Which entries to list; `nil` for all.
package struct AuditQuery: Hashable, Sendable {
    package var action: AuditAction?
    package var actor: AuditActor?
    package var outcome: AuditEvent.Outcome?
    package var from: Timestamp?
    /// Exclusive.
    package var before: Timestamp?
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// What came of recomputing the chain.
package struct AuditVerification: Hashable, Sendable {
    package var entryCount: Int
    /// Of the last entry that is good; what stands before the first when there is none.
    package var lastHash: String
    /// The first entry that is not what was written, or in whose place another or none is; `nil` when all are good.
    package var firstBroken: Int64?

    package init(entryCount: Int, lastHash: String, firstBroken: Int64?) {
        self.entryCount = entryCount
        self.lastHash = lastHash
        self.firstBroken = firstBroken
    }
}
