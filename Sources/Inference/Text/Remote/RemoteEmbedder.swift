package import Backends
import Foundation

/// Embeds texts by a service that speaks OpenAI's protocol: `POST BASE/embeddings`. Many servers of models do.
package struct RemoteEmbedder: TextEmbedder {
    package struct Settings: Sendable {
        /// Everything before `/embeddings`: "http://models.internal:8080/v1".
        package var base: String
        package var model: String
        /// Sent as a bearer token; `nil` for services without one.
        package var key: Secret?
        /// For one request with its answer.
        package var timeoutSeconds = 60.0
        /// Tries of one request that fails for reasons that pass (429, 5xx, no connection).
        package var maximumTries = 4

        package init(base: String, model: String, key: Secret? = nil) {
            self.base = base
            self.model = model
            self.key = key
        }
    }

    package let space: EmbeddingSpace
    private let exchange: EmbeddingsExchange

    /// Texts of one request. Services refuse lists that are too long; 32 use their batching well.
    private static let requestTexts = 32
    /// About the 8,192 tokens that the largest of such models read; the rest would be paid for or refused.
    static let maximumTextBytes = 32_768

    private init(exchange: EmbeddingsExchange, space: EmbeddingSpace) {
        self.exchange = exchange
        self.space = space
    }

    /// An embedder that has asked the service for one vector, so that the dimension is known.
    package static func open(_ settings: Settings) async throws(RecognitionError) -> RemoteEmbedder {
        try await open(settings, sleep: { try await Task.sleep(for: .seconds($0)) })
    }

    /// - Parameter sleep: waits for so many seconds between tries.
    static func open(
        _ settings: Settings, sleep: @escaping @Sendable (Double) async throws -> Void
    ) async throws(RecognitionError) -> RemoteEmbedder {
        guard let url = URL(string: settings.base), let host = url.host, ["http", "https"].contains(url.scheme) else {
            throw .failed("the address of the embedding service is no http or https URL")
        }
        let exchange = EmbeddingsExchange(settings: settings, sleep: sleep)
        let trial = try await exchange.vectors(for: ["a"])
        let space = EmbeddingSpace(model: settings.model, version: "by \(host)", dimension: trial[0].count)
        return RemoteEmbedder(exchange: exchange, space: space)
    }

    package func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        vectors.reserveCapacity(texts.count)
        for start in stride(from: 0, to: texts.count, by: Self.requestTexts) {
            if Task.isCancelled { throw .cancelled }
            let part = texts[start..<min(start + Self.requestTexts, texts.count)].map(Self.prepared)
            let answered = try await exchange.vectors(for: part)
            guard answered.allSatisfy({ $0.count == space.dimension }) else {
                throw .failed("the embedding service answered with vectors of another dimension than \(space.dimension)")
            }
            vectors += answered
        }
        return vectors
    }

    /// Cut at the limit between characters. Services refuse empty texts; a space means as little.
    static func prepared(_ text: String) -> String {
        if text.isEmpty { return " " }
        guard text.utf8.count > maximumTextBytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: maximumTextBytes)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }
}

/// A text that must not come into logs or messages: it shows as dots.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let value: String

    package init(_ value: String) { self.value = value }

    package var description: String { "•••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
