package import Backends
package import DocumentModel

/// A question to documents, and how it is to be answered.
package struct AnswerRequest: Sendable {
    /// As a person asks it.
    package var question: String
    package var filters = SearchFilters()
    package var mode = SearchRequest.Mode.hybrid
    /// Least cosine of passages found by meaning; `nil` for the calibrated one.
    package var leastSimilarity: Double?
    /// Passages that the answer may stand on.
    package var mostPassages = 5
    /// Earlier questions and answers, the oldest first.
    package var turns: [PastTurn] = []
    /// More to stand on than the search finds, such as the text in pictures.
    package var extraPassages: [SearchHit] = []
    /// Writes the answer; `nil` for an extractive one.
    package var model: (any LanguageModel)?
    package var temperature = 0.2
    package var maximumTokens = 500

    /// Characters of a question.
    package static let longestQuestion = 2000
    package static let passageRange = 1...20

    package init(_ question: String) {
        self.question = question
    }
}

/// A question that was answered before in the same conversation.
package struct PastTurn: Hashable, Sendable, Codable {
    package var question: String
    package var answer: String

    package init(question: String, answer: String) {
        self.question = question
        self.answer = answer
    }
}
