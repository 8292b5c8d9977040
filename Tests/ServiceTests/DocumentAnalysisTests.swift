import Foundation
import TestSupport
import Testing

/// Module 6.4 of the contract, on the real binary.
@Suite("Analysis of documents over HTTP")
struct DocumentAnalysisTests {
    private static let review = [
        "The coffee machine is excellent and very easy to use every day.", "We love the fresh taste of the coffee it makes.",
        "The coffee machine cleans itself and the cleaning program is wonderful.", "Our office was happy with the coffee machine from the start.",
        "It is a great machine and a perfect gift for people who like coffee.",
    ]

    @Test("a document is analysed, each part with the method that made it")
    func analysis() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pages: [Self.review]).bytes)
            let answer = try await house.admin.post("/api/v1/documents/analyze/\(id)", json: "{}")
            #expect(answer.status == 200)
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["document_id", "analysis_id", "analysis_results", "analysis_time"]))
            let results = data["analysis_results"]
            #expect(results["language"]["language"].text == "en")
            #expect(results["sentiment"].names.isSuperset(of: ["overall_sentiment", "confidence", "sentiment_scores"]))
            #expect(results["sentiment"]["overall_sentiment"].text == "positive")
            #expect(results["sentiment"]["sentiment_scores"].names == ["positive", "negative", "neutral"])
            #expect(
                results["readability"].names.isSuperset(of: ["flesch_reading_ease", "flesch_kincaid_grade", "reading_level", "formula", "source"]))
            let keywords = results["keywords"].elements
            #expect(keywords.first?.names == ["keyword", "frequency", "importance"])
            #expect(keywords.prefix(2).contains { $0["keyword"].text?.lowercased().contains("coffee") == true })
            #expect(results["topics"].elements.allSatisfy { $0.names == ["topic", "relevance", "keywords"] })
            #expect(data["methods"].names == ["language", "sentiment", "readability", "keywords", "topics"])
            #expect(data["not_performed"].elements.isEmpty)
            let language = try await house.admin.get("/api/v1/documents/\(id)/metadata").json["data"]["metadata"]["language"]
            #expect(language.text == "en")
        }
    }

    @Test("only what is asked for is made; details and confidences by wish")
    func options() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pages: [Self.review]).bytes)
            let body = """
                {"analysis_types": ["readability", "keywords"], "analysis_options":
                 {"detailed_results": true, "max_keywords": 3, "include_confidence_scores": false, "language": "en-GB"}}
                """
            let data = try await house.admin.post("/api/v1/documents/analyze/\(id)", json: body).json["data"]
            #expect(data["analysis_results"].names == ["readability", "keywords", "language"])
            #expect(data["analysis_results"]["readability"]["counts"]["words"].integer == 58)
            #expect(data["analysis_results"]["keywords"].elements.count == 3)
            #expect(data["analysis_results"]["language"].names == ["language", "method"])
            #expect(data["analysis_types_performed"].elements.map(\.text) == ["readability", "keywords"])
        }
    }

    @Test("what cannot be told of a language is said, and the rest is there")
    func otherLanguage() async throws {
        try await ServiceHouse.with { house in
            let lines = [
                "Die Maschine wird von einem Fachmann geprueft, bevor sie wieder in Betrieb genommen werden kann.",
                "Der Antrag ist bei der Gemeinde zu stellen, und die Gemeinde entscheidet nach der Anhoerung der Nachbarn.",
            ]
            let id = try await house.admin.document(SamplePDF(pages: [lines]).bytes)
            let data = try await house.admin.post("/api/v1/documents/analyze/\(id)", json: "{}").json["data"]
            #expect(data["analysis_results"]["language"]["language"].text == "de")
            #expect(data["analysis_results"]["readability"]["formula"].text == "Amstad")
            #expect(data["not_performed"].elements.map { $0["analysis_type"].text } == ["sentiment"])
            #expect(data["not_performed"][0]["reason"].text?.contains("en") == true)
        }
    }

    @Test("without the word list, sentiment names the command that installs it")
    func missingLexicon() async throws {
        let empty = try TemporaryFolder()
        try await ServiceHouse.with(settings: ["MIVAA_MODELS": empty.url.path]) { house in
            let id = try await house.admin.document(SamplePDF(pages: [Self.review]).bytes)
            let data = try await house.admin.post("/api/v1/documents/analyze/\(id)", json: "{\"analysis_types\": [\"sentiment\"]}").json["data"]
            #expect(data["not_performed"][0]["code"].text == "MODEL_MISSING")
            #expect(data["not_performed"][0]["reason"].text?.contains("mivaa models install vader-lexicon") == true)
        }
    }

    @Test("medical and unknown analyses, unknown and foreign documents are refused")
    func refusals() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let medical = try await house.admin.post("/api/v1/documents/analyze/\(id)", json: "{\"analysis_types\": [\"medical\"]}")
            #expect(medical.status == 400)
            #expect(medical.json["message"].text?.contains("Medical") == true)
            #expect(try await house.admin.post("/api/v1/documents/analyze/\(id)", json: "{\"analysis_types\": [\"magic\"]}").status == 400)
            #expect(try await house.admin.post("/api/v1/documents/analyze/doc_none", json: "{}").status == 404)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.post("/api/v1/documents/analyze/\(id)", json: "{}").status == 404)
        }
    }
}
