import Backends
import DocumentModel
import Testing

@testable import Retrieval

@Suite("Answers that a language model writes")
struct WrittenAnswerTests {
    private static let chunks = [
        AnswerHouse.chunk(0, ["The invoice INV-2041 was issued on 3 May 2024.", "Its total amount is 1,240.50 EUR.", "It is payable within 30 days."]),
        AnswerHouse.chunk(1, ["The supplier is Nordwind GmbH in Kiel.", "Deliveries are not insured."], page: 2),
    ]

    private func answer(_ model: ScriptedModel, _ question: String = "What is the total amount of invoice INV-2041?") async throws -> Answer {
        var request = AnswerRequest(question)
        request.model = model
        return try await AnswerHouse.answerer(Self.chunks).answer(request, in: AnswerHouse.workspace)
    }

    @Test("a sentence with its number is supported by what it cites")
    func supported() async throws {
        let answer = try await answer(ScriptedModel("The total amount is ", "1,240.50 EUR. [1]"))
        let sentence = try #require(answer.sentences.first)
        #expect(answer.sentences.count == 1 && sentence.verdict == .supported && sentence.support > 0.8)
        #expect(sentence.citations.first?.quote == "Its total amount is 1,240.50 EUR.")
        #expect(sentence.citations.first?.regions == [AnswerHouse.region(1, 1)])
        #expect(answer.model == "scripted" && answer.usage == TokenUsage(promptTokens: 100, completionTokens: 20))
        #expect(answer.text == "The total amount is 1,240.50 EUR. [1]" && answer.confidence > 0.6)
    }

    @Test("a sentence without a number gets the source that says it")
    func attributed() async throws {
        let answer = try await answer(ScriptedModel("The total amount of invoice INV-2041 is 1,240.50 EUR."))
        #expect(answer.sentences.first?.verdict == .supported)
        #expect(answer.text.hasSuffix("[1]"))
    }

    @Test("a wrong number is marked and not supported")
    func wrongNumber() async throws {
        let answer = try await answer(ScriptedModel("The total amount is 9,999.00 EUR. [1]"))
        #expect(answer.sentences.first?.unsupportedNumerals == ["9,999.00"])
        #expect(answer.sentences.first?.verdict == .unsupported)
        #expect(answer.warnings.contains { $0.contains("not supported") })
        #expect(answer.confidence < 0.4)
    }

    @Test("invented names, contradictions and free inventions are told apart from what stands there")
    func inventions() async throws {
        let named = try await answer(ScriptedModel("The supplier is Nordwind GmbH in Hamburg. [2]"), "Who is the supplier?")
        #expect(named.sentences.first?.unsupportedNames == ["Hamburg"])
        let opposite = try await answer(ScriptedModel("Deliveries are insured. [2]"), "Are deliveries insured?")
        #expect(opposite.sentences.first?.verdict != .supported)
        let free = try await answer(ScriptedModel("Penguins live in cold regions and eat fish."), "Who is the supplier?")
        #expect(free.sentences.first?.verdict == .unsupported && free.sentences.first?.citations.isEmpty == true)
    }

    @Test("a wrong citation is replaced by the one that supports")
    func wrongCitation() async throws {
        let answer = try await answer(ScriptedModel("The supplier is Nordwind GmbH in Kiel. [1]"), "Who is the supplier of invoice INV-2041?")
        let sentence = try #require(answer.sentences.first)
        #expect(sentence.verdict == .supported && sentence.citations.first?.page == 2)
    }

    @Test("to say that the documents do not say it is an answer", arguments: ["NOT_IN_DOCUMENTS", "The excerpts do not contain this information."])
    func absence(words: String) async throws {
        let answer = try await answer(ScriptedModel(words), "Who is the supplier's chairman?")
        #expect(!answer.isAnswered && answer.text == "This is not in these documents." && answer.sentences.isEmpty)
    }

    @Test("a model that fails before it has said anything is replaced by quotes, and that is said")
    func fallback() async throws {
        let answer = try await answer(ScriptedModel(failing: .unavailable("it answered 503")))
        #expect(answer.model == "extractive" && answer.isAnswered)
        #expect(answer.warnings.contains { $0.contains("503") })
        await #expect(throws: AnswerError.cancelled) { _ = try await self.answer(ScriptedModel(failing: .cancelled)) }
    }

    @Test("a model that breaks off leaves what it said, checked, and that is said")
    func brokenOff() async throws {
        let answer = try await answer(ScriptedModel("The total amount is 1,240.50 EUR. [1]", failing: .unavailable("it broke off")))
        #expect(answer.model == "scripted" && answer.sentences.first?.verdict == .supported)
        #expect(answer.warnings.contains { $0.contains("broke off") })
    }

    @Test("numbers of excerpts are understood in all the ways in which models write them")
    func numbers() {
        func sentences(_ text: String) -> [WrittenAnswer.Sentence] { WrittenAnswer(text, language: "en").sentences }
        #expect(sentences("One is here [1]. Two is there. [2, 3] Three") == [
            .init(text: "One is here.", cited: [1]), .init(text: "Two is there.", cited: [2, 3]), .init(text: "Three", cited: []),
        ])
        #expect(sentences("Both say so [1][2].").first?.cited == [1, 2])
        #expect(sentences("").isEmpty)
        #expect(sentences(String(repeating: "Again and again. ", count: 500)).count == 60)
    }

    @Test("remarks are no claims; numbers of a list's items are no numerals")
    func remarks() async throws {
        let answer = try await answer(ScriptedModel("Here is what they say:\n1. The total amount is 1,240.50 EUR. [1]\n"))
        #expect(answer.sentences.map(\.verdict) == [.remark, .supported])
        #expect(answer.sentences.allSatisfy { $0.unsupportedNumerals.isEmpty })
    }
}
