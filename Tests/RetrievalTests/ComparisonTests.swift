import Backends
import DocumentModel
import Foundation
import Testing
import TextAnalysis

@testable import Retrieval

@Suite("Comparison of documents")
struct ComparisonTests {
    /// Dates of the form 2024-01-31 and amounts in euros, as the rules of the entity finder find them.
    private static let values: ValueFinder = { text in
        let patterns: [(Entity.Kind, String)] = [(.date, "\\d{4}-\\d{2}-\\d{2}"), (.money, "EUR \\d[\\d.,]*\\d")]
        return patterns.flatMap { kind, pattern in
            guard let expression = try? NSRegularExpression(pattern: pattern) else { return [Entity]() }
            return expression.matches(in: text, range: NSRange(location: 0, length: text.utf16.count)).map { match in
                let range = match.range.location..<match.range.location + match.range.length
                return Entity(kind: kind, range: range, text: String(Array(text)[range]), confidence: 1)
            }
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func compare(
        _ before: [String], _ after: [String], _ mode: DocumentComparison.Mode = .textual
    ) -> DocumentComparison {
        DocumentComparer(.init(mode: mode), values: Self.values).compare(Texts.outline(before), Texts.outline(after))
    }

    private static let contract = [
        "# Supply contract", "This contract is made between the supplier and the customer named below.", "# Delivery",
        "Goods are delivered to the warehouse of the customer within ten working days.", "The supplier bears all costs of packing and insurance.",
        "# Payment", "The customer pays EUR 12,500 until 2024-03-31 to the account of the supplier.",
        "Late payments bear interest from the first day of delay onwards.", "# Termination",
        "Either party may end this contract with three months of notice in writing.",
    ]

    @Test("a document is the same as itself in every mode", arguments: DocumentComparison.Mode.allCases)
    func same(_ mode: DocumentComparison.Mode) {
        let result = compare(Self.contract, Self.contract, mode)
        #expect(result.similarity == 1)
        #expect(result.differences.isEmpty)
        #expect(result.sections.allSatisfy { $0.state == .unchanged })
        #expect(result.totals.unchanged == (mode == .structural ? 4 : Self.contract.count))
    }

    @Test("a changed amount and date are called out with their places on both pages")
    func changedValues() throws {
        var after = Self.contract
        after[6] = "The customer pays EUR 13,900 until 2024-06-30 to the account of the supplier."
        let result = compare(Self.contract, after)
        #expect(result.differences.map(\.kind) == [.modification])
        let difference = try #require(result.differences.first)
        #expect(difference.section == "Payment")
        #expect(difference.values.map(\.kind) == [.money, .date])
        #expect(difference.values.map(\.before?.text) == ["EUR 12,500", "2024-03-31"])
        #expect(difference.values.map(\.after?.text) == ["EUR 13,900", "2024-06-30"])
        let part = try #require(difference.words.first?.before)
        #expect(part.text == "12,500")
        // 22 bytes stand before it, 5 points each; the line is the seventh on the page.
        #expect(part.regions.map(\.page) == [1])
        let rectangle = try #require(part.regions.first?.rectangle)
        #expect(abs(rectangle.left - 110) < 0.01 && abs(rectangle.right - 140) < 0.01)
        #expect(abs(rectangle.top - 6 * Texts.lineHeight) < 0.01)
        #expect(result.sections.filter { $0.state == .modified }.map(\.after?.title) == ["Payment"])
        #expect(result.totals.changedValues == 2)
        #expect(result.similarity > 0.9 && result.similarity < 1)
    }

    private static let gobi = [
        "# Gobi", "The Gobi is a large cold desert in northern China and southern Mongolia with little rain in every year.",
        "# Climate", "Rain falls in summer only, when the temperature of the air reaches 45 degrees Celsius by day and drops below zero at night.",
        "The desert is dry because the mountains of the Tibetan Plateau block the rain of the monsoon from the south.",
        "# Animals", "Camels, wolves and snow leopards live in the desert, and nomads keep goats and camels near the few springs of the desert.",
        "# History", "Dinosaur eggs were found in the desert in 1923 by an expedition of a museum from the city of New York.",
        "The expedition of the museum worked for several years in the desert and found the remains of early mammals.",
    ]
    private static let kalahari = [
        "# Kalahari", "The Kalahari is a large desert in southern Africa which covers much of Botswana and parts of Namibia.",
        "# Climate", "What rain there is falls from October to April; the temperature is 40 degrees in summer and seldom lower than 4 degrees.",
        "The south of the desert is dry, and the rivers of the desert carry water after the rain only.",
        "# Animals", "Lions, antelopes and meerkats live in the desert, and cattle graze near the wells that farmers drilled in the desert.",
        "# People", "The San have lived in the desert as hunters for twenty thousand years and find water in roots and melons.",
        "Diamonds were found in the desert by geologists, and a large mine was opened at Orapa some years later.",
    ]

    @Test("two different documents on one subject: what both speak of, and no changes that nobody made")
    func differentSubjects() throws {
        let result = compare(Self.gobi, Self.kalahari)
        let ground = try #require(result.commonGround)
        #expect(!result.areVersions && result.totals.changedValues == 0 && result.differences.allSatisfy { $0.values.isEmpty })
        #expect(ground.topics.contains { $0.text.lowercased() == "desert" && $0.countBefore > 5 && $0.countAfter > 5 })
        #expect(ground.onlyAfter.contains { $0.contains("Kalahari") } || ground.onlyBefore.contains { $0.contains("Gobi") })
        let alike = try #require(
            ground.passages.first { $0.before.text.hasPrefix("Rain falls") && $0.after.text.hasPrefix("What rain") })
        #expect(!alike.isSame && alike.before.regions.map(\.page) == [1])
        #expect(result.similarities.contains(alike))
        let markdown = result.markdown()
        #expect(markdown.contains("two different documents") && markdown.contains("## What both speak of") && !markdown.contains("## Differences"))
        #expect(compare(Self.contract, Self.contract).areVersions)
    }

    @Test("words of any subject are no topics, and a mention beside a subject is none")
    func topics() {
        let topics = CommonTopics(Texts.outline(Self.gobi), Texts.outline(Self.kalahari))
        let names = topics.common.map { $0.text.lowercased() }
        #expect(names.contains("desert") && names.contains("rain"))
        #expect(Set(names).isDisjoint(with: ["large", "south", "years", "parts", "found", "summer only"]), "\(names)")
        #expect(GeneralWords.makeUp("southern parts", language: "en") && GeneralWords.makeUp("verschiedene Bereiche", language: "de"))
        #expect(!GeneralWords.makeUp("southern desert", language: "en") && !GeneralWords.makeUp("parties", language: "fr"))
        #expect(CommonTopics(Texts.outline([]), Texts.outline(Self.gobi)).common.isEmpty)
    }

    @Test("a section that was moved and renumbered is a move, and its number is no changed amount")
    func renumberedSection() throws {
        func numbered(_ order: [Int]) -> [String] {
            let starts = [0, 2, 5, 8, 10]
            return order.enumerated().flatMap { number, part -> [String] in
                var lines = Array(Self.contract[starts[part]..<starts[part + 1]])
                lines[0] = "# \(number + 1). " + lines[0].dropFirst(2)
                return lines
            }
        }
        let result = compare(numbered([0, 1, 2, 3]), numbered([0, 3, 1, 2]))
        #expect(result.totals.additions == 0 && result.totals.deletions == 0 && result.totals.changedValues == 0)
        let move = try #require(result.differences.first { $0.kind == .move })
        #expect(move.after?.text == "2. Termination" && move.before?.text == "4. Termination" && move.remark == "The whole section was moved.")
        #expect(result.totals.moves == 1)
    }

    @Test("pairs keep their order and have the greatest sum")
    func orderedPairing() {
        let likenesses = [[0, 0.9, 0], [0.8, 0, 0], [0, 0, 0.5]]
        let pairs = OrderedPairing.pairs(rows: 3, columns: 3) { likenesses[$0][$1] }
        #expect(pairs.map(\.row) == [2, 0] && pairs.map(\.column) == [2, 1])
        #expect(OrderedPairing.pairs(rows: 0, columns: 3) { _, _ in 1 }.isEmpty)
        #expect(OrderedPairing.pairs(rows: 2, columns: 2) { _, _ in 0 }.isEmpty)
    }

    @Test("added and removed passages stand in their sections")
    func addedAndRemoved() throws {
        var after = Self.contract
        after.remove(at: 4)
        after.insert("A penalty of one percent is due for every week of delay in delivery.", at: 6)
        let result = compare(Self.contract, after)
        let removed = try #require(result.differences.first { $0.kind == .deletion })
        let added = try #require(result.differences.first { $0.kind == .addition })
        #expect(result.differences.count == 2)
        #expect((removed.section, removed.before?.text) == ("Delivery", Self.contract[4]))
        #expect((added.section, added.after?.text) == ("Payment", after[6]))
        #expect(removed.after == nil && added.before == nil)
        #expect((result.totals.additions, result.totals.deletions, result.totals.modifications) == (1, 1, 0))
    }

    @Test("a section that was moved is one difference")
    func movedSection() throws {
        let after = Array(Self.contract[..<2] + Self.contract[5..<8] + Self.contract[2..<5] + Self.contract[8...])
        let result = compare(Self.contract, after)
        #expect(result.differences.map(\.kind) == [.move])
        #expect(result.differences[0].remark == "The whole section was moved.")
        let moved = result.sections.filter { $0.state == .moved }
        #expect(moved.count == 1)
        #expect(moved[0].similarity == 1)
        #expect(result.similarity == 1)
        #expect(compare(Self.contract, after, .structural).differences.map(\.kind) == [.move])
    }

    @Test("rows of tables are compared cell by cell, and repeated rows stay with their neighbours")
    func tables() throws {
        let before = ["# Prices", "| Article | Price |", "| Oak plank | EUR 12.00 |", "| – | – |", "| Walnut plank | EUR 30.00 |", "| – | – |"]
        var after = before
        after[4] = "| Walnut plank | EUR 34.00 |"
        after.insert("| – | – |", at: 3)
        let result = compare(before, after)
        #expect(result.differences.map(\.kind) == [.addition, .modification])
        #expect(result.differences.last?.values.map(\.before?.text) == ["EUR 30.00"])
        #expect(result.differences.last?.values.map(\.after?.text) == ["EUR 34.00"])
    }

    @Test("structure: headings that came, went, were renamed or changed level; counts of what stands under them")
    func structure() throws {
        var after = Self.contract
        after[2] = "## Delivery"
        after[5] = "# Payment and prices"
        after.insert("- Packing", at: 5)
        after += ["# Annex", "Drawings."]
        let result = compare(Self.contract, after, .structural)
        #expect(result.differences.map(\.kind) == [.modification, .modification, .addition])
        #expect(result.differences[0].remark == "level 1 became 2; listItem: 0 became 1")
        #expect(result.differences[1].remark == "the heading was \"Payment\"")
        #expect(result.differences[2].after?.text == "Annex (1 paragraph)")
        #expect(result.similarity > 0.7 && result.similarity < 1)
    }

    @Test("two different documents have little in common, and that is found")
    func differentDocuments() throws {
        let other = ["# Report", "Rainfall in the valley was above the average of the last decade."] + Texts.prose(20) + [Self.contract[4]]
        let result = compare(Self.contract, other)
        #expect(result.similarity < 0.15)
        #expect(result.similarities.map(\.after.text) == [Self.contract[4]])
        #expect(result.similarities[0].isSame)
    }

    @Test("known changes in a long document are all found, and nothing else")
    func knownChanges() throws {
        let before = Texts.prose(600)
        var after = before
        for index in stride(from: 50, to: 600, by: 60) {
            after[index] = after[index].replacing("river", with: "creek").replacing(" and ", with: " or ", maxReplacements: 1)
        }
        let changed = zip(before, after).count { $0 != $1 }
        after.insert("A wholly new provision about arbitration in Vienna was agreed by everyone.", at: 300)
        after.remove(at: 10)
        let result = compare(before, after)
        #expect(result.totals.modifications == changed)
        #expect((result.totals.additions, result.totals.deletions, result.totals.moves) == (1, 1, 0))
    }

    @Test("time grows little faster than the documents")
    func longDocuments() {
        func seconds(_ count: Int) -> Double {
            let (before, after) = (Texts.outline(Texts.prose(count)), Texts.outline(Texts.prose(count, seed: 11) + Texts.prose(count / 2)))
            return ThreadTime.seconds { _ = DocumentComparer(values: { _ in [] }).compare(before, after) }
        }
        let (short, long) = (seconds(500), seconds(2000))
        #expect(long < max(1, short * 12), "\(short) s, then \(long) s for four times as much")
    }

    @Test("Markdown has the verdict, the changed values and each difference with its pages")
    func markdown() {
        var after = Self.contract
        after[6] = "The customer pays EUR 13,900 until 2024-06-30 to the account of the *supplier*."
        after.remove(at: 9)
        let text = compare(Self.contract, after).markdown()
        #expect(text.contains("| Payment | money | EUR 12,500 | EUR 13,900 | 1 → 1 |"))
        #expect(text.contains("pays EUR ~~12,500~~ **13,900** until"))
        #expect(text.contains("### 2. Removed, Termination, page 1"))
        #expect(text.contains("\\*"), "what is in the documents cannot be taken for marks")
    }

    @Test("JSON of a comparison reads back as the same comparison")
    func json() throws {
        var after = Self.contract
        after[6] = "The customer pays EUR 13,900 at once."
        let result = compare(Self.contract, after)
        #expect(try JSONDecoder().decode(DocumentComparison.self, from: JSONEncoder().encode(result)) == result)
    }

    // MARK: By meaning

    /// Knows three meanings: paying, delivering, and everything else.
    private struct MeaningOfWords: TextEmbedder {
        let space = EmbeddingSpace(model: "three-meanings", version: "1", dimension: 3)

        func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
            texts.map { text in
                ["pay", "remit"].contains { text.contains($0) }
                    ? [1, 0, 0] : ["deliver", "ship"].contains { text.contains($0) } ? [0, 1, 0] : [0, 0, 1]
            }
        }
    }

    @Test("by meaning, other words for the same are no difference, another amount is")
    func meaning() async throws {
        var after = Self.contract
        after[3] = "Merchandise will be shipped to our client's depot inside of two weeks."
        after[6] = "The customer pays EUR 99,000 until 2024-03-31 to the account of the supplier."
        let comparer = DocumentComparer(.init(mode: .semantic), values: Self.values)
        let result = try await comparer.compare(
            Texts.outline(Self.contract), Texts.outline(after), embedder: MeaningOfWords(), missing: "")
        #expect(result.differences.map(\.after?.text) == [after[6]])
        #expect(result.totals.rewordings == 1)
        #expect(result.similarities.contains { $0.after.text == after[3] && !$0.isSame })
        #expect(result.method.contains("three-meanings"))
        let plain = try await comparer.compare(
            Texts.outline(Self.contract), Texts.outline(after), embedder: nil, missing: "no model")
        #expect(plain.differences.count == 3)
        #expect(plain.warnings == ["Meanings were not compared: no model."])
    }
}
