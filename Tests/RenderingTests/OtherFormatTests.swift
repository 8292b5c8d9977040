import DocumentModel
import Rendering
import Testing

@Suite("CSV, plain text, HTML")
struct OtherFormatTests {
    private func csv(_ rows: [[String]], guarded: Bool = false) -> String {
        Block.table(rows).table.map { CSVRenderer(guardsFormulas: guarded).render($0) } ?? ""
    }

    @Test("CSV quotes what RFC 4180 asks to quote and nothing else")
    func csvQuoting() {
        #expect(csv([["a", "b,c"], ["d \"e\"", ""]]) == "a,\"b,c\"\r\n\"d \"\"e\"\"\",\r\n")
    }

    @Test("CSV keeps formulas unless asked to disarm them")
    func csvFormulas() {
        #expect(csv([["=1+1", "-5"]]) == "=1+1,-5\r\n")
        #expect(csv([["=A1,B1", "x"]], guarded: true) == "\"'=A1,B1\",x\r\n")
    }

    @Test("tables are named by the page they begin on")
    func csvNames() {
        let names = CSVRenderer().renderTables(of: .of([.table([["a"]]), .paragraph("x"), .table([["b"]])])).map(\.name)
        #expect(names == ["page-1-table-1.csv", "page-1-table-2.csv"])
    }

    @Test("text of a spanning cell stands once, in its first position")
    func csvSpans() throws {
        let table = try #require(Document.sample.blocks[7].table)
        #expect(CSVRenderer().render(table) == "Name,Size,\r\na & b,1,2\r\n")
    }

    @Test("plain text has every word and no markup")
    func plainText() {
        #expect(
            PlainTextRenderer().render(.sample) == """
                1. Sample

                It is bold and hyphenated, see this.

                1. First
                  • Nested
                2. Second

                A\tB
                1\t2

                Name\tSize\t
                a & b\t1\t2

                A map

                North

                Figure 1. A map

                let x = 1
                print(x)

                E = mc2

                Name: Ada

                1 A note.

                Second page.

                [page 3: no usable text, recognition needed (fonts without character codes)]

                [page 4: could not be read (tooManyGlyphs): 300001]

                """)
    }

    @Test("HTML escapes everything that came from the file")
    func htmlEscapes() {
        var document = Document.of([
            .paragraph("<script>alert(1)</script> & more"), .of(.paragraph, [.plain("x", link: "https://a.org/\"onclick=\"x")]),
            .of(.paragraph, [.plain("y", link: "JavaScript:alert(1)")]),
        ])
        document.info.title = "</title><script>"
        let html = HTMLRenderer().render(document)
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"))
        #expect(html.contains("<a href=\"https://a.org/%22onclick=%22x\">x</a>"))
        #expect(html.contains(">y</p>"))
    }

    @Test("HTML nests lists and keeps printed numbers")
    func htmlLists() {
        let html = HTMLRenderer().render(
            .of([
                .item("3.", "c", ordered: true), .item("•", "deep", depth: 1), .item("5.", "e", ordered: true), .item("(x)", "x", ordered: true),
            ]))
        let tags = html.replacing(#/\ data-[a-z]+="[^"]*"/#, with: "")
        #expect(
            tags.contains(
                """
                <ol>
                <li value="3">c
                <ul>
                <li>deep</li>
                </ul>
                </li>
                <li value="5">e</li>
                </ol>

                <ul>
                <li>(x) x</li>
                </ul>
                </body>
                """))
    }

    @Test("blocks of HTML say where they were")
    func htmlProvenance() {
        #expect(
            HTMLRenderer().render(.of([.paragraph("a", id: 4)])).contains(
                "<p data-block=\"4\" data-page=\"1\" data-regions=\"1:72,100,300,110\">a</p>"))
    }
}
