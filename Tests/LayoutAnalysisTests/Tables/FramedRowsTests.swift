import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Tables in frames whose rows alone are parted by lines")
struct FramedRowsTests {
    /// A frame from x 300 to 500 with lines between rows.
    private func frame(_ ys: [Double]) -> TablePageSketch {
        var page = TablePageSketch()
        for y in ys { page.horizontalRule(y: y, from: 300, to: 500) }
        for x in [300.0, 500] { page.verticalRule(x: x, from: ys[0], to: ys[ys.count - 1]) }
        return page
    }

    /// A fact box: title, picture with a caption, labels with values of one or two lines, a section.
    private func factBox() -> TablePageSketch {
        var page = frame([100, 120, 240, 260, 292, 312, 332, 352])
        page.write("Lake Inari", x: 370, y: 114, bold: true)
        page.write("The lake seen from the air", x: 340, y: 234)
        page.row(["Length", "80 km"], columns: [305, 352], y: 254)
        page.row(["Area", "1,040 km2 of which"], columns: [305, 352], y: 274)
        page.write("water 1,000 km2", x: 352, y: 286)
        page.write("Place", x: 385, y: 306, bold: true)
        page.row(["Country", "Finland"], columns: [305, 352], y: 326)
        page.row(["Town", "Inari"], columns: [305, 352], y: 346)
        return page
    }

    @Test("a fact box is one table from its title to its last row, its wrapped values in one cell each")
    func factBoxIsOneTable() throws {
        let page = factBox()
        #expect(page.tables.count == 1)
        let table = try #require(page.tables.first)
        #expect(
            page.rows(of: table) == [
                ["Lake Inari", ""], ["The lake seen from the air", ""], ["Length", "80 km"], ["Area", "1,040 km2 of which water 1,000 km2"],
                ["Place", ""], ["Country", "Finland"], ["Town", "Inari"],
            ])
        #expect(table.headerRowCount == 1)
    }

    @Test("pictures in its rows and lines drawn behind them leave it a table; a curve over several rows makes it a chart")
    func pictures() {
        var page = factBox()
        page.add(image: Rectangle(left: 304, top: 122, right: 496, bottom: 222))
        page.horizontalRule(y: 170, from: 302, to: 498)
        #expect(page.tables.first?.rowCount == 7)
        var chart = factBox()
        chart.add(image: Rectangle(left: 304, top: 242, right: 496, bottom: 340))
        #expect(chart.tables.first?.rowCount != 7)
    }

    @Test("running text between lines in a frame is no table")
    func prose() {
        var page = frame([100, 160, 220, 280, 340])
        for row in 0..<4 {
            for line in 0..<4 {
                page.write("some running text that goes on and on over there", x: 305, y: 114 + 60 * Double(row) + 12 * Double(line))
            }
        }
        #expect(page.tables.isEmpty)
    }

    @Test("lines without sides, sides without lines and fewer rows make no frame")
    func frames() {
        let lines = [100.0, 120, 140, 160].map { Edge(position: $0, start: 300, end: 500) }
        let sides = [300.0, 500].map { Edge(position: $0, start: 100, end: 160) }
        func count(_ horizontal: [Edge], _ vertical: [Edge]) -> Int {
            RowFrame.frames(among: Edges(horizontal: horizontal, vertical: vertical), around: []).count
        }
        #expect(count(lines, sides) == 1)
        #expect(count(lines, []) == 0)
        #expect(count(lines, [sides[0]]) == 0)
        #expect(count(Array(lines.prefix(3)), sides) == 0)
        #expect(count([], sides) == 0)
    }

    @Test("a picture stands in a row when its rim alone touches the lines")
    func rows() {
        let frame = RowFrame(left: 300, right: 500, lines: [100, 200, 220, 240])
        #expect(frame.holdsInOneRow(Rectangle(left: 303, top: 98, right: 498, bottom: 203)))
        #expect(!frame.holdsInOneRow(Rectangle(left: 303, top: 120, right: 498, bottom: 215)))
        #expect(!frame.holdsInOneRow(Rectangle(left: 250, top: 120, right: 498, bottom: 180)))
        #expect(frame.row(at: 90) == nil && frame.row(at: 150) == 0 && frame.row(at: 230) == 2 && frame.row(at: 250) == nil)
    }
}
