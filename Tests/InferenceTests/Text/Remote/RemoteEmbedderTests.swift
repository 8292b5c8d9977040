import Backends
import Foundation
import NIOHTTP1
import Synchronization
import TestSupport
import Testing

@testable import Inference

@Suite("Embeddings by a service")
struct RemoteEmbedderTests {
    private static let key = "sk-secret-0123456789"

    /// A service whose vectors have the text's length in bytes and one more number; in reverse order, as the protocol allows.
    static func answer(_ call: LocalServer.Call) -> LocalServer.Answer {
        let question = try? JSONSerialization.jsonObject(with: call.body) as? [String: Any]
        let texts = question?["input"] as? [String] ?? []
        let items = texts.enumerated().reversed().map { ["index": $0, "embedding": [Double($1.utf8.count), 1, 0]] as [String: Any] }
        return LocalServer.Answer(body: (try? JSONSerialization.data(withJSONObject: ["data": items])) ?? Data())
    }

    private static func text(_ body: String, _ status: Int = 200, headers: [(String, String)] = []) -> LocalServer.Answer {
        LocalServer.Answer(status: .init(statusCode: status), headers: headers, body: Data(body.utf8))
    }

    private func open(
        _ server: LocalServer, key: String? = nil, waits: Waits = Waits(), timeoutSeconds: Double = 60
    ) async throws -> RemoteEmbedder {
        var settings = RemoteEmbedder.Settings(base: server.base, model: "any", key: key.map(Secret.init))
        settings.timeoutSeconds = timeoutSeconds
        return try await RemoteEmbedder.open(settings) { seconds in waits.seconds.withLock { $0.append(seconds) } }
    }

    /// How long was waited between tries, without waiting.
    private final class Waits: Sendable {
        let seconds = Mutex<[Double]>([])
        var all: [Double] { seconds.withLock { $0 } }
    }

    @Test("texts go out in requests of 32 and vectors come back in order")
    func order() async throws {
        let server = try await LocalServer(Self.answer)
        let embedder = try await open(server, key: Self.key)
        let texts = (1...70).map { String(repeating: "x", count: $0) }
        let vectors = try await embedder.embed(texts)
        #expect(embedder.space == EmbeddingSpace(model: "any", version: "by 127.0.0.1", dimension: 3))
        for (text, vector) in zip(texts, vectors) { #expect(abs(vector[0] / vector[1] - Float(text.utf8.count)) < 0.01) }
        #expect(server.calls.count == 4)
        #expect(server.calls.allSatisfy { $0.path == "/v1/embeddings" && $0.headers["authorization"] == ["Bearer \(Self.key)"] })
    }

    @Test("what passes is tried again, after the time the service asks for, at most 30 s")
    func retries() async throws {
        let server = try await LocalServer { call in
            switch call.number {
            case 0: Self.text("slow down", 429, headers: [("retry-after", "7")])
            case 1: Self.text("slow down", 429, headers: [("retry-after", "86400")])
            case 2: Self.text("broken", 503)
            default: Self.answer(call)
            }
        }
        let waits = Waits()
        _ = try await open(server, waits: waits)
        #expect(waits.all == [7, 30, 2])
    }

    @Test("tries are bounded")
    func tries() async throws {
        let server = try await LocalServer { _ in Self.text("broken", 500) }
        await #expect(throws: RecognitionError.failed("the embedding service answered 500: broken")) { _ = try await open(server) }
        #expect(server.calls.count == 4)
    }

    @Test("a refusal is not tried again, and its message does not repeat the key")
    func refusal() async throws {
        let server = try await LocalServer { _ in Self.text("wrong key: \(Self.key)", 401) }
        await #expect(throws: RecognitionError.failed("the embedding service answered 401: wrong key: •••")) {
            _ = try await open(server, key: Self.key)
        }
        #expect(server.calls.count == 1)
    }

    @Test("a key shows in no description")
    func secret() {
        let settings = RemoteEmbedder.Settings(base: "http://localhost", model: "any", key: Secret(Self.key))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings)\(String(reflecting: settings))\(dumped)".contains(Self.key))
    }

    @Test(
        "answers that are not what was asked for are refused",
        arguments: [
            "not json", "{\"data\":[]}", "{\"data\":[{\"index\":1,\"embedding\":[1]}]}", "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
            "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}", "{\"data\":[{\"index\":0,\"embedding\":[1e39]}]}",
        ])
    func nonsense(body: String) async throws {
        let server = try await LocalServer { _ in Self.text(body) }
        await #expect(throws: RecognitionError.self) { _ = try await open(server) }
        #expect(server.calls.count == 1)
    }

    @Test("an answer of another dimension than before is refused")
    func dimension() async throws {
        let server = try await LocalServer { $0.number == 0 ? Self.answer($0) : Self.text("{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}") }
        let embedder = try await open(server)
        await #expect(throws: RecognitionError.self) { _ = try await embedder.embed(["a"]) }
    }

    @Test("an answer that is too large is refused")
    func tooLarge() async throws {
        let server = try await LocalServer { _ in LocalServer.Answer(body: Data(count: 16 << 20 + 1)) }
        await #expect(throws: RecognitionError.self) { _ = try await open(server) }
    }

    @Test("a service that moves is not followed")
    func redirect() async throws {
        let other = try await LocalServer(Self.answer)
        let server = try await LocalServer { _ in Self.text("", 307, headers: [("location", other.base + "/embeddings")]) }
        await #expect(throws: RecognitionError.self) { _ = try await open(server, key: Self.key) }
        #expect(other.calls.isEmpty)
    }

    @Test("no service, or no address of one, is an error that says so")
    func unreachable() async throws {
        let server = try await LocalServer(Self.answer)
        await #expect(throws: RecognitionError.self) {
            _ = try await RemoteEmbedder.open(.init(base: "http://127.0.0.1:1/v1", model: "any")) { _ in }
        }
        for base in ["", "file:///etc", "localhost:80"] {
            await #expect(throws: RecognitionError.self) { _ = try await RemoteEmbedder.open(.init(base: base, model: "any")) { _ in } }
        }
        #expect(server.calls.isEmpty)
    }

    @Test("long texts are cut between characters, empty ones become a space")
    func preparing() {
        let limit = RemoteEmbedder.maximumTextBytes
        #expect(RemoteEmbedder.prepared("") == " ")
        #expect(RemoteEmbedder.prepared(String(repeating: "a", count: limit)).utf8.count == limit)
        #expect(RemoteEmbedder.prepared("a" + String(repeating: "é", count: limit)).utf8.count == limit - 1)
    }
}
