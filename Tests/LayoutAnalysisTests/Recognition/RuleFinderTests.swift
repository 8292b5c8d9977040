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
