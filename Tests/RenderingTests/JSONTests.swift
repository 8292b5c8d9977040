import DocumentModel
import Foundation
import Rendering
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("the blocks of a page come back as they were")
    func blocks() throws {
        let text = JSONRenderer().renderBlocks(Document.sample.blocks)
        #expect(try JSONRenderer().blocks(from: text) == Document.sample.blocks)
        #expect(throws: JSONError.self) { try JSONRenderer().blocks(from: "{}") }
        #expect(try JSONRenderer().blocks(from: "[]").isEmpty)
    }

    @Test("a document survives the way to JSON and back")
    func roundTrip() throws {
        let text = JSONRenderer().render(.sample)
        #expect(try JSONRenderer().document(from: text) == .sample)
    }

    @Test("other parsers read it")
    func foundationReadsIt() throws {
        let value = try JSONSerialization.jsonObject(with: Data(JSONRenderer().bytes(of: .sample))) as? [String: Any]
        #expect(value?["schema_version"] as? Int == 1)
        #expect(value?["outcome"] as? String == "partial")
        let blocks = value?["blocks"] as? [[String: Any]]
        #expect(blocks?.count == Document.sample.blocks.count)
        #expect(blocks?[1]["kind"] as? String == "heading")
        #expect(blocks?[2]["text"] as? String == "It is bold and hyphenated, see this.")
    }

    @Test("every key of the output is in the schema, and every required key in the output")
    func schema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/document.schema.json")
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let value = try JSONSerialization.jsonObject(with: Data(JSONRenderer().bytes(of: .sample)))
        #expect(SchemaCheck(root: schema).problems(of: value, against: schema, at: "$") == [])
    }

    @Test(
        "what is not JSON, or not ours, is refused",
        arguments: [
            ("", JSONError.syntax), ("{", .syntax), ("{} x", .syntax), ("{\"a\":\"\n\"}", .syntax),
            ("{}", .missing("schema_version")), ("{\"schema_version\":2}", .unknownVersion),
            ("{\"schema_version\":\"1\"}", .wrongType("schema_version")),
        ])
    func refusal(_ text: String, _ error: JSONError) {
        #expect(throws: error) { try JSONRenderer().document(from: text) }
    }

    @Test("nesting that would exhaust the stack is refused")
    func nesting() {
        #expect(throws: JSONError.syntax) { try JSONRenderer().document(from: String(repeating: "[", count: 100_000)) }
    }

    @Test("escapes of every kind are read")
    func escapes() throws {
        var document = Document.of([.paragraph("\u{1F600}\"\\\n\t\u{1}é")])
        document.info.title = ""
        let text = JSONRenderer().render(document).replacing("\u{1F600}", with: "\\ud83d\\ude00").replacing("é", with: "\\u00e9")
        #expect(try JSONRenderer().document(from: text) == document)
    }
}

/// The part of JSON Schema that `docs/document.schema.json` uses.
private struct SchemaCheck {
    let root: [String: Any]

    func problems(of value: Any, against schema: [String: Any], at path: String) -> [String] {
        let schema = resolve(schema)
        if let object = value as? [String: Any] { return problems(of: object, against: schema, at: path) }
        if let array = value as? [Any] {
            guard let items = schema["items"] as? [String: Any] else { return ["\(path): not an array in the schema"] }
            return array.enumerated().flatMap { problems(of: $1, against: items, at: "\(path)[\($0)]") }
        }
        if let names = schema["enum"] as? [String], let name = value as? String, !names.contains(name) {
            return ["\(path): \(name) is not in the schema"]
        }
        return schema["properties"] == nil ? [] : ["\(path): not an object"]
    }

    private func problems(of object: [String: Any], against schema: [String: Any], at path: String) -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path).\($0) is missing" }
        return missing
            + object.flatMap { key, value in
                properties[key].map { problems(of: value, against: $0, at: "\(path).\(key)") } ?? ["\(path).\(key) is not in the schema"]
            }
    }

    private func resolve(_ schema: [String: Any]) -> [String: Any] {
        guard let name = (schema["$ref"] as? String)?.split(separator: "/").last else { return schema }
        return (root["$defs"] as? [String: [String: Any]])?[String(name)] ?? [:]
    }
}
