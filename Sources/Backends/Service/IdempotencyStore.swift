package import DocumentModel

/// Remembers answers to requests that carry a key, so that a repetition is answered and not done again.
package protocol IdempotencyStore: Sendable {
    /// Takes note that the request is being worked on, unless it is known already.
    func begin(_ key: IdempotencyKey, now: Timestamp) async throws(StoreError) -> IdempotencyState

    /// Keeps the answer.
    func finish(_ key: IdempotencyKey, _ answer: StoredAnswer) async throws(StoreError)

    /// Forgets a request that failed: it may be repeated.
    func abandon(_ key: IdempotencyKey) async throws(StoreError)

    /// Forgets requests that began before. How many there were.
    @discardableResult func forget(before: Timestamp) async throws(StoreError) -> Int
}

/// A client's name for one request. The same name of another caller, or for another route, is another request.
package struct IdempotencyKey: Hashable, Sendable {
    package var workspace: WorkspaceID
    package var user: UserID
    package var route: String
    package var text: String

    package init(workspace: WorkspaceID, user: UserID, route: String, text: String) {
        self.workspace = workspace
        self.user = user
        self.route = route
        self.text = text
    }
}

/// What is known of a request.
package enum IdempotencyState: Hashable, Sendable {
    case new
    /// Begun at this time and not answered: it is being worked on, or the process died over it.
    case begun(Timestamp)
    case answered(StoredAnswer)
}

/// An answer as it was given.
package struct StoredAnswer: Hashable, Sendable {
    package var status: Int
    package var mediaType: String
    package var body: [UInt8]

    package init(status: Int, mediaType: String, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}
