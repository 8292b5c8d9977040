import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Assembling pages into a document")
struct AssemblyTests {
    private func assemble(_ pages: [WrittenPage], info: DocumentInfo? = nil) -> Document {
        DocumentAssembler.assemble(info: info ?? .of(pages.count), pages: pages.map(\.finished), failures: [])
    }

    private func blocks(_ document: Document, _ kind: Block.Kind) -> [String] { document.blocks.filter { $0.kind == kind }.map(\.text) }

    // MARK: Paragraphs

    @Test("lines of one paragraph are joined with spaces, an indented line starts the next")
    func paragraphs() {
        var page = WrittenPage()
        page.line("The first paragraph starts here and runs on to the")
        page.line("second line, which fills the whole width of the")
        page.line("column.", width: 40)
        page.line("The second paragraph is indented and runs on to", indent: 15)
        page.line("its own last line.", width: 90)
        let document = assemble([page])
        #expect(
            blocks(document, .paragraph) == [
                "The first paragraph starts here and runs on to the second line, which fills the whole width of the column.",
                "The second paragraph is indented and runs on to its own last line.",
            ])
    }

    @Test("a hyphen at the line end is dropped, and kept where the document writes the compound so")
    func hyphens() {
        var page = WrittenPage()
        page.line("This is well-known text about the instal-")
        page.line("lation of programs and other matters, a well-")
        page.line("known tale.", width: 50)
        #expect(
            blocks(assemble([page]), .paragraph) == [
                "This is well-known text about the installation of programs and other matters, a well-known tale."
            ])
    }

    @Test("a sentence about a table is text, a line that names it is its caption")
    func sentencesAboutTables() {
        var page = WrittenPage()
        page.line("Table 2 takes the analysis a step further and shows", gap: 2)
        page.line("what follows from it.", width: 100)
        page.table([["a", "b"], ["1", "2"]])
        page.line("Table 2 Results of the analysis", width: 150, at: 200)
        let document = assemble([page])
        #expect(blocks(document, .caption) == ["Table 2 Results of the analysis"])
        #expect(blocks(document, .paragraph) == ["Table 2 takes the analysis a step further and shows what follows from it."])
    }

    @Test("Chinese lines are joined without a space")
    func ideographs() {
        var page = WrittenPage()
        page.line("这是一个很长的段落它一直延伸到这一行的末尾并且继")
        page.line("续到下一行。", width: 60)
        #expect(blocks(assemble([page]), .paragraph) == ["这是一个很长的段落它一直延伸到这一行的末尾并且继续到下一行。"])
    }

    @Test("a paragraph cut by the page end becomes one block with a region on each page")
    func continuation() {
        var first = WrittenPage(1, top: 600)
        first.prose()
        first.line("This paragraph goes on over the end of the page because", gap: 1.6)
        first.line("there is no more room for its last words on this")
        var second = WrittenPage(2)
        second.line("sheet of paper.", width: 80)
        second.prose()
        let document = assemble([first, second])
        let joined = document.blocks.first { $0.text.hasSuffix("sheet of paper.") }
        #expect(joined?.regions.map(\.page) == [1, 2])
        #expect(joined?.text.hasPrefix("This paragraph goes on") == true)
    }

    // MARK: Furniture

    @Test("a head that repeats at its place is furniture, the same words in the text are not")
    func repeatedHeads() {
        let pages = (1...6).map { number in
            var page = WrittenPage(number)
            page.line("Annual report", width: 80, at: 40)
            page.endBlock()
            page.line("Annual report", width: 80, at: 120 + Double(number) * 30)
            page.prose(gap: 2)
            page.endBlock()
            page.line("\(number + 6)", width: 10, at: 810)
            return page
        }
        let document = assemble(pages)
        #expect(blocks(document, .pageHeader).count == 6)
        #expect(blocks(document, .pageNumber) == (7...12).map(String.init))
        #expect(document.blocks.filter { !$0.kind.isFurniture && $0.text.contains("Annual report") }.count == 6)
    }

    @Test("on a single page, publisher's lines and page numbers at the edges go")
    func lonePage() {
        var page = WrittenPage()
        page.line("Journal of Things, Volume 12", size: 8, width: 110, at: 30)
        page.endBlock()
        page.prose(12, gap: 5)
        page.endBlock()
        page.line("199", width: 20, at: 815)
        page.endBlock()
        page.line("Downloaded from example.org on Monday", size: 7, left: 10, angle: 90)
        page.layout.blocks.append(
            LayoutBlock(box: Rectangle(left: 8, top: 200, right: 18, bottom: 600), content: .text([]), column: 8...18))
        let document = assemble([page])
        #expect(blocks(document, .pageHeader) == ["Journal of Things, Volume 12"])
        #expect(blocks(document, .pageNumber) == ["199"])
    }

    // MARK: Headings

    @Test("a page number inside a heading stays a heading")
    func numberedHeading() {
        var page = WrittenPage()
        page.prose()
        page.line("What happened on page 12", size: 14, style: .bold, font: 1, width: 160, gap: 3)
        page.prose()
        let document = assemble([page])
        #expect(blocks(document, .heading) == ["What happened on page 12"])
        #expect(document.blocks.compactMap(\.heading).first?.sources.contains(.fontCluster) == true)
    }

    @Test("outline and numbering give the level and say so")
    func outlineLevels() {
        var page = WrittenPage(1, top: 60)
        page.line("1 Welcome", size: 18, style: .bold, width: 100)
        page.prose()
        page.line("1.1 What this is", size: 13, style: .bold, width: 110, gap: 2)
        page.prose()
        let outline = [
            OutlineItem(title: "Welcome", level: 1, page: 1, top: nil), OutlineItem(title: "What this is", level: 2, page: 1, top: nil),
        ]
        let headings = assemble([page], info: .of(1, outline: outline)).blocks.compactMap(\.heading)
        #expect(headings.map(\.level) == [1, 2])
        #expect(headings.allSatisfy { $0.sources.contains(.outline) && $0.sources.contains(.numbering) })
    }

    @Test("a Roman number before capitals is a heading though set like the text, not a list item")
    func journalHeadings() {
        var page = WrittenPage(1, top: 60)
        page.prose()
        page.line("I. INTRODUCTION", width: 90, gap: 2, left: 250)
        page.prose()
        page.line("II. BASIC RECALLS", width: 100, gap: 2, left: 245)
        page.prose()
        let document = assemble([page])
        #expect(blocks(document, .heading) == ["I. INTRODUCTION", "II. BASIC RECALLS"])
        #expect(blocks(document, .listItem).isEmpty)
    }

    @Test("a chapter label and the title under it are one heading")
    func chapterLabel() {
        var page = WrittenPage(1, top: 60)
        page.line("Chapter 3", size: 20, style: .bold, width: 90)
        page.line("Before the Start", size: 24, style: .bold, width: 160, gap: 3.5)
        page.prose(6, gap: 3)
        #expect(blocks(assemble([page]), .heading) == ["Chapter 3 Before the Start"])
    }

    @Test("text tagged as a paragraph is no heading in a document that tags its headings")
    func tagsDecide() {
        var page = WrittenPage()
        for (index, title) in ["Purpose", "Scope", "Terms"].enumerated() {
            page.line(title, size: 14, style: .bold, width: 60, gap: 3, tag: LineTag(role: "H2", element: index * 2, listDepth: 0))
            page.line("Text of the section.", width: 100, tag: LineTag(role: "P", element: index * 2 + 1, listDepth: 0))
        }
        page.line("Important remark", style: .bold, width: 80, gap: 2, tag: LineTag(role: "P", element: 9, listDepth: 0))
        page.line("Text after it.", width: 70, tag: LineTag(role: "P", element: 10, listDepth: 0))
        let document = assemble([page])
        #expect(blocks(document, .heading) == ["Purpose", "Scope", "Terms"])
        #expect(document.blocks.compactMap(\.heading).allSatisfy { $0.level == 2 && $0.sources.contains(.tag) })
    }

    @Test("the last line of one paragraph looking bold does not make bold the print of prose")
    func boldLastLine() {
        var page = WrittenPage()
        page.line("5.4.1 Booting the system", style: .bold, width: 130, gap: 2)
        page.line("When the system boots, it tells about every device that it has found there", gap: 1.5)
        page.line("and about those it has not, which is nothing to worry about in the least, as", gap: 1)
        page.line("may be seen from what follows.", style: .bold, width: 140)
        page.line("5.4.2 Reporting a problem", style: .bold, width: 130, gap: 2)
        page.line("Reports are welcome.", width: 90, gap: 1.5)
        #expect(blocks(assemble([page]), .heading) == ["5.4.1 Booting the system", "5.4.2 Reporting a problem"])
    }

    @Test("a short line set like the text heads a section when its number goes on from another's; a number alone in the document is not enough")
    func numberChain() {
        func headings(_ second: String) -> [String] {
            var page = WrittenPage()
            page.line("3.3.1.1 Manuals", width: 80, gap: 2)
            page.line("What you are reading is one of them, and it goes on", gap: 1.5)
            page.line("for a while.", width: 50)
            page.line(second, width: 80, gap: 2)
            page.line("There is more of it, which tells about all that was", gap: 1.5)
            page.line("left out so far.", width: 60)
            return blocks(assemble([page]), .heading)
        }
        #expect(headings("3.3.1.2 Parts") == ["3.3.1.1 Manuals", "3.3.1.2 Parts"])
        #expect(headings("3.3.7.2 Parts") == [])
        #expect(NumberChain.parts(of: "A.12.3.".unicodeScalars.map(\.value)) == [-65, 12, 3])
        #expect(NumberChain.parts(of: "2024.1.1".unicodeScalars.map(\.value)) == [] && NumberChain.parts(of: []) == [])
        let chain = NumberChain([[3, 3], [3, 3, 1], [4, 1]])
        #expect(chain.holds([3, 3, 1]) && chain.holds([3, 3, 2]) && chain.holds([3, 3, 1, 5]))
        #expect(!chain.holds([4, 1]) && !chain.holds([4, 2, 1]) && !chain.holds([]))
    }

    @Test("a bold lead word does not make a heading of its paragraph")
    func runInHead() {
        var page = WrittenPage()
        page.prose()
        page.line("Freedom: as stated in the contract, the system will remain", gap: 1.6)
        page.line("free in every sense.", width: 100)
        page.prose()
        #expect(blocks(assemble([page]), .heading).isEmpty)
    }

    // MARK: Lists, code, contents

    @Test("list items lose their markers and nest by indent")
    func nestedLists() {
        var page = WrittenPage()
        page.prose()
        page.line("• first item", indent: 10, width: 60)
        page.line("– inner item", indent: 30, width: 60)
        page.line("– another inner item", indent: 30, width: 90)
        page.line("• second item", indent: 10, width: 70)
        let items = assemble([page]).blocks.filter { $0.kind == .listItem }
        #expect(items.map(\.text) == ["first item", "inner item", "another inner item", "second item"])
        #expect(items.map { $0.list?.depth } == [0, 1, 1, 0])
        #expect(items.map { $0.list?.marker } == ["•", "–", "–", "•"])
    }

    @Test("numbered items count, a lone number at a line start does not")
    func numberedItems() {
        var page = WrittenPage()
        page.line("1. open the box", width: 80)
        page.line("2. close the box", width: 80)
        page.line("7. Army group stood in the east.", width: 160, gap: 3)
        let items = assemble([page]).blocks.filter { $0.kind == .listItem }
        #expect(items.map(\.text) == ["open the box", "close the box"])
        #expect(items.allSatisfy { $0.list?.isOrdered == true })
    }

    @Test("program text keeps lines, indents and blank lines")
    func code() {
        var page = WrittenPage()
        page.prose()
        page.line("if ready {", style: .monospaced, font: 2, width: 60, gap: 1.6)
        page.line("start()", style: .monospaced, font: 2, indent: 12, width: 42)
        page.line("}", style: .monospaced, font: 2, width: 6)
        page.line("stop()", style: .monospaced, font: 2, width: 36, gap: 2)
        page.prose()
        #expect(blocks(assemble([page]), .code) == ["if ready {\n  start()\n}\n\nstop()"])
    }

    @Test("contents with leader dots are entries, their title too")
    func contents() {
        var page = WrittenPage()
        page.line("Contents", size: 18, style: .bold, width: 80)
        page.line("1 Start . . . . . . . . . . . . . . . 3", gap: 2)
        page.line("2 Middle . . . . . . . . . . . . . . 10")
        page.line("3 End . . . . . . . . . . . . . . . . 21")
        let document = assemble([page])
        #expect(blocks(document, .contentsEntry).count == 4)
        #expect(blocks(document, .heading).isEmpty)
    }

    // MARK: Captions, notes, tables

    @Test("a caption belongs to the figure above it; a sentence about a figure is no caption")
    func captions() {
        var page = WrittenPage()
        page.prose()
        page.figure(height: 200)
        page.line("Figure 2: The machine at work", width: 150, gap: 1.5)
        page.endBlock()
        page.line("Figure 2 shows the machine and all of its many parts at", gap: 12)
        page.line("work.", width: 30)
        let document = assemble([page])
        let caption = document.blocks.first { $0.kind == .caption }
        #expect(blocks(document, .caption) == ["Figure 2: The machine at work"])
        #expect(caption?.belongsTo == document.blocks.first { $0.kind == .figure }?.id)
    }

    @Test("small print with a mark at the foot of the page is a footnote")
    func footnotes() {
        var page = WrittenPage()
        page.prose(8)
        page.endBlock()
        page.line("1 Images of the installer need more memory.", size: 8, width: 200, at: 700)
        let document = assemble([page])
        #expect(blocks(document, .footnote) == ["1 Images of the installer need more memory."])
    }

    @Test("a table that goes on over the page is joined, its repeated header dropped, every cell keeping its page")
    func continuedTables() {
        var first = WrittenPage(1, top: 500)
        first.prose()
        first.table([["Name", "Size"], ["a", "1"]], header: 1)
        var second = WrittenPage(2)
        second.table([["Name", "Size"], ["b", "2"]], header: 1)
        second.prose()
        let tables = assemble([first, second]).blocks.compactMap(\.table)
        #expect(tables.count == 1)
        #expect(tables.first?.rowCount == 3)
        #expect(tables.first?.cells.map(\.page) == [1, 1, 1, 1, 2, 2])
        #expect(tables.first?.continuations.first?.droppedHeaderRows == 1)
        #expect(tables.first?.continuations.first?.evidence.isEmpty == false)
    }

    @Test("a page that needs recognition yields no blocks and says so")
    func needsOCR() {
        var layout = PageLayout(page: PageSummary(number: 1, width: 595, height: 842), condition: .picture)
        layout.glyphCount = 0
        let document = DocumentAssembler.assemble(info: .of(1), pages: [layout], failures: [])
        #expect(document.blocks.isEmpty)
        #expect(document.pages.map(\.condition) == [.picture])
        #expect(document.outcome == .partial)
    }
}
