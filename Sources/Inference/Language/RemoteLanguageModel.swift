package import Backends
import Foundation

/// Writes by a service that speaks OpenAI's protocol: `POST BASE/chat/completions`, streamed. Most servers of models do.
package struct RemoteLanguageModel: LanguageModel {
    package struct Settings: Sendable {
        /// Everything before `/chat/completions`: "http://models.internal:8080/v1".
        package var base: String
        package var model: String
        /// Sent as a bearer token; `nil` for services without one.
        package var key: Secret?
        /// Tokens of prompt and answer together that the model reads.
        package var contextTokens = 8192
        /// For one request with all of its answer.
        package var timeoutSeconds = 300.0
        /// Tries of one request that fails before its first piece for reasons that pass (429, 5xx, no connection).
        package var maximumTries = 3

        package init(base: String, model: String, key: Secret? = nil) {
            self.base = base
            self.model = model
            self.key = key
        }
    }

    package var name: String { settings.model }
    package var contextTokens: Int { settings.contextTokens }

    private let settings: Settings
    private let connection: LanguageConnection

    /// - Parameter connection: shared by the models of one service: what is true of the service is true of all its models.
    /// - Throws: `.notConfigured` when the address is none.
    package init(_ settings: Settings, over connection: LanguageConnection) throws(LanguageModelError) {
        guard let url = URL(string: settings.base), url.host != nil, ["http", "https"].contains(url.scheme) else {
            throw .notConfigured("The address of the language model is no http or https URL.")
        }
        self.settings = settings
        self.connection = connection
    }

    package func write(_ messages: [LanguageMessage], _ options: LanguageOptions) -> AsyncThrowingStream<LanguagePiece, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    try await connection.write(messages, options, settings) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// What was used of the model so far, by everybody in this process.
    package var usage: TokenUsage { connection.meter.usage(of: settings.model) }
}
