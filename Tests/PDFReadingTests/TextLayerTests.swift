import DocumentModel
import Testing

@testable import PDFReading

@Suite("Searchable copies")
struct TextLayerTests {
    private static let texts = ["Grüße, plain Latin", "Ελληνικά", "Привет мир", "日本語の文", "한국어"]

    private func layer() -> [LayerText] {
        Self.texts.enumerated().map { index, text in
            let top = 20 + 40 * Double(index)
            return LayerText(page: 1, text: text, rectangle: Rectangle(left: 30, top: top, right: 170, bottom: top + 12))
        }
    }

    @Test("text of every script is found again where it was laid, invisibly", arguments: ["", "/Rotate 90"])
    func layerIsFound(pageEntries: String) throws {
        let copy = try Fixture.open(SamplePDF(pageEntries: pageEntries)).copy(with: layer())
        let file = try PDFFile(bytes: copy)
        let found = try file.text(onPage: 1, in: layer().map { $0.rectangle.insetBy(-2) })
        #expect(found == Self.texts)
        #expect(try file.primitives(ofPage: 1).styles.allSatisfy { $0.paint == .invisible })
    }

    @Test("the copy looks like the original")
    func looksTheSame() throws {
        let file = try Fixture.open(SamplePDF(content: "1 0 0 rg 0 200 100 100 re f"))
        let before = try file.picture(ofPage: 1, dpi: 72)
        #expect(try PDFFile(bytes: file.copy(with: layer())).picture(ofPage: 1, dpi: 72) == before)
    }

    @Test("texts without characters or extent are left out, pages that do not exist refused")
    func hostile() throws {
        let file = try Fixture.open(SamplePDF())
        let box = Rectangle(left: 10, top: 10, right: 20, bottom: 20)
        let odd = [
            LayerText(page: 1, text: "", rectangle: box), LayerText(page: 1, text: "\u{1}", rectangle: box),
            LayerText(page: 1, text: "x", rectangle: Rectangle(left: 10, top: 10, right: 10, bottom: 20)),
            LayerText(page: 1, text: "x", rectangle: Rectangle(left: .nan, top: 10, right: 20, bottom: 20)),
        ]
        #expect(try PDFFile(bytes: file.copy(with: odd)).primitives(ofPage: 1).glyphs.isEmpty)
        #expect(throws: PDFError.noSuchPage(9)) { try file.copy(with: [LayerText(page: 9, text: "x", rectangle: box)]) }
    }
}
