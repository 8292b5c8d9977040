import AsyncHTTPClient
import Backends
import Foundation
import NIOCore
import NIOHTTP1

/// One request for an answer, and the answer as it comes, with times and sizes bounded.
struct CompletionExchange: Sendable {
    enum Outcome: Sendable {
        case done(TokenUsage?)
        /// Not to be tried again.
        case failed(LanguageModelError)
        /// Nothing came yet, and it may go better next time; with the seconds that the service asks to wait for.
        case passing(LanguageModelError, retryAfter: Double?)
        /// The service does not know one of the options: again without it.
        case withoutOption
    }

    /// An answer of 4,000 tokens with all that is said around each; an endless one must not take all memory.
    static let maximumAnswerBytes = 8 << 20
    /// What is kept of a service's complaint.
    private static let maximumComplaintBytes = 500

    let http: HTTPClient
    let settings: RemoteLanguageModel.Settings
    let messages: [LanguageMessage]
    let options: LanguageOptions
    /// Older services refuse to be asked for the count of tokens.
    private var asksForUsage = true

    init(http: HTTPClient, settings: RemoteLanguageModel.Settings, messages: [LanguageMessage], options: LanguageOptions) {
        self.http = http
        self.settings = settings
        self.messages = messages
        self.options = options
    }

    mutating func attempt(tell: @Sendable (LanguagePiece) -> Void) async -> Outcome {
        var isBegun = false
        do {
            let end = NIODeadline.now() + .milliseconds(Int64(settings.timeoutSeconds * 1000))
            let response = try await http.execute(try request(), deadline: end)
            guard response.status == .ok else { return try await complaint(response) }
            var reader = CompletionReader()
            var size = 0
            for try await buffer in response.body {
                size += buffer.readableBytes
                guard size <= Self.maximumAnswerBytes else { throw LanguageModelError.refused("the answer is too large") }
                guard NIODeadline.now() < end else { throw HTTPClientError.deadlineExceeded }
                for text in try reader.take(buffer.readableBytesView) {
                    isBegun = true
                    tell(LanguagePiece(text: text))
                }
            }
            let usage = try reader.finish()
            tell(LanguagePiece(text: "", usage: usage))
            return .done(usage)
        } catch let error as LanguageModelError {
            return .failed(error)
        } catch {
            return outcome(of: error, isBegun: isBegun)
        }
    }

    private func outcome(of error: any Error, isBegun: Bool) -> Outcome {
        if Task.isCancelled || error is CancellationError { return .failed(.cancelled) }
        let timeOuts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout, .cancelled]
        if let known = error as? HTTPClientError, timeOuts.contains(known) {
            let reason = LanguageModelError.unavailable("it said nothing in time")
            // A try that took all the time there was is not made again.
            return isBegun || known != .connectTimeout ? .failed(reason) : .passing(reason, retryAfter: nil)
        }
        let reason = LanguageModelError.unavailable(isBegun ? "it broke off" : "it cannot be reached: \(withoutKey("\(error)"))")
        return isBegun ? .failed(reason) : .passing(reason, retryAfter: nil)
    }

    // MARK: Complaints

    private mutating func complaint(_ response: HTTPClientResponse) async throws -> Outcome {
        var bytes: [UInt8] = []
        for try await buffer in response.body {
            bytes += buffer.readableBytesView.prefix(Self.maximumComplaintBytes - bytes.count)
            if bytes.count >= Self.maximumComplaintBytes { break }
        }
        let words = withoutKey(String(decoding: bytes, as: UTF8.self))
        let code = response.status.code
        if code == 400 || code == 422, asksForUsage, words.contains("stream_options") {
            asksForUsage = false
            return .withoutOption
        }
        if code == 429 || code >= 500 {
            let wait = response.headers.first(name: "retry-after").flatMap(Double.init).map { max(0, $0) }
            return .passing(.unavailable("it answered \(code): \(words)"), retryAfter: wait)
        }
        return .failed(.refused("it answered \(code): \(words)"))
    }

    /// Services repeat a wrong key in their complaint, whole or in part.
    private func withoutKey(_ message: String) -> String {
        guard let key = settings.key, !key.value.isEmpty else { return message }
        var cleaned = message.replacingOccurrences(of: key.value, with: "\(key)")
        // "sk-ab***yz": what is left of a masked key gives away its ends.
        if let mask = cleaned.range(of: String(key.value.prefix(4))) { cleaned = String(cleaned[..<mask.lowerBound]) + "\(key)" }
        return cleaned
    }

    // MARK: Wire

    private struct Question: Encodable {
        struct StreamOptions: Encodable { var include_usage = true }

        var model: String
        var messages: [LanguageMessage]
        var temperature: Double
        var max_tokens: Int
        var stream = true
        var stream_options: StreamOptions?
    }

    private func request() throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: settings.base + (settings.base.hasSuffix("/") ? "" : "/") + "chat/completions")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "accept", value: "text/event-stream")
        if let key = settings.key { request.headers.add(name: "authorization", value: "Bearer \(key.value)") }
        let question = Question(
            model: settings.model, messages: messages, temperature: options.temperature, max_tokens: options.maximumTokens,
            stream_options: asksForUsage ? .init() : nil)
        request.body = .bytes(try JSONEncoder().encode(question))
        return request
    }
}
