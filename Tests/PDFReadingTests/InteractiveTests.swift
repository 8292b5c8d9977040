import DocumentModel
import Testing

@testable import PDFReading

@Suite("Links, annotations, fields and structure")
struct InteractiveTests {
    private func page(annotation: String) throws -> PagePrimitives {
        try Fixture.primitives(SamplePDF(pageEntries: "/Annots [6 0 R]", objects: ["<< /Type /Annot \(annotation) >>"]))
    }

    @Test("a link has its box and address")
    func externalLink() throws {
        let page = try page(annotation: "/Subtype /Link /Rect [10 250 60 260] /A << /S /URI /URI (https://example.org/a) >>")
        let link = try #require(page.links.first)
        #expect(link.address == "https://example.org/a")
        #expect(link.page == nil)
        #expect(link.box.isClose(to: Rectangle(left: 10, top: 40, right: 60, bottom: 50)))
    }

    @Test("a link inside the document has its page", arguments: ["/Dest [3 0 R /Fit]", "/A << /S /GoTo /D [3 0 R /XYZ 0 9 0] >>"])
    func internalLink(target: String) throws {
        let page = try page(annotation: "/Subtype /Link /Rect [10 250 60 260] \(target)")
        #expect(page.links.map(\.page) == [1])
        #expect(page.links.map(\.address) == [nil])
    }

    @Test("a link over two lines gives a box for each")
    func linkOverLines() throws {
        let page = try page(
            annotation: """
                /Subtype /Link /Rect [10 230 190 260] /A << /S /URI /URI (https://example.org) >>
                /QuadPoints [150 260 190 260 150 250 190 250 10 240 60 240 10 230 60 230]
                """)
        #expect(page.links.count == 2)
        #expect(page.links.first?.box.isClose(to: Rectangle(left: 150, top: 40, right: 190, bottom: 50)) == true)
    }

    @Test("a comment has kind, text and author; hidden ones and pop-ups are left out")
    func comments() throws {
        let note = try page(annotation: "/Subtype /Text /Rect [10 250 30 270] /Contents (check this) /T (Ada)")
        #expect(note.annotations.map(\.kind) == ["Text"])
        #expect(note.annotations.map(\.contents) == ["check this"])
        #expect(note.annotations.map(\.author) == ["Ada"])
        #expect(try page(annotation: "/Subtype /Text /F 2 /Rect [10 250 30 270]").annotations.isEmpty)
        #expect(try page(annotation: "/Subtype /Popup /Rect [10 250 30 270]").annotations.isEmpty)
        #expect(try Fixture.open("square-annotation.pdf").primitives(ofPage: 1).annotations.map(\.kind) == ["Square"])
    }

    @Test("form fields are found with their kind")
    func fields() throws {
        let fields = try Fixture.open("form-two-fields.pdf").primitives(ofPage: 1).formFields
        #expect(fields.count == 2)
        #expect(fields.allSatisfy { $0.kind == .text && $0.isChecked == nil && !$0.name.isEmpty })
    }

    @Test("field values and check marks are read")
    func fieldValues() throws {
        let sample = SamplePDF(
            pageEntries: "/Annots [6 0 R 7 0 R 8 0 R]", catalogEntries: "/AcroForm << /Fields [6 0 R 7 0 R 8 0 R] >>",
            objects: [
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (city) /V (Patras) /Rect [10 10 60 20] >>",
                "<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /V /On /AS /On /AP << /N << /On 9 0 R /Off 9 0 R >> >> /Rect [10 30 20 40] >>",
                "<< /Type /Annot /Subtype /Widget /FT /Btn /T (no) /V /Off /AS /Off /AP << /N << /On 9 0 R /Off 9 0 R >> >> /Rect [10 50 20 60] >>",
                SamplePDF.stream("", entries: "/Type /XObject /Subtype /Form /BBox [0 0 10 10]"),
            ])
        let fields = try Fixture.primitives(sample).formFields
        #expect(fields.map(\.name) == ["city", "yes", "no"])
        #expect(fields.map(\.value) == ["Patras", "On", ""])
        #expect(fields.map(\.isChecked) == [nil, true, false])
    }

    @Test("the structure tree of a tagged file names tables, and its text points into the tree")
    func structure() throws {
        let file = try Fixture.open("tagged-table.pdf")
        #expect(file.info.isTagged)
        let page = try file.primitives(ofPage: 1)
        let roles = Set(page.structure.map(\.role))
        #expect(roles.isSuperset(of: ["Table", "TR", "TD"]))
        #expect(page.structure.enumerated().allSatisfy { $1.parent < $0 })
        let known = Set(page.structure.flatMap(\.markedContents))
        let tagged = page.glyphs.filter { $0.markedContent >= 0 }
        #expect(tagged.count * 10 > page.glyphs.count * 9)
        #expect(tagged.allSatisfy { known.contains($0.markedContent) })
    }

    @Test("artifacts of tagged files are marked, text of untagged files is not")
    func artifacts() throws {
        let content = "/Artifact BMC BT /F1 10 Tf 20 280 Td (7) Tj ET EMC /P << /MCID 0 >> BDC BT /F1 10 Tf 20 250 Td (a) Tj ET EMC"
        let tagged = try Fixture.primitives(SamplePDF(content: content, catalogEntries: "/MarkInfo << /Marked true >>"))
        #expect(tagged.glyphs.map(\.markedContent) == [Glyph.artifact, 0])
        let untagged = try Fixture.primitives(SamplePDF(content: content))
        #expect(untagged.glyphs.map(\.markedContent) == [-1, 0])
    }

    @Test("spans of table cells come from their attributes")
    func spans() throws {
        let sample = SamplePDF(
            content: "/TD << /MCID 0 >> BDC BT /F1 10 Tf 20 250 Td (a) Tj ET EMC",
            pageEntries: "/StructParents 0", catalogEntries: "/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
            objects: [
                "<< /Type /StructTreeRoot /K 7 0 R /ParentTree 8 0 R /RoleMap << /Cell /TD >> >>",
                "<< /Type /StructElem /S /Cell /P 6 0 R /Pg 3 0 R /K 0 /A << /O /Table /ColSpan 3 /RowSpan 2 >> >>",
                "<< /Nums [0 [7 0 R]] >>",
            ])
        let element = try #require(try Fixture.primitives(sample).structure.first)
        #expect(element.role == "TD")
        #expect(element.columnSpan == 3)
        #expect(element.rowSpan == 2)
        #expect(element.markedContents == [0])
    }
}
