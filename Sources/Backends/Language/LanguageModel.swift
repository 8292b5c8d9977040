/// Writes text to instructions: a language model behind some interface.
package protocol LanguageModel: Sendable {
    /// As the provider calls it.
    var name: String { get }
    /// Tokens of prompt and answer together.
    var contextTokens: Int { get }

    /// The answer piece by piece, as it is written; the last piece carries how many tokens it took, when the provider says.
    /// Ending the iteration early ends the request.
    func write(_ messages: [LanguageMessage], _ options: LanguageOptions) -> AsyncThrowingStream<LanguagePiece, any Error>
}

/// One turn of what a model is given.
package struct LanguageMessage: Hashable, Sendable, Codable {
    package enum Role: String, Hashable, Sendable, Codable {
        case system, user, assistant
    }

    package var role: Role
    package var content: String

    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// How a model is to write.
package struct LanguageOptions: Hashable, Sendable {
    /// 0...2.
    package var temperature: Double
    package var maximumTokens: Int

    package init(temperature: Double = 0.2, maximumTokens: Int = 500) {
        self.temperature = temperature
        self.maximumTokens = maximumTokens
    }
}

/// What a model has written since the last piece.
package struct LanguagePiece: Hashable, Sendable {
    package var text: String
    /// Only in the last piece, and only from providers that count.
    package var usage: TokenUsage?

    package init(text: String, usage: TokenUsage? = nil) {
        self.text = text
        self.usage = usage
    }
}

/// What a request took, in the model's own tokens.
package struct TokenUsage: Hashable, Sendable, Codable {
    package var promptTokens: Int
    package var completionTokens: Int

    package init(promptTokens: Int, completionTokens: Int) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }

    package var totalTokens: Int { promptTokens + completionTokens }
}

/// Why a language model gave no answer. Texts are for people and hold no secret.
package enum LanguageModelError: Error, Hashable, Sendable {
    /// No model is set: what to set.
    case notConfigured(String)
    /// It did not answer, or not in time; trying again may help.
    case unavailable(String)
    /// So many requests already wait that this one would time out.
    case busy(waiting: Int)
    /// It refused the request: its own words.
    case refused(String)
    case cancelled
}
