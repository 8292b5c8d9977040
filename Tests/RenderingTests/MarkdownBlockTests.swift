import DocumentModel
import Rendering
import Testing

@Suite("Markdown: blocks")
struct MarkdownBlockTests {
    private func markdown(_ blocks: [Block], _ options: ContentOptions = ContentOptions()) -> String {
        MarkdownRenderer(options: options).render(.of(blocks)).text
    }

    @Test("an empty document is empty Markdown")
    func empty() {
        #expect(markdown([]) == "")
    }

    @Test("a heading is not bold as well, and keeps its last #")
    func headings() {
        #expect(markdown([.heading(2, [.plain("1.1 Scope", .bold)])]) == "## 1.1 Scope\n")
        #expect(markdown([.heading(1, [.plain("The "), .plain("ls", .monospaced), .plain(" command")])]) == "# The `ls` command\n")
        #expect(markdown([.heading(3, [.plain("C #")])]) == "### C \\#\n")
        #expect(markdown([.heading(3, [.plain("C#")])]) == "### C#\n")
    }

    @Test("footnotes stand at the end of their chapter, not in the middle of a sentence")
    func footnotes() {
        let text = markdown([
            .heading(1, [.plain("One")]), .paragraph("begins"), .of(.footnote, [.plain("1 A note")]), .paragraph("ends"),
            .heading(1, [.plain("Two")]),
        ])
        #expect(text == "# One\n\nbegins\n\nends\n\n1 A note\n\n# Two\n")
    }

    @Test("a tagged table whose only span is a title over all columns fits pipes")
    func taggedTitleRow() {
        var block = Block.table([["Desert", ""], ["Area", "12"]])
        block.table?.cells[0].columnSpan = 2
        block.table?.cells.remove(at: 1)
        #expect(markdown([block]).hasPrefix("<table>"))
        block.table?.method = .tagged
        #expect(markdown([block]) == "| Desert |  |\n| --- | --- |\n| Area | 12 |\n")
    }

    @Test("lists nest by the width of the marker above")
    func nestedLists() {
        let text = markdown([
            .item("1.", "one", ordered: true), .item("•", "deep", depth: 1), .item("–", "deeper", depth: 2),
            .item("2.", "two", ordered: true), .item("•", "again", depth: 1),
        ])
        #expect(text == "1. one\n   - deep\n     - deeper\n2. two\n   - again\n")
    }

    @Test("markers that Markdown does not know are kept as text")
    func unusualMarkers() {
        #expect(markdown([.item("a)", "x", ordered: true), .item("(iv)", "y", ordered: true)]) == "- a) x\n- (iv) y\n")
        #expect(markdown([.item("1.2", "x", ordered: true)]) == "- 1.2 x\n")
        #expect(markdown([.item("o", "x")]) == "- x\n")
    }

    @Test("printed numbers survive: a gap or a fresh start begins a new list")
    func numbering() {
        #expect(markdown([.item("3.", "c", ordered: true), .item("4.", "d", ordered: true)]) == "3. c\n4. d\n")
        #expect(markdown([.item("1.", "a", ordered: true), .item("1.", "b", ordered: true)]) == "1. a\n\n<!-- -->\n\n1. b\n")
        #expect(markdown([.item("1.", "a", ordered: true), .item("2)", "b", ordered: true)]) == "1. a\n2) b\n")
    }

    @Test("an item's own text is not read as another marker")
    func itemText() {
        #expect(markdown([.item("•", "1. x"), .item("•", "- y"), .item("•", "")]) == "- 1\\. x\n- \\- y\n-\n")
    }

    @Test("a plain table with one header row is written with pipes")
    func pipeTable() {
        #expect(markdown([.table([["A", "B|C"], ["1", ""]])]) == "| A | B\\|C |\n| --- | --- |\n| 1 |  |\n")
    }

    @Test("a table without header row or with spans is written as HTML")
    func htmlTable() {
        #expect(markdown([.table([["1", "<2>"]], headerRows: 0)]) == "<table>\n<tbody>\n<tr><td>1</td><td>&lt;2&gt;</td></tr>\n</tbody>\n</table>\n")
        var block = Block.table([["A", "B"], ["1", "2"]])
        block.table?.cells.remove(at: 1)
        block.table?.cells[0].columnSpan = 2
        #expect(
            markdown([block]) == """
                <table>
                <thead>
                <tr><th colspan="2">A</th></tr>
                </thead>
                <tbody>
                <tr><td>1</td><td>2</td></tr>
                </tbody>
                </table>

                """)
    }

    @Test("code keeps its lines and its characters, whatever fences it contains")
    func code() {
        let spans: [Span] = [.plain("a  *b*\n"), .plain("```", line: 1)]
        #expect(markdown([.of(.code, spans)]) == "````\na  *b*\n```\n````\n")
    }

    @Test("contents, running heads and comments are left out unless asked for")
    func leftOut() {
        let blocks: [Block] = [
            .of(.contentsEntry, [.plain("1 Scope 5")]), .of(.pageHeader, [.plain("Head")]), .of(.annotation, [.plain("hm")]),
            .paragraph("Text"),
        ]
        #expect(markdown(blocks) == "Text\n")
        var options = ContentOptions()
        options.keepsContents = true
        options.keepsFurniture = true
        options.keepsAnnotations = true
        #expect(markdown(blocks, options) == "- 1 Scope 5\n\nHead\n\n> hm\n\nText\n")
    }

    @Test("a figure shows its picture where there is one, and the words drawn in it")
    func figures() {
        var block = Block.of(.figure, [], id: 7)
        block.figure = Figure(imageIndex: 0, alternativeText: "A [map]", labels: [.plain("North")])
        #expect(markdown([block]) == "![A \\[map\\]]()\n\nNorth\n")
        var options = ContentOptions()
        options.figureTargets = [7: "x/page-1 image-1.png"]
        options.keepsFigureLabels = false
        #expect(markdown([block], options) == "![A \\[map\\]](x/page-1%20image-1.png)\n")
    }

    @Test("pages without usable text and failed pages are named where they belong")
    func remarks() {
        var document = Document.of([.paragraph("one", page: 1), .paragraph("four", id: 1, page: 4)], pages: 4)
        document.pages[1].condition = .picture
        document.pages.remove(at: 2)
        document.failures = [PageFailure(page: 3, cause: .timedOut, detail: "30 s --> over")]
        #expect(
            MarkdownRenderer().render(document).text == """
                one

                <!-- page 2: no usable text, recognition needed (picture) -->

                <!-- page 3: could not be read (timedOut): 30 s -   over -->

                four

                """)
    }

    @Test("page marks stand before the first block of each page")
    func pageMarks() {
        var options = ContentOptions()
        options.marksPages = true
        let document = Document.of([.paragraph("a", page: 1), .paragraph("b", page: 2)], pages: 2)
        #expect(MarkdownRenderer(options: options).render(document).text == "<!-- page 1 -->\n\na\n\n<!-- page 2 -->\n\nb\n")
    }
}
