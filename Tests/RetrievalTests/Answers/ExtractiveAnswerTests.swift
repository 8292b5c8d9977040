import Backends
import DocumentModel
import Retrieval
import Testing

@Suite("Answers without a language model")
struct ExtractiveAnswerTests {
    private static let report = [
        AnswerHouse.chunk(
            0, ["The company was founded in 1998 by Maria Keller in Zurich.", "It makes pumps for water works.", "In 2023 it had 412 employees."],
            headings: ["History"]),
        AnswerHouse.chunk(
            1,
            [
                "Sales rose to 84.2 million francs in 2023.", "The increase was due to new orders from Norway.",
                "The board proposes a dividend of 3.10 francs per share.",
            ], page: 2, headings: ["Figures"]),
        AnswerHouse.chunk(
            2, ["| Pump | Weight | Price |", "|---|---|---|", "| P-100 | 12 kg | 480 francs |", "| P-200 | 31 kg | 990 francs |"], page: 3,
            headings: ["Products"], kind: .table),
        AnswerHouse.chunk(3, ["Visitors are welcome on weekdays.", "The canteen is closed in August."], page: 4, headings: ["Contact"]),
    ]

    private func answer(_ question: String, _ chunks: [IndexedChunk] = report) async throws -> Answer {
        try await AnswerHouse.answerer(chunks).answer(AnswerRequest(question), in: AnswerHouse.workspace)
    }

    @Test(
        "the sentence that answers comes first, with its page and its place",
        arguments: [
            ("When was the company founded?", "1998", 1), ("Who founded the company?", "Maria Keller", 1),
            ("How many employees did it have?", "412", 1), ("Why did sales increase?", "due to new orders", 2),
            ("What dividend does the board propose?", "3.10", 2), ("How much does the P-200 cost?", "990", 3),
            ("When is the canteen closed?", "August", 4),
        ])
    func best(question: String, part: String, page: Int) async throws {
        let answer = try await answer(question)
        #expect(answer.isAnswered && answer.model == "extractive" && answer.usage == nil)
        let first = try #require(answer.sentences.first)
        #expect(first.text.contains(part), "\(answer.text)")
        let citation = try #require(first.citations.first)
        #expect(citation.page == page)
        let source = try #require(answer.sources.first { $0.found.id == citation.chunk })
        #expect(source.found.chunk.text.contains(citation.quote))
        #expect(source.found.chunk.places.contains { $0.regions == citation.regions })
        #expect(answer.text.contains("[\(source.number)]"))
        #expect(first.support == 1 && first.verdict == .supported)
    }

    private static let deserts = [
        AnswerHouse.chunk(
            0,
            [
                "The Sandy Desert is dry and cold.", "The Sandy Desert was crossed by traders for ages.",
                "Grass grows in the Sandy Desert in spring.",
                "In 2016 the Sandy Desert had 3 storms.",
            ], title: "Sandy Desert"),
        AnswerHouse.chunk(
            1, ["Camels drink 100 litres of water.", "The museum is 80 years old and has 12 rooms.", "The oasis covers 40 square kilometres."],
            title: "Sandy Desert"),
    ]

    @Test(
        "a measure that no sentence has is not told, whatever else the sentence has in common with the question",
        arguments: [
            "How large is the Sandy Desert?", "How old is the Sandy Desert?", "How far is it to the Sandy Desert?", "How heavy is the Sandy Desert?",
        ])
    func withoutMeasure(question: String) async throws {
        let answer = try await answer(question, Self.deserts)
        #expect(!answer.isAnswered, "\(answer.text) \(answer.confidence)")
        #expect(answer.sentences.allSatisfy { $0.verdict == .related })
    }

    @Test(
        "a measure is told by a number with a unit of what is asked for",
        arguments: [("How old is the museum?", "80 years"), ("How large is the oasis?", "40 square"), ("How big is the oasis?", "40 square")])
    func measures(question: String, part: String) async throws {
        let answer = try await answer(question, Self.deserts)
        #expect(answer.isAnswered && answer.sentences.first?.text.contains(part) == true, "\(answer.text) \(answer.confidence)")
    }

    @Test(
        "what the documents do not say is not answered",
        arguments: ["What is the capital of Peru?", "How do I bake sourdough bread?", "Who won the football championship?"])
    func nothing(question: String) async throws {
        let answer = try await answer(question)
        #expect(!answer.isAnswered && answer.sentences.isEmpty && answer.confidence == 0)
        #expect(answer.text == "This is not in these documents.")
        #expect(try await self.answer("Wo liegt die Hauptstadt von Peru und wie groß ist sie?").text == "Das steht nicht in diesen Dokumenten.")
    }

    @Test(
        "a sentence that only shares a word with the question is no answer",
        arguments: [
            "How many days of vacation do employees get?", "How many francs does a week of vacation cost?", "Who is closed in December?",
            "When was the dividend of Norway abolished?",
        ])
    func sharedWord(question: String) async throws {
        let chunks = Self.report + [AnswerHouse.chunk(4, ["Invoices are paid within 30 days.", "Returns are taken back for 14 days."], page: 5)]
        let answer = try await answer(question, chunks)
        #expect(!answer.isAnswered && answer.confidence == 0, "\(answer.text)")
        #expect(answer.text.hasPrefix("This is not in these documents."))
        #expect(answer.sentences.allSatisfy { $0.verdict == .related })
    }

    @Test("a size is answered by a number with a unit, not by any number")
    func unit() async throws {
        let chunks = [
            AnswerHouse.chunk(
                0,
                [
                    "The Gobi desert has 30 kinds of lizards and many shrubs.[2]", "Scientists have studied the Gobi desert since 1923.",
                    "The Gobi desert covers 1,295,000 km2 between two ranges.",
                ])
        ]
        let answer = try await answer("How large is the Gobi desert?", chunks)
        #expect(answer.sentences.first?.text.contains("1,295,000") == true, "\(answer.text)")
    }

    @Test("a heading that holds the fact is quoted with its own place")
    func heading() async throws {
        var chunk = AnswerHouse.chunk(
            0, ["The goods were delivered on the day of the order."], page: 2, headings: ["Acme", "Invoice number 2024-17"])
        chunk.chunk.headingRegions = [[AnswerHouse.region(1, 0)], [AnswerHouse.region(1, 3)]]
        let answer = try await answer("What is the invoice number?", [chunk])
        let citation = try #require(answer.sentences.first?.citations.first)
        #expect(answer.isAnswered && citation.quote == "Invoice number 2024-17", "\(answer.text)")
        #expect(citation.page == 1 && citation.regions == [AnswerHouse.region(1, 3)])
    }

    @Test("the same sentence twice is quoted once")
    func redundancy() async throws {
        let twice = [
            AnswerHouse.chunk(0, ["The warranty lasts 24 months from delivery.", "Other text stands here."]),
            AnswerHouse.chunk(1, ["The warranty lasts 24 months from delivery.", "The warranty period lasts 24 months from the delivery."], page: 2),
        ]
        let answer = try await answer("How long does the warranty last?", twice)
        #expect(answer.sentences.count == 1, "\(answer.text)")
    }

    @Test("a question needs words, and not too many of them")
    func limits() async throws {
        for question in ["", "   ", "???", String(repeating: "a", count: 2001)] {
            await #expect(throws: AnswerError.self) { _ = try await answer(question) }
        }
        #expect(try await answer(String(repeating: "a", count: 2000)).isAnswered == false)
    }

    @Test("the order of what is told: sources, text, the whole")
    func events() async throws {
        let events = EventRecord()
        let answer = try await AnswerHouse.answerer(Self.report).answer(AnswerRequest("Who founded the company?"), in: AnswerHouse.workspace) {
            await events.add($0)
        }
        let told = await events.all
        #expect(told.count == 3)
        #expect(told.first == .sources(answer.sources) && told[1] == .piece(answer.text) && told.last == .finished(answer))
    }

    @Test("neighbours of what was found can answer")
    func neighbours() async throws {
        let chunks = [
            AnswerHouse.chunk(0, ["The pump P-300 has a special seal, described in the next section."]),
            AnswerHouse.chunk(1, ["It withstands 180 degrees."]),
        ]
        let answer = try await answer("Which seal has the pump P-300?", chunks)
        #expect(Set(answer.sources.map(\.found.chunk.index)) == [0, 1])
    }
}

/// What was told, in order.
actor EventRecord {
    private(set) var all: [AnswerEvent] = []
    func add(_ event: AnswerEvent) { all.append(event) }
}
