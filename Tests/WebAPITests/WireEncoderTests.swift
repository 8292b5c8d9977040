import Foundation
import Testing

@testable import WebAPI

@Suite("JSON of answers")
struct WireEncoderTests {
    private struct Sample: Encodable {
        struct Part: Encodable {
            var boundingBox = [1.0, 2.5, -0.125, 1e21, .leastNonzeroMagnitude]
            var hasOCRText = true
            var imageURLString: String? = nil
            var missing: Int?
        }

        enum State: String, Encodable { case done }

        var zIndex = 1
        var aText = "quotes \" back \\ slash / line \n tab \t bell \u{07} Ελληνικά 日本 🧱 \u{2028}"
        var emptyText = ""
        var parts = [Part(), Part(imageURLString: "x")]
        var nothing: [String] = []
        var counts: [String: Int] = ["Ωmega": 1, "camelCase": 2, "with \"quotes\"": 3]
        var nested: [String: [String: Part]] = ["a": ["b": Part()]]
        var optionals: [Int?] = [1, nil]
        var small = UInt8(255)
        var large = UInt64.max
        var single = Float(0.1)
        var whole = 5.0
        var state = State.done
        var identifier = UUID(uuidString: "00000000-0000-0000-0000-000000000001")
        var tree = JSONTree.object(["someKey": [1, "two", .null, .boolean(false), 2.5], "empty": .object([:])])
    }

    private static func foundation(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(value)
    }

    private static func read(_ data: Data) throws -> NSObject? {
        try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) as? NSObject
    }

    @Test("is what Foundation writes of the same value")
    func sameAsFoundation() throws {
        let ours = Data(try WireCoding.encode(Sample()))
        let object = try #require(try Self.read(ours))
        #expect(object == (try Self.read(Self.foundation(Sample()))))
        #expect(JSONTree(parsing: ours)?["parts"] == JSONTree(parsing: try Self.foundation(Sample()))?["parts"])
    }

    @Test(
        "writes plain values, whole numbers without a point and what is no number as text",
        arguments: [
            (JSONTree.number(5), "5"), (.number(.infinity), "\"inf\""), (.number(-.infinity), "\"-inf\""), (.number(.nan), "\"nan\""),
            (.string("a/b"), "\"a/b\""), (.null, "null"), (.array([]), "[]"), (.object([:]), "{}"), (.integer(.min), "-9223372036854775808"),
            (.string("\u{0}\u{1f}"), "\"\\u0000\\u001f\""),
        ])
    func plain(_ value: JSONTree, _ text: String) throws {
        #expect(String(decoding: try WireCoding.encode(value), as: UTF8.self) == text)
    }

    private struct Ordered: Encodable {
        var second = "x"
        var firstOfAll = ["b": ["dD": 1, "cC": 2], "a": [:]]
    }

    @Test("members stand in the order of the program, those of dictionaries by name and with their keys as they are")
    func order() throws {
        let text = String(decoding: try WireCoding.encode(Ordered()), as: UTF8.self)
        #expect(text == #"{"second":"x","first_of_all":{"a":{},"b":{"cC":2,"dD":1}}}"#)
    }

    @Test("JSON that was stored is answered as it is, and read back as the same")
    func stored() throws {
        let text = #"{"b_c":[1,{"a":null}],"dE":"x"}"#
        #expect(String(decoding: try WireCoding.encode(["k": StoredJSON(text: text)]), as: UTF8.self) == "{\"k\":\(text)}")
        #expect(try WireCoding.decode(StoredJSON.self, from: #require(JSONTree(parsing: text))).text == text)
        #expect(try JSONTree(parsing: JSONEncoder().encode(StoredJSON(text: text))) == JSONTree(parsing: text))
    }

    /// Writes its parts in an order that no plain value has.
    private struct Interleaved: Encodable {
        enum Key: String, CodingKey { case second, first, third }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var list = container.nestedUnkeyedContainer(forKey: .second)
            var object = container.nestedContainer(keyedBy: Key.self, forKey: .third)
            try list.encode("a")
            try container.encode(1, forKey: .first)
            try object.encode(true, forKey: .first)
            var inner = list.nestedUnkeyedContainer()
            try list.encode("b")
            try inner.encode(2)
        }
    }

    @Test("values that write several parts at the same time keep each where it belongs")
    func interleaved() throws {
        let text = String(decoding: try WireCoding.encode([Interleaved()]), as: UTF8.self)
        #expect(text == #"[{"second":["a",[2],"b"],"third":{"first":true},"first":1}]"#)
    }
}
