import DocumentModel

@testable import LayoutAnalysis

/// A page sketched in a test: texts at positions and lines, all in points; every character is 5 wide, every font 10 high.
struct TablePageSketch {
    private(set) var texts: [String] = []
    private(set) var words: [TableWord] = []
    private(set) var turned: [TurnedLabel] = []
    private(set) var primitives = PagePrimitives(page: PageSummary(number: 1, width: 600, height: 800))

    /// Words of `text` from `x` on, on the baseline `y`; a word space is 3 wide.
    mutating func write(_ text: String, x: Double, y: Double, bold: Bool = false, monospaced: Bool = false, size: Double = 10) {
        var left = x
        for part in text.split(separator: " ") {
            let right = left + Double(part.count) * size / 2
            let box = Rectangle(left: left, top: y - 0.8 * size, right: right, bottom: y + 0.2 * size)
            words.append(
                TableWord(
                    id: texts.count, box: box, baseline: y, size: size, isBold: bold, isMonospaced: monospaced,
                    traits: WordTraits(part.unicodeScalars)))
            texts.append(String(part))
            left = right + 3
        }
    }

    /// A line that reads upwards from the point.
    mutating func writeUpwards(_ text: String, x: Double, y: Double) {
        let box = Rectangle(left: x, top: y - 5 * Double(text.count), right: x + 10, bottom: y)
        turned.append(TurnedLabel(id: texts.count, box: box))
        texts.append(text)
    }

    /// One text per column; empty ones are left out.
    mutating func row(_ cells: [String], columns: [Double], y: Double, bold: Bool = false, monospaced: Bool = false) {
        for (cell, x) in zip(cells, columns) { write(cell, x: x, y: y, bold: bold, monospaced: monospaced) }
    }

    mutating func horizontalRule(y: Double, from left: Double, to right: Double) {
        let box = Rectangle(left: left, top: y - 0.25, right: right, bottom: y + 0.25)
        primitives.rules.append(Rule(direction: .horizontal, box: box))
    }

    mutating func verticalRule(x: Double, from top: Double, to bottom: Double) {
        let box = Rectangle(left: x - 0.25, top: top, right: x + 0.25, bottom: bottom)
        primitives.rules.append(Rule(direction: .vertical, box: box))
    }

    mutating func fill(_ box: Rectangle, grey: UInt8) {
        primitives.fills.append(Fill(box: box, color: Color(red: grey, green: grey, blue: grey), order: Int32(primitives.fills.count)))
    }

    mutating func add(image box: Rectangle) {
        primitives.images.append(ImagePrimitive(index: primitives.images.count, box: box, pixelWidth: 100, pixelHeight: 100))
    }

    mutating func hideRule(_ index: Int) { primitives.rules[index].color = .white }

    /// All lines of a grid.
    mutating func grid(xs: [Double], ys: [Double]) {
        guard let left = xs.first, let right = xs.last, let top = ys.first, let bottom = ys.last else { return }
        for x in xs { verticalRule(x: x, from: top, to: bottom) }
        for y in ys { horizontalRule(y: y, from: left, to: right) }
    }

    var tables: [FoundTable] { TableFinder.tables(words: words, turned: turned, primitives: primitives) }

    /// Rows of a table; spanning cells as "text [rows x columns]", positions without a cell as "".
    func rows(of table: FoundTable) -> [[String]] {
        var rows = [[String]](repeating: [String](repeating: "", count: table.columnCount), count: table.rowCount)
        for cell in table.cells {
            let text = (cell.words + cell.turned).map { texts[$0] }.joined(separator: " ")
            let isSpanning = cell.rowSpan > 1 || cell.columnSpan > 1
            rows[cell.row][cell.column] = isSpanning ? "\(text) [\(cell.rowSpan)x\(cell.columnSpan)]" : text
        }
        return rows
    }
}
