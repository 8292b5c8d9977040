package import DocumentModel

/// Questions and answers that belong together. A conversation is its user's own: nobody else in the workspace sees it.
package protocol ConversationStore: Sendable {
    /// Stores a turn at the end of the conversation, which is made when it is not there. Beyond the limits, the oldest turns of the
    /// conversation and the user's longest unused conversations go.
    ///
    /// - Throws: `.conflict` when somebody else has a conversation of that name.
    func append(_ turn: ConversationTurn, to conversation: Conversation, _ limits: ConversationLimits) async throws(StoreError)

    /// `nil` when the owner has no such conversation.
    func conversation(_ id: ConversationID, of owner: ConversationOwner) async throws(StoreError) -> Conversation?

    /// The last turns, the oldest of them first; empty when the owner has no such conversation.
    func turns(of id: ConversationID, owner: ConversationOwner, last count: Int) async throws(StoreError) -> [ConversationTurn]

    /// The one used last first.
    func conversations(of owner: ConversationOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<Conversation>

    /// False when the owner has no such conversation.
    func remove(_ id: ConversationID, of owner: ConversationOwner) async throws(StoreError) -> Bool
}

package typealias ConversationID = Identifier<Conversation>

/// Who may see a conversation.
package struct ConversationOwner: Hashable, Sendable {
    package var workspace: WorkspaceID
    package var user: UserID

    package init(workspace: WorkspaceID, user: UserID) {
        self.workspace = workspace
        self.user = user
    }
}

package struct Conversation: Hashable, Sendable {
    package var id: ConversationID
    package var owner: ConversationOwner
    /// The beginning of the first question.
    package var title: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Turns that are kept.
    package var turnCount: Int

    package init(id: ConversationID, owner: ConversationOwner, title: String, createdAt: Timestamp, updatedAt: Timestamp, turnCount: Int = 0) {
        self.id = id
        self.owner = owner
        self.title = title
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.turnCount = turnCount
    }
}

package struct ConversationTurn: Hashable, Sendable {
    package var question: String
    package var answer: String
    /// What the answer cites, as JSON: shown again, never read.
    package var citationsJSON: String
    package var model: String
    package var at: Timestamp

    package init(question: String, answer: String, citationsJSON: String, model: String, at: Timestamp) {
        self.question = question
        self.answer = answer
        self.citationsJSON = citationsJSON
        self.model = model
        self.at = at
    }
}

/// How much is kept.
package struct ConversationLimits: Hashable, Sendable {
    package var turns: Int
    package var conversations: Int

    package init(turns: Int = 200, conversations: Int = 500) {
        self.turns = turns
        self.conversations = conversations
    }
}
