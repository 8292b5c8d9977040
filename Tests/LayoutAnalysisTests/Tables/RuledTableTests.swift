import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite struct RuledTableTests {
    @Test("a full grid becomes one cell per box")
    func fullGrid() throws {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 250], ys: [100, 120, 140, 160])
        page.row(["City", "People"], columns: [55, 155], y: 114, bold: true)
        page.row(["Oslo", "709"], columns: [55, 155], y: 134)
        page.row(["Bergen", "291"], columns: [55, 155], y: 154)
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table) == [["City", "People"], ["Oslo", "709"], ["Bergen", "291"]])
        #expect(table.headerRowCount == 1)
        #expect(table.method == .ruled)
    }

    @Test("headings turned upwards stand in the cells of their columns, though no upright word is in their row")
    func turnedHeadings() throws {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 180, 210], ys: [100, 160, 180, 200])
        page.writeUpwards("Inhabitants", x: 160, y: 158)
        page.writeUpwards("Cars", x: 185, y: 158)
        page.writeUpwards("per head", x: 196, y: 158)
        page.row(["Oslo", "709", "2"], columns: [55, 155, 185], y: 174)
        page.row(["Bergen", "291", "3"], columns: [55, 155, 185], y: 194)
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table) == [["", "Inhabitants", "Cars per head"], ["Oslo", "709", "2"], ["Bergen", "291", "3"]])
        #expect(table.headerRowCount == 1)
    }

    @Test("labels written left of a grid of figures are its first column")
    func labelsBesideTheGrid() throws {
        var page = TablePageSketch()
        page.grid(xs: [150, 200, 250], ys: [100, 120, 140, 160, 180])
        page.row(["North", "South"], columns: [155, 205], y: 114)
        for (index, label) in ["Oslo", "Bergen", "Tromsø"].enumerated() {
            page.row([label, "\(index)7", "\(index)9"], columns: [90, 155, 205], y: 134 + 20 * Double(index))
        }
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table) == [["", "North", "South"], ["Oslo", "07", "09"], ["Bergen", "17", "19"], ["Tromsø", "27", "29"]])
    }

    @Test("a missing line between two boxes makes one spanning cell")
    func spans() throws {
        var page = TablePageSketch()
        for y in [100.0, 140, 160] { page.horizontalRule(y: y, from: 50, to: 350) }
        page.horizontalRule(y: 120, from: 150, to: 350)
        for x in [50.0, 150, 350] { page.verticalRule(x: x, from: 100, to: 160) }
        page.verticalRule(x: 250, from: 120, to: 160)
        page.row(["", "Released to air and water"], columns: [55, 160], y: 114)
        page.row(["Gas", "air", "water"], columns: [55, 155, 255], y: 134)
        page.row(["Methane", "100", "200"], columns: [55, 155, 255], y: 154)
        let table = try #require(page.tables.first)
        #expect(
            page.rows(of: table) == [
                ["Gas [2x1]", "Released to air and water [1x2]", ""], ["", "air", "water"], ["Methane", "100", "200"],
            ])
    }

    @Test("columns without a drawn left and right border are kept")
    func openSides() throws {
        var page = TablePageSketch()
        for y in [100.0, 120, 140, 160] { page.horizontalRule(y: y, from: 50, to: 350) }
        for x in [150.0, 250] { page.verticalRule(x: x, from: 100, to: 160) }
        for (y, cells) in [(114.0, ["a", "b", "c"]), (134, ["d", "e", "f"]), (154, ["g", "h", "i"])] {
            page.row(cells, columns: [55, 155, 255], y: y)
        }
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    }

    @Test("rows of figures inside one ruled box are rows of their own")
    func rowsWithoutLines() throws {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 250], ys: [100, 120, 200])
        page.row(["Year", "Value"], columns: [55, 155], y: 114)
        for index in 0..<4 { page.row(["199\(index)", "\(index + 1),500"], columns: [55, 155], y: 134 + Double(index) * 15) }
        let table = try #require(page.tables.first)
        #expect(table.rowCount == 5)
        #expect(page.rows(of: table)[1] == ["1990", "1,500"])
    }

    @Test("a mark across a column line does not keep the rows beside it together")
    func strayMark() throws {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 250], ys: [100, 120, 200])
        page.horizontalRule(y: 190, from: 144, to: 156)
        page.row(["Year", "Value"], columns: [55, 155], y: 114)
        for index in 0..<4 { page.row(["199\(index)", "\(index + 1),500"], columns: [55, 155], y: 134 + Double(index) * 15) }
        let table = try #require(page.tables.first)
        #expect(table.rowCount == 5)
        #expect(page.rows(of: table)[4] == ["1993", "4,500"])
    }

    @Test("text wrapped inside a ruled cell stays one cell")
    func wrappedText() throws {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 300], ys: [100, 140, 180])
        page.row(["first", "words that go on"], columns: [55, 155], y: 114)
        page.write("in a second line", x: 155, y: 128)
        page.row(["second", "short"], columns: [55, 155], y: 154)
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table) == [["first", "words that go on in a second line"], ["second", "short"]])
    }

    @Test("a box around text is no table")
    func noticeBox() {
        var page = TablePageSketch()
        page.grid(xs: [50, 350], ys: [100, 160])
        page.write("Note: this box warns the reader of something", x: 60, y: 115)
        page.write("and goes on for a second line of plain text", x: 60, y: 130)
        #expect(page.tables.isEmpty)
    }

    @Test("white lines on white paper rule nothing")
    func invisibleRules() {
        var page = TablePageSketch()
        page.grid(xs: [50, 150, 250], ys: [100, 120, 140])
        for index in page.primitives.rules.indices { page.hideRule(index) }
        page.row(["one", "two"], columns: [55, 155], y: 114)
        page.row(["three", "four"], columns: [55, 155], y: 134)
        #expect(page.tables.isEmpty)
    }
}
