import DocumentModel
import Rendering
import Testing

@Suite("Provenance and verification")
struct VerificationTests {
    /// What a perfect second reading of a document finds: the texts of the ranges themselves.
    private func verify(
        _ document: Document, file: (String) -> String = { $0 }, glyphs: [Int: PageGlyphs] = [:]
    ) -> VerificationReport {
        let rendered = MarkdownRenderer().render(document)
        let verification = Verification(document, rendered: rendered)
        var texts: [Int: [String]] = [:]
        let interactive = Set(document.blocks.filter { $0.kind == .formField }.map(\.id))
        for range in rendered.provenance where !interactive.contains(range.block) {
            let slice = Array(rendered.text.utf8)[range.start..<range.end]
            texts[range.page, default: []].append(file(String(decoding: slice, as: UTF8.self)))
        }
        #expect(verification.requests.mapValues(\.count) == texts.mapValues(\.count))
        return verification.report(reread: texts, glyphs: glyphs)
    }

    private func glyphs(_ text: String) -> PageGlyphs {
        var page = PageGlyphs()
        for scalar in text.unicodeScalars where scalar != " " { page.counts[scalar.value, default: 0] += 1 }
        return page
    }

    @Test("every character that came from the file is covered, and nothing else")
    func coverage() {
        let rendered = MarkdownRenderer().render(
            .of([
                .heading(1, [.plain("A*B")]), .item("3.", "c", ordered: true), .item("•", "d"), .table([["x|y"]]),
            ]))
        let bytes = Array(rendered.text.utf8)
        #expect(rendered.text == "# A\\*B\n\n3. c\n- d\n\n| x\\|y |\n| --- |\n")
        #expect(rendered.provenance.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) } == ["A\\*B", "3.", "c", "d", "x\\|y"])
        #expect(rendered.provenance.map(\.notation) == [.markdown, .verbatim, .verbatim, .verbatim, .markdown])
        #expect(rendered.provenance.last?.cell == .init(row: 0, column: 0))
    }

    @Test("spans of one line are one range, spans of two lines are two")
    func lines() {
        let spans: [Span] = [.plain("a "), .plain("b ", []), .plain("c", line: 1)]
        let ranges = MarkdownRenderer().render(.of([.of(.paragraph, spans)])).provenance
        #expect(ranges.map(\.start) == [0, 4])
        #expect(ranges.map(\.end) == [4, 5])
    }

    @Test("a faithful output reproduces in full")
    func faithful() {
        let report = verify(.sample, file: { $0.replacing("\\", with: "").replacing("&amp;", with: "&") })
        #expect(report.share == 1)
        #expect(report.mismatches == [])
        #expect(report.foreignNumerals == [])
        #expect(report.pagesNeedingOCR == [3])
        #expect(report.failures.map(\.page) == [4])
        #expect(report.interactiveCharacters == 8)
    }

    @Test(
        "ligatures, widths, hyphens, spaces and order do not count as differences",
        arguments: [
            ("office", "oﬃce"), ("ＡＢ", "AB"), ("hyphenated", "hyphen-\nated"), ("a b", "b\u{A0}a"), ("é", "e\u{301}"), ("(x)", ")x("),
            ("«a»", "»a«"),
        ])
    func folding(_ output: String, _ file: String) {
        #expect(verify(.of([.paragraph(output)]), file: { _ in file }).share == 1)
    }

    @Test("an invented character is found")
    func invented() {
        let report = verify(.of([.paragraph("abcde 12 fghij")]), file: { _ in "abcde 1 fghij" })
        #expect(report.reproduced == 11)
        #expect(report.characters == 12)
        #expect(report.mismatches.map(\.output) == ["abcde 12 fghij"])
        #expect(report.foreignNumerals.map(\.numeral) == ["12"])
        #expect(report.summary.hasPrefix("characters reproduced  91.666 %  (11 of 12)\nforeign numerals       1\n  12 on page 1\n"))
    }

    @Test("numbers in markup are not taken for text, numbers said to come from nowhere are")
    func numerals() {
        var document = Document.of([.paragraph("a")], pages: 2)
        document.pages[1].condition = .picture
        #expect(verify(document).foreignNumerals == [])
        var item = Block.item("7.", "x", ordered: true)
        item.list?.markerRegion = nil
        #expect(verify(.of([item])).foreignNumerals.map(\.numeral) == ["7"])
    }

    @Test("lost and doubled text is counted, text left out on purpose apart")
    func account() {
        let document = Document.of([.paragraph("body body"), .of(.pageHeader, [.plain("HEAD")], id: 1), .item("•", "x", id: 2)])
        let report = verify(document, glyphs: [1: glyphs("HEAD body • x lost")])
        let page = report.pages[0]
        #expect(page.glyphs == 14)
        #expect(page.leftOut == 5)
        #expect(page.missing == 3)
        #expect(page.missingSample == "lst")
        #expect(page.surplus == 3)
        #expect(page.surplusSample == "bdy")
    }

    @Test("a header row that was printed again on the next page is not lost")
    func repeatedHeader() {
        var block = Block.table([["Name"], ["a"], ["b"]])
        block.table?.continuations = [TableContinuation(page: 2, firstRow: 2, droppedHeaderRows: 1, evidence: [])]
        let report = verify(.of([block], pages: 2), glyphs: [2: glyphs("Name")])
        #expect(report.missing == 0)
        #expect(report.leftOut == 4)
    }

    @Test("a glyph drawn twice on one spot is one character, an unseen one none")
    func pageGlyphs() {
        var page = PagePrimitives(page: PageSummary(number: 1, width: 100, height: 100))
        page.styles = [TextStyle(fontName: "A", size: 10), TextStyle(fontName: "B", size: 10, paint: .invisible)]
        func glyph(_ scalar: Unicode.Scalar, x: Double, style: UInt16 = 0, flags: Glyph.Flags = []) -> Glyph {
            let box = Rectangle(left: x, top: 40, right: x + 5, bottom: 50)
            return Glyph(scalar: scalar.value, style: style, flags: flags, box: box, originX: x, originY: 48)
        }
        page.glyphs = [
            glyph("a", x: 10), glyph("a", x: 10.3), glyph("a", x: 15), glyph("l", x: 20), glyph("l", x: 22), glyph(" ", x: 30),
            glyph("i", x: 40, style: 1), glyph("o", x: 300), glyph("\u{FFFD}", x: 50, flags: .unmapped),
        ]
        let glyphs = PageGlyphs(page)
        #expect(glyphs.counts == [0x61: 2, 0x6C: 2, 0xFFFD: 1])
        #expect(glyphs.unmappedFonts == ["A": 1])
        page.glyphs = [glyph("i", x: 40, style: 1)]
        #expect(PageGlyphs(page).counts == [0x69: 1])
    }

    @Test("the provenance map is JSON with offsets, rectangles and cells")
    func map() {
        let rendered = MarkdownRenderer().render(.of([.paragraph("a_b_")]))
        #expect(
            JSONRenderer().provenance(of: rendered) == """
                {"schema_version":1,"ranges":[
                {"start":0,"end":5,"block":0,"page":1,"rectangle":[72,100,300,110],"notation":"markdown"}
                ]}

                """)
    }

    @Test("recognised text is reported apart: the file's own text does not vouch for it, nor is it missed")
    func recognised() {
        var block = Block.of(.paragraph, [.plain("Read 17 in a picture")])
        for index in block.spans.indices {
            block.spans[index].font = 0
            block.spans[index].size = 10
        }
        var document = Document.of([block])
        document.fonts = [PageRecognition.fontName]
        document.pages[0].condition = .recognized
        document.pages[0].recognition = PageRecognition(
            engine: "pp", extent: .page, confidence: 0.875, characterCount: 16, fileCondition: .garbled)
        let rendered = MarkdownRenderer().render(document)
        let verification = Verification(document, rendered: rendered)
        #expect(verification.requests == [:])
        let report = verification.report(reread: [:], glyphs: [1: glyphs("garbage of the file")])
        #expect(report.missing == 0 && report.surplus == 0 && report.characters == 0 && report.foreignNumerals == [])
        #expect(report.recognizedPages.map(\.characters) == [16])
        #expect(report.summary.contains("recognised, unchecked  16 on page 1 (by pp, mean confidence 87 %)"))
    }
}
