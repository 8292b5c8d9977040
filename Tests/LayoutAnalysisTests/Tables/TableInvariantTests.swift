import DocumentModel
import Testing

@testable import LayoutAnalysis

/// What holds for every page, however it is scribbled on.
@Suite struct TableInvariantTests {
    @Test("on scribbled pages cells stay in their grid, never overlap and never share a word")
    func scribbledPages() {
        var dice = Dice(state: 20_261_124)
        for _ in 0..<1_500 {
            var page = TablePageSketch()
            scribble(on: &page, &dice)
            var used = Set<Int>()
            for table in page.tables {
                var covered = Set<Int>()
                for cell in table.cells {
                    #expect(cell.row + cell.rowSpan <= table.rowCount && cell.column + cell.columnSpan <= table.columnCount)
                    #expect(cell.words.allSatisfy { used.insert($0).inserted })
                    for row in cell.row..<cell.row + cell.rowSpan {
                        for column in cell.column..<cell.column + cell.columnSpan {
                            #expect(covered.insert(row * table.columnCount + column).inserted)
                        }
                    }
                }
                #expect(table.headerRowCount <= table.rowCount)
            }
        }
    }

    /// Words, lines and shades on a coarse raster, so that many of them meet.
    private func scribble(on page: inout TablePageSketch, _ dice: inout Dice) {
        let texts = ["12.5", "word", "–", "a", "$", "1.", "....", "(X)", "Total", "1996", "•"]
        let step = [5.0, 12, 40][dice.roll(3)]
        let position = { (limit: Double, dice: inout Dice) in Double(dice.roll(Int(limit / step))) * step }
        for _ in 0..<dice.roll(90) {
            let size = [5.0, 8, 10, 10, 14][dice.roll(5)]
            page.write(texts[dice.roll(texts.count)], x: position(600, &dice), y: position(300, &dice), bold: dice.roll(3) == 0, size: size)
        }
        for _ in 0..<dice.roll(25) {
            let x = position(600, &dice)
            let y = position(300, &dice)
            let length = position(600, &dice)
            switch dice.roll(5) {
            case 0, 1: page.horizontalRule(y: y, from: x, to: x + length)
            case 2, 3: page.verticalRule(x: x, from: y, to: y + length)
            default: page.fill(Rectangle(left: x, top: y, right: x + length, bottom: y + 12), grey: 200)
            }
        }
    }

    /// The same rolls on every run.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }
}
