package import DocumentModel

/// What is still to be told to servers of clients. A row is there before anything is sent, and until it has been received or given up.
package protocol WebhookStore: Sendable {
    /// Makes one delivery for each batch that has ended, has an address to tell it to, and has not been told since; those and the mark
    /// that it was told are stored together. How many there were.
    ///
    /// - Parameter body: what to send, of the batch as it ended.
    func collectEndedBatches(
        identifiers: IdentifierSource, now: Timestamp, body: @escaping @Sendable (WebhookEventID, BatchRecord, BatchCounts) -> String
    ) async throws(StoreError) -> Int

    /// Deliveries whose time has come, as the next attempt of each; they come again when the lease has run out before they were ended.
    func claimDue(now: Timestamp, leaseSeconds: Double, limit: Int) async throws(StoreError) -> [WebhookDelivery]

    /// - Parameter attempt: of the claim: an outdated one changes nothing.
    func end(_ id: WebhookEventID, attempt: Int, as ending: WebhookEnding, now: Timestamp) async throws(StoreError)

    /// Newest first.
    func deliveries(in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<WebhookDelivery>

    /// Removes those that ended before; how many there were.
    @discardableResult func removeEnded(before: Timestamp) async throws(StoreError) -> Int
}

/// Something that happened, told to one address.
package struct WebhookDelivery: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case waiting, delivered
        /// Given up.
        case failed
    }

    /// The same in every attempt: receivers that got it twice tell it by this.
    package var id: WebhookEventID
    package var workspace: WorkspaceID
    package var batch: BatchID
    package var url: String
    /// JSON.
    package var body: String
    package var status: Status
    /// How often it was sent.
    package var attempt: Int
    /// Of the last attempt, for people; `nil` when there was none or it went well.
    package var failure: String?
    package var createdAt: Timestamp
    package var endedAt: Timestamp?

    package init(id: WebhookEventID, workspace: WorkspaceID, batch: BatchID, url: String, body: String, createdAt: Timestamp) {
        self.id = id
        self.workspace = workspace
        self.batch = batch
        self.url = url
        self.body = body
        status = .waiting
        attempt = 0
        self.createdAt = createdAt
    }
}

/// Name of one thing that is told: "evt_01j...".
package typealias WebhookEventID = Identifier<WebhookDelivery>

/// What came of one attempt at a delivery.
package enum WebhookEnding: Hashable, Sendable {
    case delivered
    case failedForNow(String, nextAt: Timestamp)
    case failed(String)
}
