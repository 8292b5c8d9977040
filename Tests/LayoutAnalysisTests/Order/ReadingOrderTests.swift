import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Reading order")
struct ReadingOrderTests {
    private let prose = "a line of prose that fills its column"

    private func column(_ name: String, _ count: Int) -> [String] {
        (1...count).map { "\(name)\($0) \(prose)" }
    }

    private func firstWords(_ page: PrintedPage) -> [String] {
        PageAnalyzer.layout(of: page.primitives).texts.map { String($0.prefix { $0 != " " }) }
    }

    @Test("two columns are read one after the other")
    func twoColumns() {
        var page = PrintedPage()
        page.print(lines: column("L", 6), x: 50, from: 100)
        page.print(lines: column("R", 6), x: 320, from: 100)
        #expect(firstWords(page) == ["L1", "L2", "L3", "L4", "L5", "L6", "R1", "R2", "R3", "R4", "R5", "R6"])
    }

    @Test("a heading over both columns comes first, a line under both comes last")
    func spanningElements() {
        var page = PrintedPage()
        page.print("Top " + prose + " " + prose + " " + prose, x: 50, baseline: 80)
        page.print(lines: column("L", 4), x: 50, from: 110)
        page.print(lines: column("R", 4), x: 320, from: 110)
        page.print("End " + prose + " " + prose + " " + prose, x: 50, baseline: 200)
        #expect(firstWords(page) == ["Top", "L1", "L2", "L3", "L4", "R1", "R2", "R3", "R4", "End"])
    }

    @Test("a label and its value on one line stay on one line")
    func labelsAndValues() {
        var page = PrintedPage()
        page.print(lines: ["Name", "Town", "Land"], x: 50, from: 100)
        page.print(lines: ["Ada", "London", "England"], x: 150, from: 100)
        #expect(PageAnalyzer.layout(of: page.primitives).texts == ["Name Ada", "Town London", "Land England"])
    }

    @Test("columns a word space apart are told by the gap that comes back line after line")
    func narrowGutter() {
        var page = PrintedPage()
        for line in 0..<8 {
            // Justified lines of uneven words: the gaps inside the columns never line up.
            let (a, b) = (line * 3 % 7 + 3, line * 5 % 7 + 3)
            let baseline = 100 + 12 * Double(line)
            page.print("L\(line) " + String(repeating: "x", count: a) + " " + String(repeating: "z", count: 22 - a), x: 50, baseline: baseline)
            page.print("R\(line) " + String(repeating: "x", count: b) + " " + String(repeating: "z", count: 22 - b), x: 190, baseline: baseline)
        }
        let words = firstWords(page)
        #expect(words.prefix(8).allSatisfy { $0.hasPrefix("L") })
        #expect(words.suffix(8).allSatisfy { $0.hasPrefix("R") })
        #expect(words.count == 16)
    }

    @Test("a short heading between two stretches of columns is read between them")
    func headingBetweenColumns() {
        var page = PrintedPage()
        page.print(lines: column("A", 4), x: 50, from: 100)
        page.print(lines: column("B", 4), x: 320, from: 100)
        page.print("Between " + prose + " " + prose + " x", x: 50, baseline: 170)
        page.print(lines: column("C", 4), x: 50, from: 200)
        page.print(lines: column("D", 4), x: 320, from: 200)
        #expect(
            firstWords(page) == [
                "A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "Between", "C1", "C2", "C3", "C4", "D1", "D2", "D3", "D4",
            ])
    }

    @Test("a title with a gap in it above two columns takes no lines of theirs, nor does a foot below them")
    func gapsInTitleAndFoot() {
        var page = PrintedPage()
        page.print("SECTION", x: 50, baseline: 60)
        page.print("ENGINES", x: 180, baseline: 60)
        page.print("L0 General", x: 50, baseline: 100)
        page.print(lines: column("L", 6), x: 50, from: 136)
        page.print(lines: column("R", 9), x: 320, from: 100)
        page.print("48", x: 50, baseline: 240)
        page.print("Society and Friends", x: 255, baseline: 240)
        page.print("2020", x: 480, baseline: 240)
        let words = firstWords(page)
        #expect(words.filter { $0.hasPrefix("L") || $0.hasPrefix("R") } == ["L0"] + (1...6).map { "L\($0)" } + (1...9).map { "R\($0)" })
    }

    @Test("a second column that starts above the first is read after it")
    func higherSecondColumn() {
        var page = PrintedPage()
        page.print("Top " + prose + " " + prose + " " + prose, x: 50, baseline: 80)
        page.print(lines: column("R", 9), x: 320, from: 120)
        page.print("L0 Heading", x: 110, baseline: 156)
        page.print(lines: column("L", 3), x: 50, from: 192)
        #expect(firstWords(page) == ["Top", "L0", "L1", "L2", "L3"] + (1...9).map { "R\($0)" })
    }
}
