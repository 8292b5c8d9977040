import DocumentModel
import Testing

@testable import WebAPI

@Suite("Schemas of messages")
struct SchemaTests {
    private struct Sample: APIMessage {
        enum Colour: String, APIChoice { case red, green }
        struct Inner: APIMessage { var someValue: Double }

        var pageNumber: Int?
        var title: String
        var colour: Colour
        var inner: Inner
        var list: [Inner]
        var names: [String: String]
        var anything: JSONTree
        var document: DocumentID
        var limit: Int

        static let rules: [String: FieldRules] = [
            "page_number": .range(1...10), "title": .count(1...5), "limit": .range(1...100, default: 50), "list": .count(0...2),
        ]
    }

    private let schema = Schema(of: Sample.self)

    private func property(_ name: String) throws -> SchemaProperty {
        try #require(schema.properties.first { $0.name == name })
    }

    @Test("an answer that has several shapes is described by all of them, and takes any")
    func either() throws {
        let route = Route(.get, "/x", "x", "X", in: .service, access: .open)
            .reply(.ok, "One.", Sample.Inner.self).reply(.ok, "Another.", shape: Schema(.integer)).reply(.ok, "A third.", shape: Schema(.boolean))
        let shape = try #require(route.replies.first?.contents["application/json"] ?? nil)
        guard case .either(let shapes) = shape.kind else { return #expect(Bool(false), "\(shape.kind)") }
        #expect(shapes.map(\.kind) == [Schema(of: Sample.Inner.self).kind, .integer, .boolean])
        #expect((try? shape.accept(.integer(3)).get()) == .integer(3))
        #expect((try? shape.accept(["some_value": .number(1)]).get()) != nil)
        #expect((try? shape.accept(.string("text")).get()) == nil)
    }

    @Test("names, types and what may be absent are read off the type")
    func reading() throws {
        #expect(schema.properties.map(\.name) == ["page_number", "title", "colour", "inner", "list", "names", "anything", "document", "limit"])
        #expect(try property("page_number").schema.kind == .integer)
        #expect(try !property("page_number").isRequired)
        #expect(try property("title").isRequired)
        #expect(try property("colour").schema.kind == .choice(["red", "green"]))
        #expect(try property("inner").schema.properties.map(\.name) == ["some_value"])
        #expect(try property("names").schema.kind == .map(Schema(.string(format: nil))))
        #expect(try property("limit").schema.rules.fallback == 50)
        #expect(try !property("limit").isRequired)
    }

    private func message(_ changes: [String: JSONTree?] = [:]) -> JSONTree {
        var members: [String: JSONTree] = [
            "title": "abc", "colour": "red", "inner": ["some_value": 1], "list": [["some_value": 0.5]], "names": ["a": "b"], "anything": [1, "x"],
            "document": "doc_1",
        ]
        for (name, value) in changes { members[name] = value }
        return .object(members)
    }

    @Test("a good message gets its defaults and loses what nobody knows")
    func accepting() throws {
        let accepted = try schema.accept(message(["unknown": 1])).get()
        #expect(accepted["limit"] == 50)
        #expect(accepted["unknown"] == nil)
        let sample = try WireCoding.decode(Sample.self, from: accepted)
        #expect(sample.limit == 50)
        #expect(sample.inner.someValue == 1)
        #expect(sample.names == ["a": "b"])
    }

    @Test("every violation is named with its place")
    func refusing() {
        let bad = message(["title": nil, "page_number": 11, "colour": "blue", "list": [["some_value": "x"]], "inner": 3])
        guard case .failure(let violations) = schema.accept(bad) else {
            Issue.record("it was accepted")
            return
        }
        #expect(Set(violations.list.map(\.field)) == ["title", "page_number", "colour", "list[0].some_value", "inner"])
    }

    @Test("bounds hold at the limit and not beyond")
    func bounds() {
        func isAccepted(_ changes: [String: JSONTree?]) -> Bool { if case .success = schema.accept(message(changes)) { true } else { false } }
        #expect(isAccepted(["page_number": 10]))
        #expect(!isAccepted(["page_number": 0]))
        #expect(isAccepted(["title": "12345"]))
        #expect(!isAccepted(["title": "123456"]))
        #expect(!isAccepted(["title": ""]))
        #expect(!isAccepted(["title": "a\0b"]))
        #expect(isAccepted(["page_number": 3.0]))
        #expect(!isAccepted(["page_number": 3.5]))
        #expect(!isAccepted(["list": [["some_value": 1], ["some_value": 1], ["some_value": 1]]]))
    }

    @Test("texts of a query become what the schema says")
    func texts() {
        #expect(Schema(.integer).tree(fromTexts: ["7"]) == 7)
        #expect(Schema(.integer).tree(fromTexts: ["x"]) == "x")
        #expect(Schema(.boolean).tree(fromTexts: ["True"]) == true)
        #expect(Schema(.array(Schema(.string(format: nil)))).tree(fromTexts: ["a, b,,c"]) == ["a", "b", "c"])
        #expect(Schema(.array(Schema(.integer))).tree(fromTexts: ["1", "2"]) == [1, 2])
        #expect(QueryText.pairs(of: "a=1&b=x%20y+z&c").map(\.1) == ["1", "x y z", ""])
    }

    @Test(
        "names on the wire are those that Foundation makes of the same property",
        arguments: [
            ("pageCount", "page_count"), ("sha256", "sha256"), ("memoryRssMb", "memory_rss_mb"), ("documentURL", "document_url"), ("a", "a"),
        ])
    func snakeCase(name: String, expected: String) {
        #expect(SnakeCase.name(of: name) == expected)
    }
}
