import DocumentModel
import Testing

@testable import Corrections

@Suite("Putting corrections into a document")
struct CorrectedDocumentTests {
    private static let paragraph = Sample.block(
        .paragraph,
        [
            Sample.span("Teh granite of ", line: 0), Sample.span("Naxos", line: 1, right: 110, style: .bold),
            Sample.span(" is old.", line: 1, left: 110),
        ])

    private func corrected(_ blocks: [Block], _ corrections: [Correction]) -> CorrectedDocument {
        CorrectedDocument(Sample.document(blocks), corrections)
    }

    @Test("a line is corrected where it stands; the others, their style and the joining space stay")
    func line() {
        let result = corrected([Self.paragraph], [Sample.line("Teh granite of", "The granite of")])
        let block = result.document.blocks[0]
        #expect(block.text == "The granite of Naxos is old.")
        #expect(block.spans.map(\.style) == [[], .bold, []])
        #expect(block.spans[0].rectangle == Self.paragraph.spans[0].rectangle)
        #expect(
            block.corrections
                == [BlockCorrection(id: Sample.identifier("corr_1"), subject: .line, line: 0, before: .init(text: "Teh granite of"))])
        #expect(result.standings == [Sample.identifier("corr_1"): .applied(block: 0)])
    }

    @Test("words that nobody touched keep their style")
    func style() {
        let result = corrected([Self.paragraph], [Sample.line("Naxos is old.", "Naxos is very old.", at: Sample.box(1))])
        #expect(result.document.blocks[0].spans.map(\.text) == ["Teh granite of ", "Naxos", " is very old."])
        let renamed = corrected([Self.paragraph], [Sample.line("Naxos is old.", "Paros is old.", at: Sample.box(1))])
        #expect(renamed.document.blocks[0].spans.map(\.text) == ["Teh granite of ", "Paros", " is old."])
        #expect(renamed.document.blocks[0].spans[1].style == .bold)
    }

    @Test("a line whose text is taken away is still a line, so that it can be corrected again")
    func emptied() {
        let result = corrected([Self.paragraph], [Sample.line("Naxos is old.", "", at: Sample.box(1))])
        #expect(result.document.blocks[0].text == "Teh granite of ")
        #expect(PrintedLines.of(result.document.blocks[0].spans).map(\.text) == ["Teh granite of", ""])
        let speck = Sample.block(.paragraph, [Sample.span("~.:", line: 5)], id: 1)
        let both = corrected([Self.paragraph, speck], [Sample.line("~.:", "", at: Sample.box(5))])
        #expect(both.document.blocks.count == 2)
        #expect(both.document.withoutEmptied.blocks.map(\.id) == [0])
    }

    @Test("lines keep their numbers whatever stands in them")
    func numbers() {
        for text in ["x", "A much longer text than before, with words", "", "Teh"] {
            let result = corrected([Self.paragraph], [Sample.line("Teh granite of", text)])
            #expect(PrintedLines.of(result.document.blocks[0].spans).count == 2, "\(text)")
        }
    }

    @Test("a cell is corrected; an empty one, too")
    func cell() {
        var table = Sample.block(.table, [])
        let cells = [("Oak", 0), ("", 1)].map { text, column in
            TableCell(
                row: 0, column: column, spans: text.isEmpty ? [] : [Sample.span(text, left: 72 + 50 * Double(column), right: 120)], page: 1,
                rectangle: Sample.box(0, left: 72 + 50 * Double(column), right: 120 + 50 * Double(column)))
        }
        table.table = Table(rowCount: 1, columnCount: 2, cells: cells, headerRowCount: 0, method: .ruled)
        var (first, second) = (Sample.line("Oak", "Oaks", at: cells[0].rectangle), Sample.line("", "12,5", at: cells[1].rectangle, name: "corr_2"))
        (first.subject, second.subject) = (.cell, .cell)
        let result = corrected([table], [first, second])
        #expect(result.document.blocks[0].table?.cells.map(\.spans.text) == ["Oaks", "12,5"])
        #expect(result.document.blocks[0].corrections.map(\.column) == [0, 1])
    }

    @Test("a paragraph becomes a heading, and a heading another one or a paragraph")
    func level() {
        func change(from original: Int, to level: Int) -> Correction {
            var correction = Sample.line("Contents", "Contents")
            correction.subject = .level
            (correction.original.level, correction.corrected.level) = (original, level)
            return correction
        }
        var heading = Sample.block(.heading, [Sample.span("Contents")])
        heading.heading = HeadingEvidence(level: 2, sources: [.tag])
        let deeper = corrected([heading], [change(from: 2, to: 3)]).document.blocks[0]
        #expect(deeper.heading == HeadingEvidence(level: 3, sources: [.correction]))
        #expect(deeper.corrections.map(\.before.level) == [2])
        let none = corrected([heading], [change(from: 2, to: 0)]).document.blocks[0]
        #expect(none.kind == .paragraph && none.heading == nil)
        let made = corrected([Sample.block(.paragraph, [Sample.span("Contents")])], [change(from: 0, to: 1)]).document.blocks[0]
        #expect(made.kind == .heading && made.heading?.level == 1)
    }

    @Test("of two corrections of one place the one changed last counts, and the other says so")
    func newest() {
        let older = Sample.line("Teh granite of", "That granite of")
        let newer = Sample.line("Teh granite of", "The granite of", name: "corr_2", seconds: 5)
        for corrections in [[older, newer], [newer, older]] {
            let result = corrected([Self.paragraph], corrections)
            #expect(result.document.blocks[0].text.hasPrefix("The granite"))
            #expect(result.standings == [older.id: .notApplied(.taken), newer.id: .applied(block: 0)])
        }
    }

    @Test("without corrections a document is what it was")
    func nothing() {
        #expect(corrected([Self.paragraph], []).document == Sample.document([Self.paragraph]))
    }
}
