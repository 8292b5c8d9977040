import Foundation
import TestSupport
import Testing

/// 5.7 of the contract, on the real binary.
@Suite("Comparison over HTTP")
struct ComparisonContractTests {
    /// Paragraphs of two lines: single lines with the same space between all of them would be one paragraph.
    static let before = [
        "This contract is made between the supplier on the one hand and the", "customer on the other hand, and it is valid from today.", "",
        "Goods are delivered to the warehouse of the customer within ten days", "after the order, packed as the customer has asked for.", "",
        "The customer pays EUR 12,500 until 31 March 2024 to the account of the", "supplier, who sends an invoice at the end of the month.", "",
        "Either party may end this contract with three months of notice in", "writing, without saying why.",
    ]
    static let after =
        Array(before[..<6]) + [before[6].replacingOccurrences(of: "12,500 until 31 March", with: "13,900 until 30 June")] + before[7...8] + [
            "All disputes are settled by the courts of the city of Vienna, where", "the law of Austria is applied to everything.",
        ]

    private func stored(_ house: ServiceHouse) async throws -> (String, String) {
        (
            try await house.admin.document(SamplePDF(pages: [Self.before]).bytes, named: "before.pdf"),
            try await house.admin.document(
                SamplePDF(pages: [
                    [
                        "A page was put before it, with words of its own that stand on",
                        "it in two lines, so that nobody takes them for a running head.",
                    ], Self.after,
                ]).bytes, named: "after.pdf")
        )
    }

    @Test("two stored documents are compared, with the members of both dialects and places on both pages")
    func stored() async throws {
        try await ServiceHouse.with { house in
            let (a, b) = try await stored(house)
            let body = """
                {"document_a": {"type": "document_id", "value": "\(a)"}, "document_b": {"type": "document_id", "value": "\(b)"},
                 "comparison_options": {"comparison_type": "textual", "highlight_differences": true}}
                """
            let answer = try await house.admin.post("/api/v1/search/compare", json: body)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "comparison_id", "overall_similarity", "similarities", "differences", "comparison_metadata", "similarity_score", "common_topics",
                    "document_ids", "comparison_aspect", "comparison_result", "documents_info", "sections", "moves", "changed_values",
                ]))
            #expect(
                data["comparison_metadata"].names.isSuperset(of: ["algorithm_used", "processing_time", "counts", "warnings", "comparison_method"]))
            let similarity = data["overall_similarity"].number ?? 0
            #expect(similarity > 0.4 && similarity < 0.95)
            let counts = data["comparison_metadata"]["counts"]
            #expect((counts["modifications"].integer, counts["additions"].integer, counts["deletions"].integer) == (1, 2, 1))
            let changed = try #require(data["differences"].elements.first { $0["difference_type"].text == "modification" })
            #expect(
                changed.names.isSuperset(of: [
                    "section", "document_a_content", "document_b_content", "difference_type", "document_a_location", "document_b_location",
                ]))
            #expect(changed["document_a_location"]["page"].integer == 1)
            #expect(changed["document_b_location"]["page"].integer == 2)
            #expect(changed["value_changes"].elements.map { $0["kind"].text } == ["money", "date"])
            #expect(changed["value_changes"][0]["document_a"]["text"].text == "EUR 12,500")
            #expect(changed["value_changes"][0]["document_b"]["text"].text == "EUR 13,900")
            let box = changed["value_changes"][0]["document_b"]["location"]["boxes"][0]
            #expect((box["page"].integer, box["bounding_box"].elements.count) == (2, 4))
            // The line begins 72 points from the left; 18 of its 70 bytes stand before the amount.
            #expect((box["bounding_box"][0].number ?? 0) > 110 && (box["bounding_box"][2].number ?? 999) < 300)
            #expect(data["changed_values"].elements.count == 2)
            #expect(data["similarities"].elements.contains { $0["matching_content"].text?.contains("ten days after") == true })
            #expect(data["documents_info"].elements.map { $0["document_id"].text } == [a, b])
            #expect(data["comparison_result"].text?.contains("2 numbers, dates or amounts differ") == true)
        }
    }

    @Test("names alone, other modes, several documents, and Markdown")
    func otherDialect() async throws {
        try await ServiceHouse.with { house in
            let (a, b) = try await stored(house)
            let ids = "{\"document_ids\": [\"\(a)\", \"\(b)\", \"\(a)\"], \"include_similarities\": false}"
            let data = try await house.admin.post("/api/v1/documents/compare", json: ids).json["data"]
            #expect(data["document_ids"].elements.map(\.text) == [a, b, a])
            #expect(data["similarities"].elements.isEmpty && !data["differences"].elements.isEmpty)
            #expect(data["other_comparisons"].elements.map { $0["overall_similarity"].number } == [1])
            let pair = "\"document_ids\": [\"\(a)\", \"\(b)\"]"
            for kind in ["semantic", "structural"] {
                let other = try await house.admin.post("/api/v1/search/compare", json: "{\(pair), \"comparison_type\": \"\(kind)\"}").json["data"]
                #expect(other["comparison_metadata"]["comparison_type"].text == kind)
            }
            let topics = try await house.admin.post("/api/v1/search/compare", json: "{\(pair), \"comparison_aspect\": \"topics\"}").json["data"]
            #expect(topics["comparison_result"].text?.hasPrefix("Both speak of") == true)
            let markdown = try await house.admin.post("/api/v1/search/compare", json: "{\(pair)}", headers: ["Accept": "text/markdown"])
            #expect(markdown.header("Content-Type")?.hasPrefix("text/markdown") == true)
            #expect(markdown.text.hasPrefix("# Comparison"))
            #expect(markdown.text.contains("| money | EUR 12,500 | EUR 13,900 | 1 → 2 |"))
        }
    }

    /// A hundred words and more on one subject each, with an amount that stands in both.
    static let gobi = [
        "The Gobi is a cold desert in the north of China and the south of", "Mongolia, where camels, wolves and snow leopards live in the desert.",
        "",
        "Rain falls in the summer only, when the temperature of the air goes up", "to 45 degrees by day and drops below zero in the night.", "",
        "The desert is dry because the mountains of Tibet keep the rain of the", "monsoon away, and the rivers of the desert end in salt lakes.", "",
        "An expedition of a museum from New York came to the desert in 1923 and", "found eggs of dinosaurs; it cost EUR 12,500 and took three years.",
        "",
        "Nomads keep goats and camels near the springs and move their tents four",
        "times a year, as the grass of the steppe needs rain to grow again.",
    ]
    static let kalahari = [
        "The Kalahari is a warm desert in Botswana and Namibia, where lions,", "antelopes and meerkats live in the red sand of the desert.", "",
        "What rain there is falls from October to April; the temperature is 40", "degrees in the summer and seldom drops below 4 degrees.", "",
        "The rivers of the desert carry water after the rain only, and cattle", "graze near the wells that farmers drilled in the dry land.", "",
        "The San have lived in the desert as hunters for a very long time and", "find water in roots and melons, wherever no rain has come.", "",
        "Geologists found diamonds in the desert at Orapa, where a permit to dig", "was sold for EUR 12,500 before a large mine was opened there.",
    ]

    @Test("two different documents: what both speak of, with places, and nothing of it for versions of one")
    func commonGround() async throws {
        try await ServiceHouse.with { house in
            let (a, b) = (
                try await house.admin.document(SamplePDF(pages: [Self.gobi]).bytes),
                try await house.admin.document(SamplePDF(pages: [Self.kalahari]).bytes)
            )
            let data = try await house.admin.post("/api/v1/search/compare", json: "{\"document_ids\": [\"\(a)\", \"\(b)\"]}").json["data"]
            let ground = data["common_ground"]
            #expect(ground.names == ["subject_similarity", "topics", "only_document_a", "only_document_b", "values", "passages"])
            #expect((ground["subject_similarity"].number ?? 0) > 0.1 && (ground["subject_similarity"].number ?? 2) < 1)
            let desert = try #require(ground["topics"].elements.first { $0["text"].text?.lowercased() == "desert" })
            #expect((desert["document_a_count"].integer ?? 0) >= 4 && (desert["document_b_count"].integer ?? 0) >= 4)
            #expect(data["common_topics"].elements.contains { $0.text?.lowercased() == "desert" })
            #expect(ground["only_document_b"].elements.contains { $0.text?.contains("Kalahari") == true })
            let value = try #require(ground["values"].elements.first { $0["kind"].text == "money" })
            #expect(value["text"].text == "EUR 12,500" && value["document_a_location"]["page"].integer == 1)
            #expect(value["document_b_location"]["boxes"][0]["bounding_box"].elements.count == 4)
            let passage = try #require(ground["passages"].elements.first { $0["document_a_content"].text?.hasPrefix("Rain falls") == true })
            #expect(passage["matching_content"].text?.hasPrefix("What rain") == true && passage["document_a_location"]["page"].integer == 1)
            #expect(data["changed_values"].elements.isEmpty)
            let same = try await house.admin.post("/api/v1/search/compare", json: "{\"document_ids\": [\"\(a)\", \"\(a)\"]}").json["data"]
            #expect(!same.names.contains("common_ground"))
        }
    }

    @Test("files are compared without being stored, also with a stored document")
    func files() async throws {
        try await ServiceHouse.with { house in
            let form = FormBody().with("file_a", file: "a.pdf", SamplePDF(pages: [Self.before]).bytes)
                .with("file_b", file: "b.pdf", SamplePDF(pages: [Self.before]).bytes)
            let same = try await house.admin.post("/api/v1/search/compare", form: form)
            #expect(same.json["data"]["overall_similarity"].number == 1, "\(same.text)")
            #expect(same.json["data"]["differences"].elements.isEmpty)
            let id = try await house.admin.document(SamplePDF(pages: [Self.after]).bytes)
            let mixed = FormBody().with("file_a", file: "a.pdf", SamplePDF(pages: [Self.before]).bytes).with("document_b", id)
                .with("comparison_options", "{\"max_differences\": 1}")
            let data = try await house.admin.post("/api/v1/search/compare", form: mixed).json["data"]
            #expect(data["document_ids"].elements.map(\.text) == [id])
            #expect(data["differences"].elements.count == 1)
            #expect(data["comparison_metadata"]["warnings"].elements.contains { $0.text?.contains("the first 1 are listed") == true })
            #expect(try await house.admin.get("/api/v1/documents").json["data"]["documents"].elements.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: house.data + "/staging").isEmpty)
        }
    }

    @Test("too few, unknown and foreign documents, and what is no PDF, are refused")
    func refusals() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            for (body, status) in [
                ("{}", 400), ("{\"document_ids\": [\"\(id)\"]}", 400), ("{\"document_ids\": [\"\(id)\", \"doc_none\"]}", 404),
                ("{\"document_ids\": [\"\(id)\", \"\(id)\"], \"comparison_aspect\": \"sentiment\"}", 400),
                ("{\"document_a\": {\"type\": \"file\", \"value\": \"x\"}, \"document_b\": {\"type\": \"document_id\", \"value\": \"\(id)\"}}", 400),
                ("{\"document_ids\": [\"\(id)\", \"\(id)\"], \"comparison_options\": {\"comparison_type\": \"magic\"}}", 400),
            ] {
                #expect(try await house.admin.post("/api/v1/search/compare", json: body).status == status, "\(body)")
            }
            #expect(try await stranger.post("/api/v1/search/compare", json: "{\"document_ids\": [\"\(id)\", \"\(id)\"]}").status == 404)
            let bad = FormBody().with("file_a", file: "a.pdf", Array("no PDF".utf8)).with("document_b", id)
            #expect(try await house.admin.post("/api/v1/search/compare", form: bad).status == 415)
            #expect(try await house.admin.post("/api/v1/search/compare", form: FormBody().with("document_b", id)).status == 400)
        }
    }
}
