import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite struct AlignedTableTests {
    private let columns = [50.0, 200, 300, 400]

    private func figures(_ page: inout TablePageSketch, from y: Double, labels: [String], step: Double = 14) {
        for (index, label) in labels.enumerated() {
            let value = Double(index)
            page.row([label, "1\(index).5", "2\(index).7", "3\(index).9"], columns: columns, y: y + value * step)
        }
    }

    @Test("rows of figures without any line are a table")
    func borderless() throws {
        var page = TablePageSketch()
        page.row(["", "North", "South", "West"], columns: columns, y: 100)
        figures(&page, from: 114, labels: ["Austria", "Belgium", "Czech Republic"])
        let table = try #require(page.tables.first)
        #expect(page.tables.count == 1)
        #expect(page.rows(of: table)[0] == ["", "North", "South", "West"])
        #expect(page.rows(of: table)[3] == ["Czech Republic", "12.5", "22.7", "32.9"])
        #expect(table.headerRowCount == 1)
    }

    @Test("a short line under a heading makes it span the columns below")
    func spanningHeading() throws {
        var page = TablePageSketch()
        for y in [90.0, 130, 180] { page.horizontalRule(y: y, from: 50, to: 450) }
        page.horizontalRule(y: 108, from: 200, to: 350)
        page.write("Percent of all", x: 230, y: 104)
        page.row(["Country", "North", "South", "Total"], columns: columns, y: 124)
        figures(&page, from: 144, labels: ["Austria", "Belgium", "Cyprus"])
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table)[0] == ["Country [2x1]", "Percent of all [1x2]", "", "Total [2x1]"])
        #expect(page.rows(of: table)[1] == ["", "North", "South", ""])
        #expect(table.headerRowCount == 2)
    }

    @Test("labels left of lines that run over the figures only belong to the table")
    func labelsOutsideTheFrame() throws {
        var page = TablePageSketch()
        for y in [88.0, 166] { page.horizontalRule(y: y, from: 190, to: 450) }
        figures(&page, from: 100, labels: ["Cash", "Trade debtors", "Other debtors", "Loans", "Deposits"])
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table)[1] == ["Trade debtors", "11.5", "21.7", "31.9"])
        #expect(table.rowCount == 5)
    }

    @Test("a label in capitals that wraps into a row with figures does not join the row above")
    func wrappedLabelBelowFullRow() throws {
        var page = TablePageSketch()
        figures(&page, from: 100, labels: ["Cash at bank and in hand", "Bank loan that is secured"])
        page.write("Loan payable to some other", x: 50, y: 128)
        page.row(["persons", "13.5", "23.7", "33.9"], columns: columns, y: 142)
        let table = try #require(page.tables.first)
        #expect(
            page.rows(of: table).map { $0[0] } == ["Cash at bank and in hand", "Bank loan that is secured", "Loan payable to some other persons"])
    }

    @Test("headings on several lines are one row")
    func wrappedHeadings() throws {
        var page = TablePageSketch()
        for y in [88.0, 128, 190] { page.horizontalRule(y: y, from: 50, to: 450) }
        page.row(["", "Share of", "Share of", ""], columns: columns, y: 100)
        page.row(["", "all north", "all south", ""], columns: columns, y: 111)
        page.row(["Country", "1996", "1996", "Total"], columns: columns, y: 122)
        figures(&page, from: 142, labels: ["Austria", "Belgium", "Cyprus"])
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table)[0] == ["Country", "Share of all north 1996", "Share of all south 1996", "Total"])
        #expect(table.rowCount == 4)
    }

    @Test("a label that wraps goes on in its own row, a section title does not")
    func wrappedLabelAndTitle() throws {
        var page = TablePageSketch()
        page.row(["", "North", "South", "West"], columns: columns, y: 100)
        page.write("Sex", x: 50, y: 114)
        figures(&page, from: 128, labels: ["Male", "Female"])
        page.row(["American Indian or Alaska", "7.1", "7.2", "7.3"], columns: columns, y: 156)
        page.write("native people", x: 58, y: 170)
        figures(&page, from: 184, labels: ["Other", "Unknown"])
        let table = try #require(page.tables.first)
        let rows = page.rows(of: table)
        #expect(rows[1] == ["Sex", "", "", ""])
        #expect(rows[4] == ["American Indian or Alaska native people", "7.1", "7.2", "7.3"])
        #expect(table.rowCount == 7)
    }

    @Test("two columns of prose are no table")
    func prose() {
        var page = TablePageSketch()
        for line in 0..<8 {
            let y = 100 + Double(line) * 12
            page.write("these words run on in the left hand column of it", x: 50, y: y)
            page.write("and those words run on in the right hand column", x: 320, y: y)
        }
        #expect(page.tables.isEmpty)
    }

    @Test("a table of contents is no table")
    func contents() {
        var page = TablePageSketch()
        for line in 0..<6 {
            page.row(["Chapter \(line) . . . . . . . . . .", "\(line * 7 + 3)"], columns: [50, 400], y: 100 + Double(line) * 14)
        }
        #expect(page.tables.isEmpty)
    }

    @Test("a numbered list is no table")
    func numberedList() {
        var page = TablePageSketch()
        for line in 0..<5 {
            page.row(["\(line + 1).", "Turn the key to the right"], columns: [50, 80], y: 100 + Double(line) * 14)
        }
        #expect(page.tables.isEmpty)
    }

    @Test("a listing in a monospaced font is no table")
    func listing() {
        var page = TablePageSketch()
        for line in 0..<6 {
            page.row(["disk\(line)", "8:\(line)", "512", "ext4"], columns: columns, y: 100 + Double(line) * 12, monospaced: true)
        }
        #expect(page.tables.isEmpty)
    }

    @Test("no words, no table")
    func emptyPage() {
        #expect(TablePageSketch().tables.isEmpty)
    }

    @Test("a heading centred over several columns spans them without any line")
    func centredHeading() throws {
        var page = TablePageSketch()
        page.write("Percentage share of all people counted", x: 228, y: 86)
        page.row(["Country", "Northern", "Southern", "Western"], columns: columns, y: 100)
        figures(&page, from: 114, labels: ["Austria", "Belgium", "Cyprus"])
        page.horizontalRule(y: 74, from: 50, to: 450)
        page.horizontalRule(y: 103, from: 50, to: 450)
        page.horizontalRule(y: 150, from: 50, to: 450)
        let table = try #require(page.tables.first)
        #expect(page.rows(of: table)[0] == ["Country [2x1]", "Percentage share of all people counted [1x3]", "", ""])
        #expect(page.rows(of: table)[1] == ["", "Northern", "Southern", "Western"])
    }

    @Test("titles staggered over different columns lose no word")
    func staggeredTitles() throws {
        var page = TablePageSketch()
        for y in [70.0, 130, 190] { page.horizontalRule(y: y, from: 50, to: 450) }
        page.horizontalRule(y: 88, from: 195, to: 330)
        page.horizontalRule(y: 106, from: 295, to: 445)
        page.write("upper title", x: 230, y: 84)
        page.write("lower title", x: 340, y: 102)
        page.row(["Country", "North", "South", "West"], columns: columns, y: 124)
        figures(&page, from: 144, labels: ["Austria", "Belgium", "Cyprus"])
        let table = try #require(page.tables.first)
        #expect(table.cells.reduce(0) { $0 + $1.words.count } == page.words.count)
    }

    @Test("raised small words stay in their row")
    func superscripts() throws {
        var page = TablePageSketch()
        page.row(["", "North", "South", "West"], columns: columns, y: 100)
        figures(&page, from: 114, labels: ["Austria", "Belgium", "Cyprus"])
        page.write("2", x: 221, y: 110, size: 5)
        let table = try #require(page.tables.first)
        #expect(table.rowCount == 4)
        #expect(page.rows(of: table)[1] == ["Austria", "10.5 2", "20.7", "30.9"])
    }

    @Test("text lined up in a shaded box is a listing, not a table")
    func shadedListing() {
        var page = TablePageSketch()
        page.fill(Rectangle(left: 45, top: 88, right: 460, bottom: 180), grey: 235)
        for line in 0..<6 { page.row(["disk", "mount", "[", "]"], columns: columns, y: 100 + Double(line) * 12) }
        #expect(page.tables.isEmpty)
    }

    @Test("boxes that are not numbers or inside out are left out without a trap")
    func brokenBoxes() throws {
        var page = TablePageSketch()
        page.row(["", "North", "South", "West"], columns: columns, y: 100)
        figures(&page, from: 114, labels: ["Austria", "Belgium", "Cyprus"])
        page.horizontalRule(y: .nan, from: 50, to: 450)
        page.horizontalRule(y: 90, from: 450, to: -.infinity)
        let sound = page.words.count
        page.write("broken", x: .nan, y: 114)
        page.write("broken", x: 100, y: .infinity)
        let table = try #require(page.tables.first)
        #expect(table.cells.allSatisfy { $0.words.allSatisfy { $0 < sound } })
    }

    @Test("a page hatched with thousands of lines is given up, not searched for hours", .timeLimit(.minutes(15)))
    func hatching() {
        var page = TablePageSketch()
        figures(&page, from: 114, labels: ["Austria", "Belgium", "Cyprus"])
        for index in 0..<9_000 {
            page.horizontalRule(y: Double(index) * 0.08, from: Double(index % 7), to: 590)
            page.verticalRule(x: Double(index) * 0.06, from: Double(index % 5), to: 790)
        }
        #expect(page.tables.count <= 1)
    }

    @Test("cells with several figures set apart tell that columns were lost, a number with spaces in it does not")
    func crowdedCells() {
        func draft(gap: Double) -> TableDraft {
            var page = TablePageSketch()
            for line in 0..<4 { for figure in 0..<3 { page.write("12", x: 50 + (10 + gap) * Double(figure), y: 100 + 12 * Double(line)) } }
            let areas = (0..<4).map { row in
                var area = CellArea(row: row, column: 0, rowSpan: 1, columnSpan: 1)
                area.words = Array(page.words[row * 3..<row * 3 + 3])
                return area
            }
            let box = Rectangle(left: 50, top: 90, right: 200, bottom: 150)
            return TableDraft(box: box, rowCount: 4, columnCount: 2, areas: areas, method: .aligned)
        }
        #expect(TableLikeness.isCrowded(draft(gap: 20)))
        #expect(!TableLikeness.isCrowded(draft(gap: 3)))
    }
}
