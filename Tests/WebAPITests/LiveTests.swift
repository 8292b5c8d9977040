import Backends
import DocumentModel
import Testing

@testable import WebAPI

@Suite("Live progress")
struct LiveTests {
    private let workspace = WorkspaceID(rawValue: "ws_1")!
    private let other = WorkspaceID(rawValue: "ws_2")!
    private let job = JobID(rawValue: "job_1")!

    private func event(_ workspace: WorkspaceID, _ kind: ServiceEvent.Kind = .jobProgress, data: String = "{\"progress_percentage\":40}")
        -> ServiceEvent
    {
        ServiceEvent(kind: kind, workspace: workspace, job: job, at: Timestamp(milliseconds: 5), dataJSON: data)
    }

    @Test("a reader hears its own workspace only, in order, with growing numbers")
    func tenants() async {
        let bus = InMemoryProgressBus(firstID: 100)
        let subscription = await bus.subscribe(EventFilter(scope: .workspace(workspace)), after: nil)
        await bus.publish(event(other))
        await bus.publish(event(workspace))
        await bus.publish(event(workspace, .jobStatus))
        await bus.shutDown()
        var heard: [ServiceEvent] = []
        for await event in subscription.events { heard.append(event) }
        #expect(heard.map(\.id) == [102, 103])
        #expect(heard.map(\.kind) == [.jobProgress, .jobStatus])
    }

    @Test("a reader that comes back hears what it missed")
    func resume() async {
        let bus = InMemoryProgressBus(firstID: 100)
        for _ in 0..<5 { await bus.publish(event(workspace)) }
        let subscription = await bus.subscribe(EventFilter(scope: .workspace(workspace)), after: 103)
        #expect(!subscription.hasGap)
        await bus.shutDown()
        var ids: [UInt64] = []
        for await event in subscription.events { ids.append(event.id) }
        #expect(ids == [104, 105])
    }

    @Test("a reader that comes back too late, or from an earlier process, is told so", arguments: [3, 99_999_999] as [UInt64])
    func gap(after: UInt64) async {
        let bus = InMemoryProgressBus(firstID: 100)
        for _ in 0..<10_000 { await bus.publish(event(workspace)) }
        #expect(await bus.subscribe(EventFilter(scope: .workspace(workspace)), after: after).hasGap)
    }

    @Test("a reader that does not read is cut off and forgotten")
    func slowReader() async {
        let bus = InMemoryProgressBus(firstID: 0)
        let subscription = await bus.subscribe(EventFilter(scope: .workspace(workspace)), after: nil)
        for _ in 0..<2000 { await bus.publish(event(workspace)) }
        #expect(await bus.readerCount == 0)
        var count = 0
        for await _ in subscription.events { count += 1 }
        #expect(count < 2000)
    }

    @Test("messages carry the names of the original beside ours")
    func names() throws {
        var told = event(workspace)
        told.id = 7
        let message = try #require(JSONTree(parsing: LiveMessage(told).text))
        #expect(message["type"] == "progress_update")
        #expect(message["id"] == "7")
        #expect(message["payload"]?["overallProgress"] == 40)
        #expect(message["payload"]?["id"] == "job_1")
        #expect(LiveMessage(told).serverSentEvent.hasPrefix("id: 7\nevent: progress_update\ndata: {"))
    }

    @Test("interests follow by name, and everything again when asked")
    func interests() {
        let interests = LiveInterests(EventFilter(scope: .workspace(workspace)))
        #expect(interests.lets(event(workspace)))
        #expect(interests.follow("batch_9"))
        #expect(!interests.lets(event(workspace)))
        #expect(interests.follow("job_1"))
        #expect(interests.lets(event(workspace)))
        #expect(!interests.lets(event(other)))
        #expect(!interests.follow("no name at all"))
        interests.followAll()
        #expect(interests.lets(event(workspace)))
    }

    @Test("live connections of one user are limited")
    func places() throws {
        let places = LivePlaces(mostPerUser: 2, mostInAll: 3)
        let user = UserID(rawValue: "usr_1")!
        let first = try places.take(user)
        _ = try places.take(user)
        #expect(throws: APIError.self) { try places.take(user) }
        first.leave()
        _ = try places.take(user)
        #expect(places.count == 2)
    }
}
