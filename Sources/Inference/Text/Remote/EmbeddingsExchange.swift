import AsyncHTTPClient
import Backends
import Foundation
import NIOCore
import NIOHTTP1

/// One request to an embedding service and its answer, with tries, times and sizes bounded.
struct EmbeddingsExchange: Sendable {
    private let settings: RemoteEmbedder.Settings
    private let client = OwnedClient()
    private let sleep: @Sendable (Double) async throws -> Void

    /// 32 vectors of 8,192 numbers in decimal have about 6 MB; an endless answer must not take all memory.
    private static let maximumAnswerBytes = 16 << 20
    /// What is kept of a service's complaint.
    private static let maximumComplaintBytes = 500
    private static let firstWaitSeconds = 0.5
    /// Even when the service asks for more: whoever waits for the answer has a time-out of their own.
    static let longestWaitSeconds = 30.0

    init(settings: RemoteEmbedder.Settings, sleep: @escaping @Sendable (Double) async throws -> Void) {
        self.settings = settings
        self.sleep = sleep
    }

    /// A vector of length 1 for each text.
    func vectors(for texts: [String]) async throws(RecognitionError) -> [[Float]] {
        var wait = Self.firstWaitSeconds
        for attempt in 1... {
            switch try await attemptOnce(texts) {
            case .success(let answer): return try vectors(in: answer, count: texts.count)
            case .failure(let passing):
                guard attempt < settings.maximumTries else { throw passing.error }
                do { try await sleep(min(passing.retryAfter ?? wait, Self.longestWaitSeconds)) } catch { throw .cancelled }
                wait *= 2
            }
        }
        throw .cancelled
    }

    /// A failure that may pass.
    private struct Passing: Error {
        var error: RecognitionError
        /// Seconds that the service asks to wait for.
        var retryAfter: Double?
    }

    private func attemptOnce(_ texts: [String]) async throws(RecognitionError) -> Result<ByteBuffer, Passing> {
        do {
            let response = try await client.http.execute(try request(texts), timeout: .milliseconds(Int64(settings.timeoutSeconds * 1000)))
            let isGood = response.status == .ok
            // A body larger than the limit throws; a complaint is cut instead.
            let body = try await response.body.collect(upTo: Self.maximumAnswerBytes)
            if isGood { return .success(body) }
            let error = RecognitionError.failed("the embedding service answered \(response.status.code): \(complaint(body))")
            guard response.status.code == 429 || response.status.code >= 500 else { throw error }
            return .failure(Passing(error: error, retryAfter: response.headers.first(name: "retry-after").flatMap(Double.init).map { max(0, $0) }))
        } catch let error as RecognitionError {
            throw error
        } catch is NIOTooManyBytesError {
            throw .failed("the answer of the embedding service is larger than \(Self.maximumAnswerBytes) bytes")
        } catch {
            return .failure(Passing(error: try passingError(error)))
        }
    }

    /// - Throws: `.cancelled`, which is no reason to try again.
    private func passingError(_ error: any Error) throws(RecognitionError) -> RecognitionError {
        if Task.isCancelled || error is CancellationError { throw .cancelled }
        let timeOuts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout, .cancelled]
        if let known = error as? HTTPClientError, timeOuts.contains(known) { return .timedOut(seconds: settings.timeoutSeconds) }
        return .failed("the embedding service cannot be reached: \(withoutKey("\(error)"))")
    }

    // MARK: Wire

    private struct Question: Encodable {
        var model: String
        var input: [String]
        var encoding_format = "float"
    }

    private struct Answer: Decodable {
        struct Item: Decodable {
            var index: Int
            var embedding: [Float]
        }
        var data: [Item]
    }

    private func request(_ texts: [String]) throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: settings.base + (settings.base.hasSuffix("/") ? "" : "/") + "embeddings")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let key = settings.key { request.headers.add(name: "authorization", value: "Bearer \(key.value)") }
        request.body = .bytes(try JSONEncoder().encode(Question(model: settings.model, input: texts)))
        return request
    }

    private func vectors(in body: ByteBuffer, count: Int) throws(RecognitionError) -> [[Float]] {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView)) else {
            throw .failed("the answer of the embedding service is not what OpenAI's protocol says")
        }
        let items = answer.data.sorted { $0.index < $1.index }
        guard items.map(\.index) == Array(0..<count) else {
            throw .failed("the embedding service answered \(items.count) vectors for \(count) texts")
        }
        var vectors: [[Float]] = []
        for item in items {
            let length = item.embedding.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length.isFinite, length > 0 else { throw .failed("the embedding service answered a vector without a direction") }
            vectors.append(item.embedding.map { $0 / length })
        }
        return vectors
    }

    private func complaint(_ body: ByteBuffer) -> String {
        withoutKey(String(decoding: body.readableBytesView.prefix(Self.maximumComplaintBytes), as: UTF8.self))
    }

    /// Services repeat a wrong key in their complaint, whole or in part.
    private func withoutKey(_ message: String) -> String {
        guard let key = settings.key, !key.value.isEmpty else { return message }
        var cleaned = message.replacingOccurrences(of: key.value, with: "\(key)")
        // "sk-ab***yz": what is left of a masked key gives away its ends.
        if let mask = cleaned.range(of: String(key.value.prefix(4))) { cleaned = String(cleaned[..<mask.lowerBound]) + "\(key)" }
        return cleaned
    }
}

/// An HTTP client that is shut down with its owner. A class for its `deinit`.
private final class OwnedClient: Sendable {
    let http: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration()
        // A service that moves is a setting to change, not a host to send texts and key to unasked.
        configuration.redirectConfiguration = .disallow
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit { http.shutdown { _ in } }
}
