package import Backends
import Crypto
import DocumentModel
import Foundation
import HTTPTypes
import NIOCore
import Synchronization

/// Requests that carry an `Idempotency-Key`: done once, however often they are sent.
///
/// The names of what such a request makes are made from its key. When the process dies between making and answering, the repetition
/// makes the same names and finds that the work is there already.
package final class Repetition: Sendable {
    private static let longestKey = 255
    /// Larger answers are not kept: those of creating routes are small.
    private static let largestAnswer = 1 << 20

    private let store: any IdempotencyStore
    private let clock: ServiceClock
    private let running = Mutex<Set<IdempotencyKey>>([])

    package init(store: any IdempotencyStore, clock: ServiceClock) {
        self.store = store
        self.clock = clock
    }

    /// The answer of `work`, or the one that it had before.
    func once(_ key: IdempotencyKey, _ work: (IdentifierSource) async throws -> Reply) async throws -> Reply {
        guard running.withLock({ $0.insert(key).inserted }) else { throw Self.stillRunning }
        defer { _ = running.withLock { $0.remove(key) } }
        let begin: Timestamp
        switch try await store.begin(key, now: clock.now()) {
        case .answered(let answer): return Self.reply(answer)
        case .new: begin = clock.now()
        case .begun(let earlier): begin = earlier
        }
        do {
            let reply = try await work(Self.identifiers(key, begin: begin))
            try await keep(reply, key)
            return reply
        } catch {
            // Whatever was made has names of its own that the repetition will make again.
            try? await store.abandon(key)
            throw error
        }
    }

    /// The request's key; `nil` when it has none.
    static func key(of headers: HTTPFields, route: Route, principal: Principal?) throws(APIError) -> IdempotencyKey? {
        guard let text = headers[.idempotencyKey], route.method != .get, let principal else { return nil }
        guard (1...longestKey).contains(text.utf8.count) else {
            throw APIError(.validation, "Idempotency-Key must have 1 to \(longestKey) characters.")
        }
        return IdempotencyKey(workspace: principal.workspace, user: principal.user, route: route.name, text: text)
    }

    private func keep(_ reply: Reply, _ key: IdempotencyKey) async throws {
        guard reply.status.kind == .successful, let bytes = reply.bytes, bytes.readableBytes <= Self.largestAnswer else {
            return try await store.abandon(key)
        }
        let answer = StoredAnswer(
            status: reply.status.code, mediaType: reply.headers[.contentType] ?? "application/json", body: Array(bytes.readableBytesView))
        try await store.finish(key, answer)
    }

    private static func reply(_ answer: StoredAnswer) -> Reply {
        Reply(answer.body, answer.mediaType, status: HTTPResponse.Status(code: answer.status), headers: [.idempotencyReplayed: "true"])
    }

    private static func identifiers(_ key: IdempotencyKey, begin: Timestamp) -> IdentifierSource {
        let seed = Array("\(key.workspace)\n\(key.user)\n\(key.route)\n\(key.text)\n\(begin.milliseconds)".utf8)
        let source = SeededEntropy(seed: seed)
        return IdentifierSource(clock: ServiceClock { begin }, entropy: { source.next() })
    }

    private static var stillRunning: APIError {
        APIError(.conflict, "A request with this Idempotency-Key is being worked on.", retryAfterSeconds: 1)
    }
}

/// The same numbers for the same seed, in the same order.
private final class SeededEntropy: Sendable {
    private let seed: [UInt8]
    private let count = Atomic<UInt64>(0)

    init(seed: [UInt8]) {
        self.seed = seed
    }

    func next() -> (UInt16, UInt64) {
        let number = count.wrappingAdd(1, ordering: .relaxed).oldValue
        let digest = Array(SHA256.hash(data: seed + Array("\(number)".utf8)))
        let words = [digest[0..<2], digest[2..<10]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return (UInt16(truncatingIfNeeded: words[0]), words[1])
    }
}

extension HTTPField.Name {
    static let idempotencyReplayed = Self("Idempotency-Replayed")!
}
