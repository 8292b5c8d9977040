package import DocumentModel

/// How much was done by whom on which day.
package protocol UsageStore: Sendable {
    /// Adds to what is counted already.
    func add(_ counts: [UsageKey: Int]) async throws(StoreError)

    /// The days from the first to the last, both included, ascending; days without anything are left out.
    func days(from first: String, to last: String, in scope: Scope) async throws(StoreError) -> [UsageDay]
}

/// What is counted: something done on one day in one workspace.
package struct UsageKey: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case requests, uploads, extractions, searches, documents, pages
    }

    /// In UTC: "2026-11-25".
    package var day: String
    package var workspace: WorkspaceID
    /// `nil` for what no user did by a request.
    package var user: UserID?
    package var kind: Kind

    package init(day: String, workspace: WorkspaceID, user: UserID?, kind: Kind) {
        self.day = day
        self.workspace = workspace
        self.user = user
        self.kind = kind
    }
}

/// What was done on one day.
package struct UsageDay: Hashable, Sendable {
    package var day: String
    package var counts: [UsageKey.Kind: Int]
    package var activeUsers: Int

    package init(day: String, counts: [UsageKey.Kind: Int], activeUsers: Int) {
        self.day = day
        self.counts = counts
        self.activeUsers = activeUsers
    }
}
