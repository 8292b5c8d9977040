import DocumentModel
import Testing

@testable import PDFReading

@Suite("Glyphs")
struct GlyphTests {
    @Test("positions are measured from the top left corner of the crop box")
    func cropBox() throws {
        let page = try Fixture.primitives(
            SamplePDF(content: "BT /F1 10 Tf 30 250 Td (A) Tj ET", pageEntries: "/CropBox [20 100 180 280]"))
        #expect(page.page.width == 160)
        #expect(page.page.height == 180)
        let glyph = try #require(page.glyphs.first)
        #expect(abs(glyph.originX - 10) < 0.01)
        #expect(abs(glyph.originY - 30) < 0.01)
        #expect(glyph.box.top < glyph.originY && glyph.box.bottom > glyph.originY)
    }

    @Test("text that looks upright on a rotated page has angle 0", arguments: [90, 180, 270])
    func uprightOnRotatedPage(rotation: Int) throws {
        // The text is turned against the page's rotation.
        let matrix = [90: "0 1 -1 0 100 150", 180: "-1 0 0 -1 100 150", 270: "0 -1 1 0 100 150"][rotation] ?? ""
        let page = try Fixture.primitives(
            SamplePDF(content: "BT /F1 10 Tf \(matrix) Tm (AB) Tj ET", pageEntries: "/Rotate \(rotation)"))
        #expect(page.styles.map(\.angleDegrees) == [0])
        #expect(page.page.rotationDegrees == rotation)
        #expect(page.page.width == (rotation == 180 ? 200 : 300))
        #expect(page.glyphs[1].originX > page.glyphs[0].originX)
        #expect(abs(page.glyphs[1].originY - page.glyphs[0].originY) < 0.01)
    }

    @Test("text that climbs the page has angle 270, text that falls has 90")
    func verticalText() throws {
        let page = try Fixture.primitives(
            SamplePDF(content: "BT /F1 10 Tf 0 1 -1 0 50 50 Tm (up) Tj 0 -1 1 0 90 200 Tm (down) Tj ET"))
        #expect(page.styles.map(\.angleDegrees) == [270, 90])
    }

    @Test("pages of real files turned by every quarter give the same text", arguments: 1...4)
    func rotatedFile(number: Int) throws {
        let page = try Fixture.open("rotated-arabic.pdf").primitives(ofPage: number)
        #expect(page.text.contains("habibi"))
        #expect(page.text.contains("\u{62D}\u{64E}\u{628}\u{64A}\u{628}\u{64A}"))
        #expect(page.glyphs.allSatisfy { page.page.box.contains($0.box) })
    }

    @Test("spaces of the file stay, spaces that PDFium invents for gaps do not")
    func spaces() throws {
        let page = try Fixture.primitives(SamplePDF(content: "BT /F1 10 Tf 20 250 Td (a b) Tj 60 0 Td (c) Tj 0 -20 Td (d) Tj ET"))
        #expect(page.text == "a bcd")
        #expect(page.glyphs.prefix(4).map { $0.flags.contains(.afterBreak) } == [false, false, false, true])
    }

    @Test("the size of text follows all matrices")
    func effectiveSize() throws {
        let page = try Fixture.primitives(SamplePDF(content: "2 0 0 2 0 0 cm BT /F1 1 Tf 6 0 0 6 20 50 Tm (A) Tj ET"))
        #expect(page.styles.map(\.size) == [12])
    }

    @Test("every distinct style is kept once and names its font, weight and colour")
    func styles() throws {
        let page = try Fixture.primitives(
            SamplePDF(content: "BT /F1 10 Tf 20 250 Td (a) Tj 1 0 0 rg (b) Tj 0 g (c) Tj ET"))
        #expect(page.glyphs.map(\.style) == [0, 1, 0])
        #expect(page.styles.map(\.fontName) == ["Helvetica-Bold", "Helvetica-Bold"])
        #expect(page.styles.allSatisfy { $0.isBold && !$0.isItalic && !$0.isMonospaced })
        #expect(page.styles[1].color == Color(red: 255, green: 0, blue: 0))
    }

    @Test("invisible text is read and says so")
    func invisibleText() throws {
        let page = try Fixture.primitives(SamplePDF(content: "BT /F1 10 Tf 3 Tr 20 250 Td (ocr) Tj ET"))
        #expect(page.text == "ocr")
        #expect(page.styles.map(\.paint) == [.invisible])
    }

    @Test("what is drawn later has a higher order")
    func order() throws {
        let page = try Fixture.primitives(
            SamplePDF(content: "BT /F1 10 Tf 20 250 Td (a) Tj ET 1 g 10 200 100 90 re f 0 g BT /F1 10 Tf 20 250 Td (z) Tj ET"))
        let cover = try #require(page.fills.first)
        #expect(page.glyphs[0].order < cover.order)
        #expect(page.glyphs[1].order > cover.order)
    }

    /// A page with the letter A, whose font says that it stands for `characters` (UTF-16 in hexadecimal).
    private func pageMappingA(to characters: String) throws -> PagePrimitives {
        let map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF>
            endcodespacerange 1 beginbfchar <41> <\(characters)> endbfchar endcmap end end
            """
        return try Fixture.primitives(
            SamplePDF(
                content: "BT /F2 10 Tf 20 250 Td (A) Tj ET", resources: "/Font << /F2 6 0 R >>",
                objects: [
                    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>", SamplePDF.stream(map),
                ]))
    }

    @Test("the letters of an Arabic ligature come in logical order, the first one on the right", arguments: ["06440627", "FEFB"])
    func arabicLigature(characters: String) throws {
        let page = try pageMappingA(to: characters)
        #expect(page.glyphs.map(\.scalar) == [0x644, 0x627])
        #expect(page.glyphs[0].box.left > page.glyphs[1].box.left)
    }

    @Test("a character beyond the basic plane is one glyph")
    func surrogates() throws {
        #expect(try pageMappingA(to: "D835DC9C").glyphs.map(\.scalar) == [0x1D49C])
    }

    @Test("soft hyphens are hyphens that say so")
    func softHyphen() throws {
        let glyphs = try pageMappingA(to: "00AD").glyphs
        #expect(glyphs.map(\.scalar) == [0x2D])
        #expect(glyphs.map(\.flags) == [.hyphen])
    }

    @Test("characters of the private area count as unmapped, except for known bullets")
    func privateUse() throws {
        #expect(try pageMappingA(to: "E123").glyphs.map(\.flags) == [.unmapped])
        #expect(try pageMappingA(to: "F0B7").text == "•")
    }

    @Test("bullets of symbol fonts become what they show")
    func symbolFonts() {
        #expect(SymbolFont(fontName: "SymbolMT").meaning(of: 0xF0B7) == 0x2022)
        #expect(SymbolFont(fontName: "Symbol").meaning(of: 0xF061) == 0x3B1)
        #expect(SymbolFont(fontName: "Symbol").meaning(of: 0xF0FE) == 0x23AD)
        #expect(SymbolFont(fontName: "Symbol").meaning(of: 0x61) == nil)
        #expect(SymbolFont(fontName: "Wingdings-Regular").meaning(of: 0xA7) == 0x25AA)
        #expect(SymbolFont(fontName: "Wingdings").meaning(of: 0xF0FC) == 0x2713)
        #expect(SymbolFont(fontName: "Times").meaning(of: 0xA7) == nil)
        #expect(SymbolFont(fontName: "CMEX10").meaning(of: 0xF8EB) == 0x239B)
    }

    @Test("the letters of a ligature share its box side by side")
    func ligature() throws {
        let page = try pageMappingA(to: "006600660069")
        #expect(page.text == "ffi")
        let boxes = page.glyphs.map(\.box)
        #expect(abs(boxes[0].right - boxes[1].left) < 0.001 && abs(boxes[1].right - boxes[2].left) < 0.001)
        #expect(abs(boxes[0].width - boxes[2].width) < 0.001)
        #expect(abs(page.glyphs[2].originX - boxes[2].left) < 0.5)
    }

    @Test("text inside nested forms is placed by all their matrices")
    func nestedForms() throws {
        let page = try Fixture.primitives(
            SamplePDF(
                content: "q 1 0 0 1 10 20 cm /X1 Do Q", resources: "/XObject << /X1 6 0 R >>",
                objects: [
                    SamplePDF.stream(
                        "q 2 0 0 2 0 0 cm /X2 Do Q",
                        entries: "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Resources << /XObject << /X2 7 0 R >> >>"),
                    SamplePDF.stream(
                        "BT /F1 5 Tf 10 30 Td (x) Tj ET 5 40 50 30 re f",
                        entries: "/Type /XObject /Subtype /Form /BBox [0 0 200 300] /Resources << /Font << /F1 5 0 R >> >>"),
                ]))
        let glyph = try #require(page.glyphs.first)
        #expect(abs(glyph.originX - 30) < 0.01 && abs(glyph.originY - (300 - 80)) < 0.01)
        #expect(page.styles.map(\.size) == [10])
        let fill = try #require(page.fills.first)
        #expect(fill.box.isClose(to: Rectangle(left: 20, top: 300 - 160, right: 120, bottom: 300 - 100)))
        #expect(glyph.order < fill.order && glyph.order > 0)
    }
}
