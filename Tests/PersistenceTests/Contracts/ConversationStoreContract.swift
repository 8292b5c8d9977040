import Backends
import DocumentModel
import GRDB
import Persistence
import TestSupport
import Testing

private typealias Stores = StoresUnderTest

@Suite("Conversations")
struct ConversationStoreContract {
    private func owner(_ user: String = "usr_1", in workspace: String = "ws_one") -> ConversationOwner {
        ConversationOwner(workspace: Stores.identifier(workspace), user: Stores.identifier(user))
    }

    private func conversation(_ name: String, of owner: ConversationOwner) -> Conversation {
        Conversation(id: Stores.identifier(name), owner: owner, title: "About \(name)", createdAt: Stores.start, updatedAt: Stores.start)
    }

    private func turn(_ number: Int) -> ConversationTurn {
        ConversationTurn(
            question: "question \(number)", answer: "answer \(number)", citationsJSON: "[]", model: "extractive",
            at: Stores.start.adding(seconds: Double(number)))
    }

    @Test("turns are kept in order, and the conversation is the one used last", arguments: StoreKind.allCases)
    func order(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).conversations
        let (first, second) = (conversation("conv_a", of: owner()), conversation("conv_b", of: owner()))
        try await store.append(turn(1), to: first, ConversationLimits())
        try await store.append(turn(2), to: second, ConversationLimits())
        try await store.append(turn(3), to: first, ConversationLimits())
        #expect(try await store.turns(of: first.id, owner: owner(), last: 10) == [turn(1), turn(3)])
        #expect(try await store.turns(of: first.id, owner: owner(), last: 1) == [turn(3)])
        let known = try #require(try await store.conversation(first.id, of: owner()))
        #expect(known.title == "About conv_a" && known.turnCount == 2)
        #expect(known.createdAt == Stores.start && known.updatedAt == turn(3).at)
        let listing = try await store.conversations(of: owner(), limit: 1, offset: 0)
        #expect(listing.totalCount == 2 && listing.items.map(\.id) == [first.id])
        #expect(try await store.conversations(of: owner(), limit: 5, offset: 1).items.map(\.id) == [second.id])
    }

    @Test("nobody else sees, continues or removes a conversation: not in the workspace, not the same user elsewhere", arguments: StoreKind.allCases)
    func owners(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).conversations
        let mine = conversation("conv_a", of: owner())
        try await store.append(turn(1), to: mine, ConversationLimits())
        for other in [owner("usr_2"), owner(in: "ws_two")] {
            #expect(try await store.conversation(mine.id, of: other) == nil)
            #expect(try await store.turns(of: mine.id, owner: other, last: 10).isEmpty)
            #expect(try await store.conversations(of: other, limit: 10, offset: 0).totalCount == 0)
            #expect(try await store.remove(mine.id, of: other) == false)
            await #expect(throws: StoreError.self) {
                try await store.append(turn(2), to: conversation("conv_a", of: other), ConversationLimits())
            }
        }
        #expect(try await store.turns(of: mine.id, owner: owner(), last: 10) == [turn(1)])
        #expect(try await store.remove(mine.id, of: owner()))
        #expect(try await store.conversation(mine.id, of: owner()) == nil)
        #expect(try await store.remove(mine.id, of: owner()) == false)
    }

    @Test("beyond the limits the oldest go, of this owner only", arguments: StoreKind.allCases)
    func limits(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).conversations
        let limits = ConversationLimits(turns: 3, conversations: 2)
        try await store.append(turn(0), to: conversation("conv_other", of: owner("usr_2")), limits)
        for number in 1...3 { try await store.append(turn(number), to: conversation("conv_a", of: owner()), limits) }
        #expect(try await store.turns(of: Stores.identifier("conv_a"), owner: owner(), last: 10).map(\.question).count == 3)
        try await store.append(turn(4), to: conversation("conv_a", of: owner()), limits)
        #expect(try await store.turns(of: Stores.identifier("conv_a"), owner: owner(), last: 10) == [turn(2), turn(3), turn(4)])
        try await store.append(turn(5), to: conversation("conv_b", of: owner()), limits)
        try await store.append(turn(6), to: conversation("conv_c", of: owner()), limits)
        let left = try await store.conversations(of: owner(), limit: 10, offset: 0)
        #expect(left.items.map(\.id.rawValue) == ["conv_c", "conv_b"])
        #expect(try await store.conversations(of: owner("usr_2"), limit: 10, offset: 0).totalCount == 1)
    }

    @Test("what a member said goes with the membership, and so with the user")
    func membership() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
        let store = SQLiteConversationStore(database)
        let (one, two) = (owner(), owner("usr_2"))
        try await database.write { database in
            try database.execute(sql: "INSERT INTO workspace (id, name, quota, created_at) VALUES ('ws_one', 'One', '{}', 0)")
            for user in ["usr_1", "usr_2"] { try Self.addMember(user, database) }
        }
        for owner in [one, two] { try await store.append(turn(1), to: conversation("conv_\(owner.user)", of: owner), ConversationLimits()) }
        try await database.write { try $0.execute(sql: "DELETE FROM user WHERE id = 'usr_1'") }
        #expect(try await store.conversations(of: one, limit: 10, offset: 0).totalCount == 0)
        #expect(try await store.conversations(of: two, limit: 10, offset: 0).totalCount == 1)
    }

    private static func addMember(_ user: String, _ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO user (id, email, display_name, is_platform_admin, is_disabled, token_generation, tokens_valid_from, created_at)
                VALUES (\(user), \(user + "@example.org"), '', 0, 0, 0, 0, 0)
                """)
        try database.execute(literal: "INSERT INTO membership (user, workspace, role, joined_at) VALUES (\(user), 'ws_one', 'viewer', 0)")
    }
}
