package import Backends
import DocumentModel
import GRDB

/// Conversations in SQLite.
package struct SQLiteConversationStore: ConversationStore {
    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func append(_ turn: ConversationTurn, to conversation: Conversation, _ limits: ConversationLimits) async throws(StoreError) {
        try await database.write { database in
            try Self.make(conversation, at: turn.at, database)
            try database.execute(
                literal: """
                    INSERT INTO conversation_turn (conversation, question, answer, citations, model, at)
                    VALUES (\(conversation.id), \(turn.question), \(turn.answer), \(turn.citationsJSON), \(turn.model), \(turn.at))
                    """)
            try database.execute(
                literal: """
                    DELETE FROM conversation_turn WHERE conversation = \(conversation.id) AND number NOT IN (
                        SELECT number FROM conversation_turn WHERE conversation = \(conversation.id) ORDER BY number DESC LIMIT \(limits.turns))
                    """)
            let owner = conversation.owner
            try database.execute(
                literal: """
                    DELETE FROM conversation WHERE workspace = \(owner.workspace) AND user = \(owner.user) AND id NOT IN (
                        SELECT id FROM conversation WHERE workspace = \(owner.workspace) AND user = \(owner.user)
                        ORDER BY updated_at DESC, id DESC LIMIT \(limits.conversations))
                    """)
        }
    }

    /// The name alone is no right: it has to be the owner's.
    private static func make(_ conversation: Conversation, at moment: Timestamp, _ database: Database) throws {
        let owner = conversation.owner
        try database.execute(
            literal: """
                INSERT INTO conversation (id, workspace, user, title, created_at, updated_at)
                VALUES (\(conversation.id), \(owner.workspace), \(owner.user), \(conversation.title), \(conversation.createdAt), \(moment))
                ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at
                WHERE conversation.workspace = excluded.workspace AND conversation.user = excluded.user
                """)
        guard database.changesCount == 1 else { throw StoreError.conflict("conversation \(conversation.id)") }
    }

    package func conversation(_ id: ConversationID, of owner: ConversationOwner) async throws(StoreError) -> Conversation? {
        try await database.read { database in
            let request = SQLRequest<Row>(literal: "\(Self.selection) WHERE id = \(id) AND workspace = \(owner.workspace) AND user = \(owner.user)")
            return try request.fetchOne(database).map { try Conversation(row: $0) }
        }
    }

    package func turns(of id: ConversationID, owner: ConversationOwner, last count: Int) async throws(StoreError) -> [ConversationTurn] {
        try await database.read { database in
            let request = SQLRequest<Row>(
                literal: """
                    SELECT turn.* FROM conversation_turn AS turn JOIN conversation ON conversation.id = turn.conversation
                    WHERE conversation.id = \(id) AND workspace = \(owner.workspace) AND user = \(owner.user) ORDER BY number DESC LIMIT \(count)
                    """)
            return try request.fetchAll(database).reversed().map { try ConversationTurn(row: $0) }
        }
    }

    package func conversations(of owner: ConversationOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<Conversation> {
        try await database.read { database in
            let own: SQL = "WHERE workspace = \(owner.workspace) AND user = \(owner.user)"
            let count = try SQLRequest<Int>(literal: "SELECT COUNT(*) FROM conversation \(own)").fetchOne(database) ?? 0
            let request = SQLRequest<Row>(literal: "\(Self.selection) \(own) ORDER BY updated_at DESC, id DESC LIMIT \(limit) OFFSET \(offset)")
            return Listing(items: try request.all(database) { try Conversation(row: $0) }, totalCount: count)
        }
    }

    package func remove(_ id: ConversationID, of owner: ConversationOwner) async throws(StoreError) -> Bool {
        try await database.write { database in
            try database.execute(
                literal: "DELETE FROM conversation WHERE id = \(id) AND workspace = \(owner.workspace) AND user = \(owner.user)")
            return database.changesCount == 1
        }
    }

    private static var selection: SQL {
        "SELECT conversation.*, (SELECT COUNT(*) FROM conversation_turn WHERE conversation = conversation.id) AS turns FROM conversation"
    }
}

extension Conversation {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"), owner: ConversationOwner(workspace: try row.get("workspace"), user: try row.get("user")),
            title: try row.get("title"), createdAt: try row.get("created_at"), updatedAt: try row.get("updated_at"), turnCount: try row.get("turns"))
    }
}

extension ConversationTurn {
    fileprivate init(row: Row) throws {
        self.init(
            question: try row.get("question"), answer: try row.get("answer"), citationsJSON: try row.get("citations"), model: try row.get("model"),
            at: try row.get("at"))
    }
}

/// The tables behind it. Conversations go with their owner's membership, and so with the workspace and the user.
enum ConversationSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE conversation (
                    id TEXT PRIMARY KEY NOT NULL,
                    workspace TEXT NOT NULL,
                    user TEXT NOT NULL,
                    title TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    updated_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX conversation_by_owner ON conversation(workspace, user, updated_at);
                CREATE TRIGGER conversation_ends_with_membership AFTER DELETE ON membership BEGIN
                    DELETE FROM conversation WHERE workspace = OLD.workspace AND user = OLD.user;
                END;
                CREATE TABLE conversation_turn (
                    number INTEGER PRIMARY KEY,
                    conversation TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
                    question TEXT NOT NULL,
                    answer TEXT NOT NULL,
                    citations TEXT NOT NULL,
                    model TEXT NOT NULL,
                    at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX conversation_turn_by_conversation ON conversation_turn(conversation, number);
                """)
    }
}
