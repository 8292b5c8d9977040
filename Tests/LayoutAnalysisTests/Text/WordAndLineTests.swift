import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Words and lines")
struct WordAndLineTests {
    private func texts(_ build: (inout PrintedPage) -> Void) -> [String] {
        var page = PrintedPage()
        build(&page)
        return PageAnalyzer.layout(of: page.primitives).texts
    }

    @Test("words set apart by gaps alone are separated by single spaces")
    func gapsBecomeSpaces() {
        #expect(texts { $0.print("two words", x: 50, baseline: 100, asGaps: true) } == ["two words"])
    }

    @Test("words on one baseline drawn in any order form one line from left to right")
    func orderByPosition() {
        let result = texts {
            $0.print("right", x: 80, baseline: 100)
            $0.print("left", x: 50, baseline: 100)
        }
        #expect(result == ["left right"])
    }

    @Test("a raised smaller figure is a superscript of the word before it")
    func superscripts() throws {
        var page = PrintedPage()
        page.print("note", x: 50, baseline: 100)
        page.print("1", x: 70, baseline: 96, style: TextStyle(fontName: "Serif", size: 6))
        let layout = PageAnalyzer.layout(of: page.primitives)
        guard case .text(let lines) = try #require(layout.blocks.first).content else { return }
        #expect(lines.map(\.text) == ["note1"])
        #expect(lines.first?.spans.last?.style == .superscript)
    }

    @Test("the same text struck twice a hair apart is read once")
    func doubleStrike() {
        let result = texts {
            $0.print("a", x: 50, baseline: 100)
            $0.print("a", x: 50.3, baseline: 100)
        }
        #expect(result == ["a"])
    }

    @Test("both letters of a ligature that share one place are kept")
    func ligatureLetters() {
        let result = texts {
            $0.print("eff", x: 50, baseline: 100)
            $0.primitives.glyphs[2].originX = $0.primitives.glyphs[1].originX
        }
        #expect(result == ["eff"])
    }

    @Test("a formula's stacked marks are read as written, and the line of prose below stays a line")
    func stackedFormula() {
        let result = texts {
            $0.print("x", x: 50, baseline: 100)
            $0.print("=", x: 55, baseline: 100)
            $0.print("1", x: 60, baseline: 94)
            $0.print("2", x: 60, baseline: 106)
            $0.print("+y", x: 65, baseline: 100)
            $0.print("as was to be shown here", x: 50, baseline: 118)
        }
        #expect(result == ["x=12+y", "as was to be shown here"])
    }

    @Test("lines on a coloured box know it, boxes drawn line by line are one, and white paper is none")
    func grounds() {
        var page = PrintedPage()
        page.fill(Rectangle(left: 0, top: 0, right: 600, bottom: 800), color: .white)
        for line in 0..<2 {
            let top = 91 + 12 * Double(line)
            page.fill(Rectangle(left: 40, top: top, right: 300, bottom: top + 12), color: Color(red: 230, green: 230, blue: 230))
        }
        page.print(lines: ["let a = 1", "let b = 2"], x: 50, from: 100)
        page.print("plain", x: 50, baseline: 160)
        let lines = PageAnalyzer.layout(of: page.primitives).blocks.flatMap { block -> [TextLine] in
            if case .text(let lines) = block.content { lines } else { [] }
        }
        #expect(lines.map(\.background) == [Rectangle(left: 40, top: 91, right: 300, bottom: 115)].flatMap { [$0, $0] } + [nil])
    }

    @Test("a large initial begins the word beside its top")
    func dropCap() {
        let result = texts {
            $0.print("T", x: 50, baseline: 124, style: TextStyle(fontName: "Serif", size: 36))
            $0.print("his is the first line", x: 70, baseline: 100)
            $0.print("and the second one", x: 70, baseline: 112)
            $0.print("and the third runs on below it", x: 50, baseline: 136)
        }
        #expect(result == ["This is the first line", "and the second one", "and the third runs on below it"])
    }

    @Test("ligature glyphs are written as letters")
    func ligatures() {
        #expect(texts { $0.print("e\u{FB03}cient", x: 50, baseline: 100) } == ["efficient"])
    }

    @Test("no spaces are put between Chinese characters set loosely")
    func unspacedScripts() {
        let result = texts {
            for (index, character) in ["戈", "壁", "滩"].enumerated() {
                $0.print(character, x: 50 + 8 * Double(index), baseline: 100)
            }
        }
        #expect(result == ["戈壁滩"])
    }

    @Test("Hebrew drawn from left to right is read from right to left, numbers kept")
    func rightToLeft() {
        // Visual order on paper: "12 םולש"
        #expect(texts { $0.print("12 םולש", x: 50, baseline: 100) } == ["שלום 12"])
    }

    @Test("bold and regular words of one line are spans of their own and join to the whole text")
    func styleRuns() throws {
        var page = PrintedPage()
        page.print("Bold", x: 50, baseline: 100, style: TextStyle(fontName: "Serif-Bold", size: 10, isBold: true))
        page.print("plain", x: 75, baseline: 100)
        let layout = PageAnalyzer.layout(of: page.primitives)
        guard case .text(let lines) = try #require(layout.blocks.first).content else { return }
        #expect(lines[0].spans.map(\.text) == ["Bold ", "plain"])
        #expect(lines[0].style == [])
    }

    @Test("text rotated by a quarter turn over the whole page is read as if the page were turned")
    func turnedPage() {
        var page = PrintedPage(width: 800, height: 600)
        page.print(lines: ["first line of the page", "second line of it"], x: 50, from: 100)
        let turn = QuarterTurn(angleDegrees: 270, width: 600, height: 800)
        var turned = page.primitives
        turned.page = PageSummary(number: 1, width: 600, height: 800)
        for index in turned.glyphs.indices {
            turned.glyphs[index].box = turn.displayed(turned.glyphs[index].box)
            (turned.glyphs[index].originX, turned.glyphs[index].originY) = turn.displayed(
                x: page.primitives.glyphs[index].originX, y: page.primitives.glyphs[index].originY)
        }
        turned.styles[0].angleDegrees = 270
        let layout = PageAnalyzer.layout(of: turned)
        #expect(layout.texts == ["first line of the page", "second line of it"])
        #expect(layout.page.width == 600)
        #expect(layout.blocks.allSatisfy { turned.page.box.contains($0.box) })
    }

    @Test("a font that calls itself monospaced is believed only when its letters are equally wide")
    func falseFixedPitch() {
        var page = PrintedPage()
        page.print("mill", x: 50, baseline: 100, style: TextStyle(fontName: "AndaleProportional", size: 10, isMonospaced: true))
        page.print("mill", x: 50, baseline: 130, style: TextStyle(fontName: "Andale", size: 10, isMonospaced: true))
        let proportional = page.primitives.glyphs.indices.prefix(4).dropFirst()
        for index in proportional { page.primitives.glyphs[index].box.right -= 3 }
        let confirmed = FixedPitch.confirmed(page.primitives.styles, by: page.primitives.glyphs)
        #expect(confirmed.map(\.isMonospaced) == [false, true])
    }
}
