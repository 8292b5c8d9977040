import Backends
import DocumentModel
import Retrieval
import Testing

@Suite("Entities of documents")
struct EntityTests {
    @Test(
        "writings of one thing have one key",
        arguments: [
            (Entity.Kind.organization, ["Acme Inc.", "ACME", "acme, Inc", "The Acme Corporation", "Acme's"], "acme"),
            (.organization, ["Müller GmbH", "MULLER", "Müller GmbH & Co. KG"], "muller"), (.organization, ["Telecom S.p.A.", "Telecom"], "telecom"),
            (.person, ["Dr. Jane Smith", "JANE  SMITH", "Jane Smith Jr."], "jane smith"),
            (.location, ["The Netherlands", "netherlands"], "netherlands"),
            (.money, ["EUR 1,200", "eur 1,200"], "eur1,200"), (.url, ["https://www.Example.org/", "example.org"], "example.org"),
            (.phone, ["+43 1 5555-12", "+4315555 12"], "+431555512"), (.organization, ["Company"], "company"), (.product, ["—"], "—"),
        ])
    func keys(_ kind: Entity.Kind, _ writings: [String], _ key: String) {
        for writing in writings { #expect(EntityKey.of(kind, writing) == key, "\(writing)") }
    }

    private func found(_ lines: [String], _ names: [(Entity.Kind, String)]) -> [EntityMention] {
        let outline = Texts.outline(lines)
        let entities = outline.passages.map { passage in
            names.flatMap { kind, name in
                passage.text.ranges(of: name).map { range in
                    let start = passage.text.utf8.distance(from: passage.text.startIndex, to: range.lowerBound)
                    return Entity(kind: kind, range: start..<start + name.utf8.count, text: name, confidence: 0.9)
                }
            }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        }
        return DocumentEntities.mentions(entities, in: outline, of: DocumentID(prefix: "doc", milliseconds: 0, entropy: (0, 0)))
    }

    @Test("a short name stands for the one full name that it fits, and for none when it fits two")
    func people() {
        let mentions = found(
            ["Jane Smith founded it. J. Smith left.", "Ms Brown and Ann Brown met Bob Brown; Meier came."],
            [
                (.person, "Jane Smith"), (.person, "J. Smith"), (.person, "Ms Brown"), (.person, "Ann Brown"), (.person, "Bob Brown"),
                (.person, "Meier"),
            ])
        #expect(mentions.map(\.entity.key) == ["jane smith", "jane smith", "brown", "ann brown", "bob brown", "meier"])
        #expect(mentions[1].name == "Jane Smith")
        #expect(mentions[1].text == "J. Smith")
    }

    @Test("a mention has its page, its rectangle and what stands around it")
    func places() throws {
        let filler = Array(repeating: "Nothing is here.", count: 30)
        let mentions = found(filler + ["We met in Vienna, then left."], [(.location, "Vienna")])
        let mention = try #require(mentions.first)
        #expect(mention.page == 2)
        #expect(mention.range == 10..<16)
        let rectangle = try #require(mention.regions.first?.rectangle)
        #expect(abs(rectangle.left - 50) < 0.01 && abs(rectangle.right - 80) < 0.01)
        #expect(mention.context == "We met in Vienna, then left.")
        let long = found([String(repeating: "word ", count: 60) + "Vienna" + String(repeating: " word", count: 60)], [(.location, "Vienna")])
        #expect(long[0].context.hasPrefix("…word ") && long[0].context.hasSuffix(" word…"))
        #expect(long[0].context.count < 260)
    }

    @Test("names in cells of a table are found in their cells")
    func tables() throws {
        let mention = try #require(found(["| Supplier | Acme Inc. |"], [(.organization, "Acme Inc.")]).first)
        #expect(mention.regions.map(\.rectangle.left) == [100])
    }
}
