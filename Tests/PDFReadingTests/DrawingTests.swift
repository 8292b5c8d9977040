import DocumentModel
import Testing

@testable import PDFReading

@Suite("Rules, fills and drawings")
struct DrawingTests {
    @Test("a stroke along an axis is a rule as thick as its pen")
    func stroke() throws {
        let page = try Fixture.primitives(SamplePDF(content: "2 w 10 100 m 110 100 l S 50 20 m 50 80 l S"))
        #expect(page.rules.map(\.direction) == [.horizontal, .vertical])
        #expect(page.rules[0].box.isClose(to: Rectangle(left: 10, top: 199, right: 110, bottom: 201)))
        #expect(page.rules[1].box.isClose(to: Rectangle(left: 49, top: 220, right: 51, bottom: 280)))
        #expect(page.fills.isEmpty && page.drawings.isEmpty)
    }

    @Test("a thin filled bar is a rule, a thick one an area")
    func bars() throws {
        let page = try Fixture.primitives(SamplePDF(content: "10 100 80 1 re f 10 150 80 20 re f"))
        #expect(page.rules.map(\.direction) == [.horizontal])
        #expect(page.fills.map(\.isStroked) == [false])
        #expect(page.fills.first?.box.isClose(to: Rectangle(left: 10, top: 130, right: 90, bottom: 150)) == true)
    }

    @Test("a stroked rectangle gives four rules, a filled and stroked one an area as well")
    func rectangles() throws {
        #expect(try Fixture.primitives(SamplePDF(content: "10 100 80 40 re S")).rules.count == 4)
        let both = try Fixture.primitives(SamplePDF(content: "1 0 0 rg 10 100 80 40 re B"))
        #expect(both.rules.count == 4)
        #expect(both.fills.map(\.isStroked) == [true])
        #expect(both.fills.map(\.color) == [Color(red: 255, green: 0, blue: 0)])
    }

    @Test("one rectangle cut out of another is a frame of four rules, not an area")
    func frame() throws {
        let page = try Fixture.primitives(SamplePDF(content: "10 100 80 40 re 11 101 78 38 re f*"))
        #expect(page.rules.count == 4)
        #expect(page.fills.isEmpty)
    }

    @Test("slanted lines and curves are drawings")
    func drawings() throws {
        let page = try Fixture.primitives(SamplePDF(content: "10 10 m 60 60 l S 100 100 m 100 150 150 150 150 100 c S"))
        #expect(page.rules.isEmpty)
        #expect(page.drawings.count == 2)
    }

    @Test("a rounded box is an area")
    func roundedBox() throws {
        let content = """
            20 100 m 80 100 l 85 100 90 105 90 110 c 90 140 l 90 145 85 150 80 150 c 20 150 l 15 150 10 145 10 140 c 10 110 l
            10 105 15 100 20 100 c h f
            """
        let page = try Fixture.primitives(SamplePDF(content: content))
        #expect(page.fills.count == 1)
        #expect(page.drawings.isEmpty)
    }

    @Test("a gradient drawn in slices is one area, and one drawing when it has a shape")
    func slices() throws {
        let rectangles = (0..<50).map { "0.\($0 + 10) g \(10 + $0) 100 60 40 re f" }.joined(separator: " ")
        #expect(try Fixture.primitives(SamplePDF(content: rectangles)).fills.count == 1)
        let triangles = (0..<50).map { "\(10 + $0) 100 m 100 100 l 100 150 l f" }.joined(separator: " ")
        #expect(try Fixture.primitives(SamplePDF(content: triangles)).drawings.count == 1)
        #expect(try Fixture.primitives(SamplePDF(content: "10 100 30 40 re f 40 100 30 40 re f")).fills.count == 2)
    }

    @Test("thousands of lines on one page are a drawing, not a table")
    func hatching() throws {
        let hatching = (0...PathReader.ruleLimit).map { "\($0 % 20 * 10) \($0 / 20).5 m \($0 % 20 * 10 + 9) \($0 / 20).5 l S" }
        let page = try Fixture.primitives(SamplePDF(content: hatching.joined(separator: " ")))
        #expect(page.rules.isEmpty)
        #expect(!page.drawings.isEmpty)
    }

    @Test("a line drawn dash by dash is one rule, two lines end to end with a gap stay two")
    func dashes() throws {
        let dashes = (0..<20).map { "\(10 + $0 * 4) 100 m \(12 + $0 * 4) 100 l S" }.joined(separator: " ")
        #expect(try Fixture.primitives(SamplePDF(content: dashes)).rules.count == 1)
        #expect(try Fixture.primitives(SamplePDF(content: "10 100 m 60 100 l S 63 100 m 120 100 l S")).rules.count == 2)
        #expect(try Fixture.primitives(SamplePDF(content: "10 100 m 60 100 l S 60 100 m 120 100 l S")).rules.count == 1)
    }

    @Test("paths that only clip paint nothing, and clipped areas are as large as what shows")
    func clipping() throws {
        #expect(try Fixture.primitives(SamplePDF(content: "10 10 50 50 re W n")).fills.isEmpty)
        let page = try Fixture.primitives(SamplePDF(content: "q 20 20 30 30 re W n 0 0 200 300 re f Q"))
        #expect(page.fills.first?.box.isClose(to: Rectangle(left: 20, top: 250, right: 50, bottom: 280), tolerance: 0.6) == true)
    }

    @Test("what is drawn at impossible places is left out")
    func impossiblePlaces() throws {
        let page = try Fixture.primitives(
            SamplePDF(content: "1000000000 0 0 1 0 0 cm 10 10 m 60 10 l S 10 20 50 30 re f BT /F1 10 Tf 50 50 Td (a) Tj ET"))
        #expect(page.rules.isEmpty && page.fills.isEmpty && page.drawings.isEmpty && page.glyphs.isEmpty)
    }

    @Test("rules of a sideways table turn with it")
    func sidewaysTable() throws {
        let page = try Fixture.open("sideways-table.pdf").primitives(ofPage: 1)
        #expect(page.rules.count(where: { $0.direction == .vertical && $0.box.height > 500 }) >= 4)
        #expect(page.styles.contains { $0.angleDegrees == 270 })
    }
}
