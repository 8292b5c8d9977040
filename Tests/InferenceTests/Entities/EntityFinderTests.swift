import Backends
import Testing

@testable import Inference

@Suite("Entities in text")
struct EntityFinderTests {
    private func finder() throws -> EntityFinder {
        let store = ModelStore(folder: InstalledRuntime.vendor + "/models")
        return EntityFinder(try NameModel(ModelCatalogue.tinyNER, in: store), runtime: try InstalledRuntime.shared.get())
    }

    @Test("names and regular writing in one text, at their places")
    func example() async throws {
        let text = "Élise: Angela Merkel visited Athens on 31 December 2024; tiles of 60 x 60 cm meet EN 14411."
        let found = try await finder().entities(in: [text, "", "no names here"])
        #expect(found.map(\.count) == [found[0].count, 0, 0])
        let seen = found[0].map { "\($0.kind.rawValue): \($0.text)" }
        for expected in [
            "person: Angela Merkel", "location: Athens", "date: 31 December 2024", "quantity: 60 x 60 cm", "standard: EN 14411",
        ] {
            #expect(seen.contains(expected))
        }
        for entity in found[0] {
            #expect(Array(text.utf8)[entity.range].elementsEqual(entity.text.utf8))
            #expect((0...1).contains(entity.confidence))
        }
    }

    @Test("names far into a long text are found as near its beginning")
    func longText() async throws {
        let text = String(repeating: "The meeting was long and nothing happened. ", count: 200) + "Angela Merkel visited Athens."
        let found = try await finder().entities(in: [text])[0].map(\.text)
        #expect(found.contains("Angela Merkel") && found.contains("Athens"))
    }

    @Test(
        "odd texts are searched without harm",
        arguments: ["\u{0}", "🤷🏽‍♂️", String(repeating: "A", count: 100_000), String(repeating: "1 ", count: 50_000)])
    func oddTexts(text: String) async throws {
        for entity in try await finder().entities(in: [text])[0] { #expect(entity.range.upperBound <= text.utf8.count) }
    }
}
