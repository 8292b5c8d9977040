import DocumentModel
import Foundation
import Testing

@testable import Persistence

@Suite("Plain JSON of columns")
struct PlainJSONTests {
    @Test("lists, maps and steps are what the encoder was given")
    func roundTrip() throws {
        let list = ["Ä", "", "two words"]
        #expect(PlainJSON.list(in: try JSONColumn.text(list)) == list)
        let map = ["cost centre": "Ä 17", "k": ""]
        #expect(PlainJSON.map(in: try JSONColumn.text(map)) == map)
        let steps = [
            JobStep(name: "download", status: .skipped),
            JobStep(name: "read", status: .completed, startedAt: Timestamp(milliseconds: 1_795_775_156_581), seconds: 1.5e-07),
            JobStep(name: "store", status: .processing, startedAt: Timestamp(milliseconds: -1), seconds: 12),
        ]
        #expect(PlainJSON.steps(in: try JSONColumn.text(steps)) == steps)
        #expect((PlainJSON.list(in: "[]"), PlainJSON.map(in: "{}"), PlainJSON.steps(in: "[]")) == ([], [:], []))
    }

    @Test(
        "what is written in another way is left to the decoder, which gives the same",
        arguments: [#"["a", "b"]"#, #"["\"a\"","\n"]"#, #" ["a"]"#, #"["a"] "#, #"["\/"]"#])
    func otherWays(_ text: String) throws {
        #expect(PlainJSON.list(in: text) == nil)
        #expect(try JSONColumn.list(text) == JSONColumn.value(text))
    }

    @Test(
        "what is no list, map or step is damaged",
        arguments: ["", "[", "]", #"["a""#, #"["a",]"#, #"["a"]]"#, #"{"a":1}"#, #"{"a"}"#, #"[{}]"#, #"[{"name":"x","status":"lost"}]"#, #"["a]"#])
    func damaged(_ text: String) {
        #expect(throws: (any Error).self) { _ = try JSONColumn.steps(text) }
        #expect(throws: (any Error).self) { _ = try JSONColumn.map(text) }
    }
}
