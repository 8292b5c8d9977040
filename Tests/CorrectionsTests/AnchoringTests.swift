import DocumentModel
import Testing

@testable import Corrections

@Suite("Finding a correction's place in a new reading")
struct AnchoringTests {
    private let correction = Sample.line("Teh granite of Naxos", "The granite of Naxos")

    private func result(_ blocks: [Block], _ correction: Correction? = nil) -> (texts: [String], standing: Correction.Standing?) {
        let correction = correction ?? self.correction
        let made = CorrectedDocument(Sample.document(blocks), [correction])
        return (made.document.blocks.map(\.text), made.standings[correction.id])
    }

    @Test("blocks may be cut and numbered otherwise: the line is found in whatever block it is now")
    func otherBlocks() {
        let found = result([
            Sample.block(.heading, [Sample.span("Stone", line: -3)], id: 0),
            Sample.block(
                .paragraph, [Sample.span("Before. ", line: -1), Sample.span("Teh granite of Naxos ", line: 0), Sample.span("is old.", line: 1)], id: 1
            ),
        ])
        #expect(found.texts == ["Stone", "Before. The granite of Naxos is old."])
        #expect(found.standing == .applied(block: 1))
    }

    @Test("another engine's reading of the line, a little beside it, is the same line")
    func otherReading() {
        let box = Rectangle(left: 74, top: 98.5, right: 296, bottom: 111)
        let span = Span(text: "Teh qranite of Naxos.", page: 1, rectangle: box)
        #expect(result([Sample.block(.paragraph, [span])]).texts == ["The granite of Naxos"])
    }

    @Test("a reading that is right already stays right")
    func alreadyRight() {
        let found = result([Sample.block(.paragraph, [Sample.span("The granite of Naxos")])])
        #expect(found.texts == ["The granite of Naxos"] && found.standing == .applied(block: 0))
    }

    @Test("a line that is now part of a longer one is corrected inside it")
    func longerLine() {
        let long = Sample.block(.paragraph, [Sample.span("12 Teh granite of Naxos 2023 and more of it all", left: 40, right: 560)])
        #expect(result([long]).texts == ["12 The granite of Naxos 2023 and more of it all"])
        let twice = Sample.block(.paragraph, [Sample.span("Teh granite of Naxos or Teh granite of Naxos, they say", left: 40, right: 560)])
        #expect(result([twice]).standing == .notApplied(.textDiffers))
    }

    @Test("a line that is taken for a cell of a table now is corrected there")
    func becameCell() {
        var table = Sample.block(.table, [])
        let cell = TableCell(row: 0, column: 0, spans: [Sample.span("Teh granite of Naxos")], page: 1, rectangle: Sample.box(0, left: 70, right: 305))
        table.table = Table(rowCount: 1, columnCount: 1, cells: [cell], headerRowCount: 0, method: .aligned)
        let made = CorrectedDocument(Sample.document([table]), [correction])
        #expect(made.document.blocks[0].table?.cells[0].spans.text == "The granite of Naxos")
        #expect(made.document.blocks[0].corrections.map(\.subject) == [.cell])
    }

    @Test("what has no place is kept and says why")
    func obstacles() {
        let elsewhere = Sample.block(.paragraph, [Sample.span("Teh granite of Naxos", line: 9)])
        #expect(result([elsewhere]).standing == .notApplied(.nothingThere))
        let other = Sample.block(.paragraph, [Sample.span("Marble from Paros, white")])
        #expect(result([other]).standing == .notApplied(.textDiffers))
        #expect(result([other]).texts == ["Marble from Paros, white"])
        var unread = correction
        unread.page = 2
        #expect(result([other], unread).standing == .notApplied(.pageMissing))
    }

    @Test("the neighbour of the same words is not mistaken for the line")
    func neighbours() {
        let block = Sample.block(.paragraph, [Sample.span("Total ", line: 0), Sample.span("Total ", line: 1), Sample.span("Total", line: 2)])
        let found = result([block], Sample.line("Total", "Sum", at: Sample.box(1)))
        #expect(found.texts == ["Total Sum Total"])
    }

    @Test("similarity is the share of characters that stay, whatever case and spaces are")
    func similarity() {
        #expect(TextSimilarity.of("Naxos", "Naxos") == 1)
        #expect(TextSimilarity.of("N A X O S", "naxos") == 1)
        #expect(TextSimilarity.of("", "") == 1)
        #expect(TextSimilarity.of("", "x") == 0)
        #expect(TextSimilarity.of("Naxos", "Nexus") == 0.6)
    }

    @Test("spans side by side are one line, also with a raised number; columns and lines below are others")
    func lines() {
        let raised = Span(text: "2", style: .superscript, page: 1, rectangle: Rectangle(left: 120, top: 98, right: 126, bottom: 104))
        let spans = [Sample.span("Area m", right: 120), raised, Sample.span(" of floor ", left: 126), Sample.span("and walls", line: 1, right: 200)]
        #expect(PrintedLines.of(spans).map(\.text) == ["Area m2 of floor", "and walls"])
        let column = [Sample.span("left below", line: 9), Sample.span("right above", line: 0, left: 320, right: 500)]
        #expect(PrintedLines.of(column).map(\.text) == ["left below", "right above"])
        #expect(PrintedLines.of([]).isEmpty)
    }
}
