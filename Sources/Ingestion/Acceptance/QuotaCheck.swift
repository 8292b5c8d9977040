package import Backends
package import DocumentModel

/// Holds what a workspace wants to store against what it may.
package struct QuotaCheck: Sendable {
    private static let millisecondsOfDay: Int64 = 86_400_000

    let documents: any DocumentStore
    let quota: @Sendable (WorkspaceID) async throws(StoreError) -> WorkspaceQuota
    let clock: ServiceClock

    /// - Parameter quota: what a workspace may use.
    package init(
        documents: any DocumentStore, quota: @escaping @Sendable (WorkspaceID) async throws(StoreError) -> WorkspaceQuota, clock: ServiceClock
    ) {
        self.documents = documents
        self.quota = quota
        self.clock = clock
    }

    /// What is left for one more call.
    func allowance(of workspace: WorkspaceID) async throws(IntakeRefusal) -> QuotaAllowance {
        do throws(StoreError) {
            let quota = try await quota(workspace)
            guard quota != WorkspaceQuota() else { return QuotaAllowance(quota: quota, usage: StorageUsage()) }
            let now = clock.now().milliseconds
            let midnight = Timestamp(milliseconds: now - now % Self.millisecondsOfDay)
            return QuotaAllowance(quota: quota, usage: try await documents.usage(of: .workspace(workspace), since: midnight))
        } catch {
            throw .store(error)
        }
    }
}

/// A quota and what is used of it, counting up while documents are taken in.
struct QuotaAllowance: Hashable, Sendable {
    let quota: WorkspaceQuota
    private(set) var usage: StorageUsage

    init(quota: WorkspaceQuota, usage: StorageUsage) {
        self.quota = quota
        self.usage = usage
    }

    /// Counts one more document.
    /// - Parameter pages: 0 when not known yet.
    mutating func take(bytes: Int64, pages: Int) throws(IntakeRefusal) {
        if let most = quota.documents, usage.documents + 1 > most {
            throw .quota("the workspace may have \(most) documents, and has \(usage.documents)")
        }
        try admit(bytes: bytes)
        if let most = quota.pagesPerDay, usage.recentPages + max(1, pages) > most {
            throw .quota("the workspace may have \(most) pages processed a day, and \(usage.recentPages) were today")
        }
        usage.documents += 1
        usage.storedBytes += bytes
        usage.recentPages += pages
    }
    /// Whether there is room for the bytes of a document that is counted already: one that was given by address.
    func admit(bytes: Int64) throws(IntakeRefusal) {
        guard let most = quota.storedBytes, usage.storedBytes + bytes > most else { return }
        throw .quota("the workspace may store \(most >> 20) MB, and \(usage.storedBytes >> 20) MB are used")
    }
}
