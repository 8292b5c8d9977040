import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Answers to repeated requests")
struct RepetitionContract {
    private func key(_ text: String, route: String = "process", workspace: String = "ws_one", user: String = "usr_1") throws -> IdempotencyKey {
        IdempotencyKey(
            workspace: try #require(WorkspaceID(rawValue: workspace)), user: try #require(UserID(rawValue: user)), route: route, text: text)
    }

    private let answer = StoredAnswer(status: 202, mediaType: "application/json", body: Array("{}".utf8))

    @Test("a request is new, then begun, then answered", arguments: StoreKind.allCases)
    func life(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).answers
        let key = try key("a")
        #expect(try await store.begin(key, now: Stores.start) == .new)
        #expect(try await store.begin(key, now: Stores.start.adding(seconds: 5)) == .begun(Stores.start))
        try await store.finish(key, answer)
        #expect(try await store.begin(key, now: Stores.start.adding(seconds: 9)) == .answered(answer))
    }

    @Test("the same key of another caller, workspace or route is another request", arguments: StoreKind.allCases)
    func others(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).answers
        #expect(try await store.begin(try key("a"), now: Stores.start) == .new)
        for other in [try key("b"), try key("a", route: "batch"), try key("a", workspace: "ws_two"), try key("a", user: "usr_2")] {
            #expect(try await store.begin(other, now: Stores.start) == .new)
        }
    }

    @Test("what failed may be done again; what was answered is kept", arguments: StoreKind.allCases)
    func abandoning(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).answers
        let (failed, done) = (try key("failed"), try key("done"))
        _ = try await store.begin(failed, now: Stores.start)
        _ = try await store.begin(done, now: Stores.start)
        try await store.finish(done, answer)
        try await store.abandon(failed)
        try await store.abandon(done)
        #expect(try await store.begin(failed, now: Stores.start) == .new)
        #expect(try await store.begin(done, now: Stores.start) == .answered(answer))
        #expect(try await store.forget(before: Stores.start.adding(seconds: 1)) == 2)
        #expect(try await store.begin(done, now: Stores.start) == .new)
    }
}

@Suite("Usage by day")
struct UsageContract {
    private func key(_ day: String, _ kind: UsageKey.Kind, workspace: String = "ws_one", user: String? = "usr_1") throws -> UsageKey {
        UsageKey(
            day: day, workspace: try #require(WorkspaceID(rawValue: workspace)), user: try user.map { try #require(UserID(rawValue: $0)) }, kind: kind
        )
    }

    @Test("counts add up by day, workspace and kind; people are counted once", arguments: StoreKind.allCases)
    func counting(_ kind: StoreKind) async throws {
        let store = try await Stores(kind).usage
        try await store.add([try key("2026-11-24", .requests): 3, try key("2026-11-24", .requests, user: "usr_2"): 1])
        try await store.add([try key("2026-11-24", .requests): 2, try key("2026-11-25", .pages, user: nil): 40])
        try await store.add([try key("2026-11-25", .searches, workspace: "ws_two", user: "usr_3"): 1])
        let all = try await store.days(from: "2026-11-01", to: "2026-11-30", in: .installation)
        #expect(
            all == [
                UsageDay(day: "2026-11-24", counts: [.requests: 6], activeUsers: 2),
                UsageDay(day: "2026-11-25", counts: [.pages: 40, .searches: 1], activeUsers: 1),
            ])
        let one = try await store.days(from: "2026-11-25", to: "2026-11-25", in: .workspace(try #require(WorkspaceID(rawValue: "ws_one"))))
        #expect(one == [UsageDay(day: "2026-11-25", counts: [.pages: 40], activeUsers: 0)])
    }
}
