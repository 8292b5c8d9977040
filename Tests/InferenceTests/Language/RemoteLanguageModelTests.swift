import Backends
import Foundation
import NIOHTTP1
import Synchronization
import TestSupport
import Testing

@testable import Inference

@Suite("Language models over HTTP")
struct RemoteLanguageModelTests {
    private static let key = "sk-secret-0123456789"
    private static let messages = [LanguageMessage(.system, "Be brief."), LanguageMessage(.user, "Say hello.")]

    private static func event(_ json: String) -> String { "data: \(json)\n\n" }

    private static func piece(_ text: String) -> String {
        event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":null}]}")
    }

    private static let end =
        event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
        + event("{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}}") + event("[DONE]")

    private static let hello = event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}") + piece("Hel") + piece("lo.") + end

    private static func answer(_ body: String, _ status: Int = 200, headers: [(String, String)] = []) -> LocalServer.Answer {
        LocalServer.Answer(status: .init(statusCode: status), headers: headers, body: Data(body.utf8))
    }

    private final class Waits: Sendable {
        let seconds = Mutex<[Double]>([])
        var all: [Double] { seconds.withLock { $0 } }
    }

    private final class HandWatch: Sendable {
        let now = Mutex(ContinuousClock.now)
        func forward(_ seconds: Double) { now.withLock { $0 = $0 + .seconds(seconds) } }
    }

    private func connection(_ waits: Waits = Waits(), watch: HandWatch = HandWatch(), concurrency: Int = 4, waiting: Int = 8) -> LanguageConnection {
        LanguageConnection(
            concurrency: concurrency, waiting: waiting, silenceSeconds: 20, sleep: { seconds in waits.seconds.withLock { $0.append(seconds) } },
            jitter: { 1 }, now: { watch.now.withLock { $0 } })
    }

    private func model(_ server: LocalServer, over connection: LanguageConnection, key: String? = nil) throws -> RemoteLanguageModel {
        try RemoteLanguageModel(.init(base: server.base, model: "tiny", key: key.map(Secret.init)), over: connection)
    }

    private func written(_ model: RemoteLanguageModel) async throws -> (text: String, usage: TokenUsage?) {
        var (text, usage): (String, TokenUsage?) = ("", nil)
        for try await piece in model.write(Self.messages, LanguageOptions(temperature: 0.5, maximumTokens: 40)) {
            text += piece.text
            usage = piece.usage ?? usage
        }
        return (text, usage)
    }

    @Test("an answer comes piece by piece, with its count of tokens at the end")
    func stream() async throws {
        let server = try await LocalServer { _ in Self.answer(Self.hello) }
        let model = try model(server, over: connection(), key: Self.key)
        let found = try await written(model)
        #expect(found.text == "Hello." && found.usage == TokenUsage(promptTokens: 12, completionTokens: 3))
        let call = try #require(server.calls.first)
        #expect(call.path == "/v1/chat/completions" && call.headers["authorization"] == ["Bearer \(Self.key)"])
        let body = JSONNode(parsing: call.body)
        #expect(body["model"].text == "tiny" && body["stream"].boolean == true && body["stream_options"]["include_usage"].boolean == true)
        #expect(body["temperature"].number == 0.5 && body["max_tokens"].integer == 40)
        #expect(body["messages"].elements.map { $0["role"].text } == ["system", "user"])
        #expect(body["messages"][1]["content"].text == "Say hello.")
        _ = try await written(model)
        #expect(model.usage == TokenUsage(promptTokens: 24, completionTokens: 6))
    }

    @Test("what passes is tried again before the first piece: after the time asked for, else longer each time, three times at most")
    func retries() async throws {
        let server = try await LocalServer { call in
            switch call.number {
            case 0: Self.answer("slow down", 429, headers: [("retry-after", "86400")])
            case 1: Self.answer("broken", 503)
            default: Self.answer(Self.hello)
            }
        }
        let waits = Waits()
        #expect(try await written(try model(server, over: connection(waits))).text == "Hello.")
        #expect(waits.all == [20, 1])
        let broken = try await LocalServer { _ in Self.answer("broken", 500) }
        await #expect(throws: LanguageModelError.unavailable("it answered 500: broken")) {
            _ = try await written(try model(broken, over: connection()))
        }
        #expect(broken.calls.count == 3)
    }

    @Test("an answer that broke off is not begun anew: what was told cannot be taken back")
    func brokenOff() async throws {
        let server = try await LocalServer { _ in Self.answer(Self.piece("Hel")) }
        await #expect(throws: LanguageModelError.unavailable("it broke off")) { _ = try await written(try model(server, over: connection())) }
        #expect(server.calls.count == 1)
    }

    @Test("a refusal is not tried again, and its message does not repeat the key")
    func refusal() async throws {
        let server = try await LocalServer { _ in Self.answer("wrong key: \(Self.key)", 401) }
        await #expect(throws: LanguageModelError.refused("it answered 401: wrong key: •••")) {
            _ = try await written(try model(server, over: connection(), key: Self.key))
        }
        #expect(server.calls.count == 1)
    }

    @Test("a service that cannot count tokens is asked without")
    func withoutCount() async throws {
        let server = try await LocalServer { call in
            JSONNode(parsing: call.body)["stream_options"] == .missing
                ? Self.answer(Self.piece("Hi") + Self.event("[DONE]")) : Self.answer("unknown field stream_options", 400)
        }
        let found = try await written(try model(server, over: connection()))
        #expect(found.text == "Hi" && found.usage == nil && server.calls.count == 2)
    }

    @Test(
        "what is no such stream is an error", arguments: ["not a stream", "data: {broken\n\n", "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", ""])
    func nonsense(body: String) async throws {
        let server = try await LocalServer { _ in Self.answer(body) }
        await #expect(throws: LanguageModelError.self) { _ = try await written(try model(server, over: connection())) }
    }

    @Test("after five failures in a row nobody is asked for half a minute; then one request tries")
    func breaker() async throws {
        let server = try await LocalServer { call in call.number < 6 ? Self.answer("broken", 500) : Self.answer(Self.hello) }
        let watch = HandWatch()
        let model = try model(server, over: connection(watch: watch))
        for _ in 0..<2 { await #expect(throws: LanguageModelError.self) { _ = try await written(model) } }
        // Three tries and two more: the fifth failure opened it.
        #expect(server.calls.count == 5)
        await #expect(throws: LanguageModelError.unavailable("it failed several times in a row and is given time to recover")) {
            _ = try await written(model)
        }
        #expect(server.calls.count == 5)
        watch.forward(31)
        await #expect(throws: LanguageModelError.self) { _ = try await written(model) }
        #expect(server.calls.count == 6)
        watch.forward(31)
        #expect(try await written(model).text == "Hello.")
        #expect(try await written(model).text == "Hello.")
    }

    @Test("no service, or no address of one, is an error that says so")
    func unreachable() async throws {
        let closed = try RemoteLanguageModel(.init(base: "http://127.0.0.1:1/v1", model: "any"), over: connection())
        await #expect(throws: LanguageModelError.self) { _ = try await written(closed) }
        for base in ["", "file:///etc", "localhost:80"] {
            #expect(throws: LanguageModelError.self) { _ = try RemoteLanguageModel(.init(base: base, model: "any"), over: connection()) }
        }
    }
}

@Suite("A streamed answer")
struct CompletionReaderTests {
    private static let text = "data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\r\n\r\n: comment\n\ndata:{\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\ndata: [DONE]\n\n"

    @Test("is read whatever pieces the bytes come in", arguments: [1, 2, 3, 7, 1000])
    func pieces(size: Int) throws {
        var reader = CompletionReader()
        var found: [String] = []
        let bytes = Array(Self.text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) { found += try reader.take(bytes[start..<min(start + size, bytes.count)]) }
        #expect(found == ["é", "b"])
        #expect(try reader.finish() == nil)
    }

    @Test("a line without end is refused before it takes the memory")
    func endless() throws {
        var reader = CompletionReader()
        _ = try reader.take([UInt8](repeating: 0x61, count: CompletionReader.longestLine))
        #expect(throws: LanguageModelError.self) { _ = try reader.take([0x61]) }
    }
}

@Suite("Waiting for a language model")
struct LanguageLineTests {
    @Test("so many at a time; the others in their order; one too many is refused")
    func order() async throws {
        let line = LanguageLine(places: 1, waiting: 2)
        try await line.enter()
        let order = Mutex<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...2 {
                group.addTask {
                    try await line.enter()
                    order.withLock { $0.append(number) }
                    line.leave()
                }
                while line.waitingCount < number { await Task.yield() }
            }
            await #expect(throws: LanguageModelError.busy(waiting: 2)) { try await line.enter() }
            line.leave()
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == [1, 2])
        try await line.enter()
        line.leave()
    }

    @Test("who gives up makes room")
    func cancelling() async throws {
        let line = LanguageLine(places: 1, waiting: 1)
        try await line.enter()
        let waiting = Task { try await line.enter() }
        while line.waitingCount < 1 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: LanguageModelError.cancelled) { try await waiting.value }
        #expect(line.waitingCount == 0)
        let next = Task { try await line.enter() }
        while line.waitingCount < 1 { await Task.yield() }
        line.leave()
        try await next.value
    }

    @Test("a connection that is given up by its reader leaves its place")
    func abandoned() async throws {
        let line = LanguageLine(places: 2, waiting: 0)
        try await line.enter()
        try await line.enter()
        await #expect(throws: LanguageModelError.busy(waiting: 0)) { try await line.enter() }
        line.leave()
        try await line.enter()
    }
}
