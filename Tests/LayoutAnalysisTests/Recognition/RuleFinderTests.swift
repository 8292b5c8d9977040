import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Rules in pictures")
struct RuleFinderTests {
    private func horizontal(_ rules: [Rule]) -> [Rectangle] {
        rules.filter { $0.direction == .horizontal }.map(\.box).sorted { $0.top < $1.top }
    }

    @Test("drawn lines are found where they are, in both directions")
    func findsLines() {
        var picture = DrawnPicture()
        picture.fill(Rectangle(left: 50, top: 100, right: 550, bottom: 101))
        picture.fill(Rectangle(left: 200, top: 100, right: 201, bottom: 300))
        let rules = RuleFinder().rules(in: picture.ink, around: [])
        #expect(rules.count == 2)
        let across = horizontal(rules)[0]
        #expect(abs(across.left - 50) < 1 && abs(across.right - 550) < 1 && abs(across.centerY - 100.5) < 0.6)
        let down = rules.first { $0.direction == .vertical }
        #expect(abs((down?.box.centerX ?? 0) - 200.5) < 0.6 && abs((down?.box.bottom ?? 0) - 300) < 1)
    }

    @Test("a line that slopes by half a degree, has breaks and lies in noise is one line")
    func toleratesSkewAndNoise() {
        var picture = DrawnPicture()
        picture.fill(Rectangle(left: 50, top: 100, right: 550, bottom: 101.5), skewDegrees: 0.5)
        for x in stride(from: 80.0, to: 540, by: 90) { picture.fill(Rectangle(left: x, top: 90, right: x + 0.8, bottom: 110), gray: 250) }
        picture.addNoise(20)
        let rules = horizontal(RuleFinder().rules(in: picture.ink, around: []))
        #expect(rules.count == 1)
        #expect(rules.first.map { $0.width > 490 } ?? false)
    }

    @Test("a light grey line is found along its whole length beside text, and on a page with a photograph")
    func findsPaleLines() {
        var picture = DrawnPicture(dpi: 200)
        picture.fill(Rectangle(left: 50, top: 100, right: 350, bottom: 100.8), gray: 232)
        picture.print("some text that stands close above", x: 60, baseline: 97, size: 11)
        picture.print("and some below", x: 60, baseline: 112, size: 11)
        for row in 0..<20 {
            for column in 0..<25 {
                let box = Rectangle(
                    left: 380 + 8 * Double(column), top: 40 + 8 * Double(row), right: 384 + 8 * Double(column), bottom: 45 + 8 * Double(row))
                picture.fill(box, gray: UInt8(200 + (row * 7 + column * 5) % 40))
            }
        }
        let text = [Rectangle(left: 58, top: 86, right: 250, bottom: 99.5), Rectangle(left: 58, top: 101.5, right: 140, bottom: 115)]
        let rules = horizontal(RuleFinder().rules(in: picture.ink.forRules, around: text)).filter { $0.left < 360 && $0.width > 60 }
        #expect(rules.count == 1)
        #expect(rules.first.map { abs($0.left - 50) < 1 && abs($0.right - 350) < 1 && abs($0.centerY - 100.4) < 0.5 } == true)
    }

    @Test("paper that is dirty all over has no light grey lines")
    func leavesDirt() {
        var picture = DrawnPicture(dpi: 200)
        picture.fill(Rectangle(left: 50, top: 100, right: 350, bottom: 100.8), gray: 234)
        picture.addNoise(24)
        #expect(picture.ink.forRules.pixels == picture.ink.pixels)
    }

    @Test("the dark ground around light letters is no line, one drawn between the cells of a dark head is")
    func leavesGround() {
        var picture = DrawnPicture()
        picture.fill(Rectangle(left: 50, top: 100, right: 350, bottom: 121), gray: 150)
        picture.fill(Rectangle(left: 140, top: 100, right: 141, bottom: 121), gray: 90)
        picture.fill(Rectangle(left: 60, top: 105, right: 91, bottom: 113), gray: 255)
        let frames = [Rectangle(left: 54, top: 104, right: 97, bottom: 117), Rectangle(left: 136, top: 104, right: 190, bottom: 117)]
        let down = RuleFinder().rules(in: picture.ink, around: frames).filter { $0.direction == .vertical && $0.box.left > 55 && $0.box.left < 300 }
        #expect(down.map { ($0.box.centerX * 2).rounded() / 2 } == [140.5])
    }

    @Test("letters, dashes, thick bars and pictures are no rules")
    func leavesOthers() {
        var picture = DrawnPicture()
        let heading = picture.printed("HHHH", x: 50, baseline: 80, size: 40)
        picture.fill(Rectangle(left: 300, top: 60, right: 312, bottom: 61))
        picture.fill(Rectangle(left: 50, top: 200, right: 300, bottom: 212))
        picture.fill(Rectangle(left: 350, top: 150, right: 500, bottom: 300))
        let frame = Rectangle(left: 50, top: 42, right: 130, bottom: 92)
        #expect(heading.text == "HHHH")
        #expect(RuleFinder().rules(in: picture.ink, around: [frame]).filter { $0.box.left < 320 } == [])
    }
}

@Suite("Shades in pictures")
struct ShadeFinderTests {
    private func shades(_ picture: DrawnPicture, besides pictures: [Rectangle] = []) -> [Rectangle] {
        ShadeFinder().shades(in: picture.ink, besides: pictures).map(\.box)
    }

    private func isSame(_ a: Rectangle, _ b: Rectangle) -> Bool {
        abs(a.left - b.left) < 1 && abs(a.right - b.right) < 1 && abs(a.top - b.top) < 1 && abs(a.bottom - b.bottom) < 1
    }

    @Test("shaded rows are found to the point, with the text in them and in noise", arguments: [0, 10])
    func findsShades(noise: Int) {
        var picture = DrawnPicture(dpi: 200)
        let rows = [Rectangle(left: 50, top: 101, right: 351, bottom: 121), Rectangle(left: 50, top: 161, right: 351, bottom: 181)]
        for (row, gray) in zip(rows, [220, 170] as [UInt8]) {
            picture.fill(row, gray: gray)
            picture.print("Head of a section", x: 80, baseline: row.bottom - 5, size: 11)
        }
        if noise > 0 { picture.addNoise(noise) }
        let found = shades(picture)
        #expect(found.count == 2 && zip(found, rows).allSatisfy(isSame))
    }

    @Test("blank paper, text, lines, small marks and pictures are no shades; a page without tones has none")
    func leavesOthers() {
        var picture = DrawnPicture(dpi: 200)
        #expect(shades(picture).isEmpty)
        picture.print("text and a heading", x: 50, baseline: 60, size: 11)
        picture.fill(Rectangle(left: 50, top: 100, right: 350, bottom: 101), gray: 200)
        picture.fill(Rectangle(left: 50, top: 120, right: 60, bottom: 130), gray: 200)
        #expect(shades(picture).isEmpty)
        let photograph = Rectangle(left: 100, top: 200, right: 300, bottom: 300)
        picture.fill(photograph, gray: 200)
        #expect(shades(picture).count == 1 && shades(picture, besides: [photograph]).isEmpty)
        let marks = InkMap(width: 10, height: 10, scale: 1, pixels: [UInt8](repeating: 0, count: 100))
        #expect(ShadeFinder().shades(in: marks, besides: []).isEmpty)
    }

    @Test("around a part of the page, shades are left out as marks are")
    func parts() {
        var picture = DrawnPicture(dpi: 144)
        picture.fill(Rectangle(left: 50, top: 101, right: 351, bottom: 121), gray: 200)
        var ink = picture.ink
        ink.eraseAround(Rectangle(left: 40, top: 200, right: 360, bottom: 300))
        #expect(ShadeFinder().shades(in: ink, besides: []).isEmpty)
    }
}

@Suite("Pictures in pictures")
struct DrawingFinderTests {
    @Test("an area full of marks is a drawing; text and rules are none")
    func findsDrawings() {
        var picture = DrawnPicture()
        let line = picture.printed("Some words of text that are read", x: 50, baseline: 60, size: 12)
        for x in stride(from: 260.0, to: 420, by: 8) {
            picture.fill(Rectangle(left: x, top: 170, right: x + 3, bottom: 270), skewDegrees: 30)
        }
        let text = RecognizedPage(RecognizedText(lines: [line]), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        #expect(text.primitives.drawings.count == 1)
        let box = text.primitives.drawings.first ?? Rectangle(left: 0, top: 0, right: 0, bottom: 0)
        #expect(box.width > 120 && box.height > 80 && box.top > 100)
    }

    @Test("a blank picture has no ink, no rules, no drawings")
    func blank() {
        let picture = DrawnPicture()
        let page = RecognizedPage(RecognizedText(lines: []), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        #expect(page.primitives.rules == [] && page.primitives.drawings == [] && page.primitives.glyphs.isEmpty)
    }
}

@Suite("Pictures in tables of scans")
struct PicturesInTablesTests {
    /// A fact box with a photograph over its rows and a heading with a line under it beside a framed photograph.
    private func factBox() -> (picture: DrawnPicture, lines: [RecognizedLine]) {
        var picture = DrawnPicture(dpi: 200)
        func photograph(_ box: Rectangle) {
            for row in 0..<Int(box.height / 4) {
                for column in 0..<Int(box.width / 4) {
                    let (left, top) = (box.left + 4 * Double(column), box.top + 4 * Double(row))
                    picture.fill(Rectangle(left: left, top: top, right: left + 3, bottom: top + 3), gray: UInt8(40 + (row * 31 + column * 17) % 120))
                }
            }
        }
        for x in [300.0, 550] { picture.fill(Rectangle(left: x, top: 40, right: x + 0.8, bottom: 300.8), gray: 150) }
        for y in [40.0, 300] { picture.fill(Rectangle(left: 300, top: y, right: 550.8, bottom: y + 0.8), gray: 150) }
        for y in [180.0, 204, 228, 252, 276] { picture.fill(Rectangle(left: 301, top: y, right: 550, bottom: y + 0.8), gray: 232) }
        photograph(Rectangle(left: 306, top: 44, right: 546, bottom: 176))
        var lines: [RecognizedLine] = []
        for (row, cells) in [["Length", "80 km"], ["Area", "1040 km"], ["Country", "Finland"], ["Town", "Inari"], ["Depth", "92 m"]].enumerated() {
            for (text, x) in zip(cells, [306.0, 380]) {
                lines.append(picture.printed(text, x: x, baseline: 196 + 24 * Double(row), size: 11))
            }
        }
        lines.append(picture.printed("Gallery", x: 50, baseline: 60, size: 18))
        picture.fill(Rectangle(left: 50, top: 66, right: 280, bottom: 67))
        photograph(Rectangle(left: 60, top: 74, right: 260, bottom: 200))
        return (picture, lines)
    }

    @Test("a photograph in a row of a fact box leaves the other rows a table, and one under a heading leaves the heading its line")
    func factBoxIsTable() throws {
        let (picture, lines) = factBox()
        let layout = PageAnalyzer.layout(of: RecognizedText(lines: lines), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        let tables = layout.blocks.compactMap { block -> Table? in
            if case .table(let table) = block.content { table } else { nil }
        }
        #expect(tables.count == 1)
        let table = try #require(tables.first)
        #expect(table.rowCount == 5 && table.columnCount == 2)
        #expect(table.cells.map(\.spans.text) == ["Length", "80 km", "Area", "1040 km", "Country", "Finland", "Town", "Inari", "Depth", "92 m"])
        let figures = layout.blocks.filter { block in
            if case .figure = block.content { true } else { false }
        }
        #expect(figures.count == 2)
        #expect(figures.allSatisfy { $0.box.bottom < 205 && $0.box.top > ($0.box.left < 290 ? 70 : 35) })
        #expect(layout.texts == ["Gallery"])
    }
}
