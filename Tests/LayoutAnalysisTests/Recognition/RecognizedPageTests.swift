import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("Recognised text as page primitives")
struct RecognizedPageTests {
    private func glyphs(_ page: RecognizedPage) -> [Glyph] { page.primitives.glyphs.filter { $0.scalar != 0x20 } }

    @Test("glyphs stand on the printed baseline, in the printed size, at the printed places")
    func placesGlyphs() throws {
        var picture = DrawnPicture()
        let line = picture.printed("Plain text on one line", x: 72, baseline: 120, size: 11)
        let page = RecognizedPage(RecognizedText(lines: [line]), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        let first = try #require(glyphs(page).first)
        #expect(page.primitives.styles.count == 1)
        #expect(abs(page.primitives.styles[0].size - 11) < 0.6)
        #expect(abs(first.originY - 120) < 0.6 && abs(first.originX - 72.5) < 1)
        #expect(page.primitives.glyphs.count { $0.scalar == 0x20 } == 4)
    }

    @Test("ideographs side by side tell the size by their distance, whatever brackets and Latin letters among them measure")
    func sizeByPitch() throws {
        var picture = DrawnPicture()
        // Marks of 13 points, as high as the brackets of 11-point text; characters 11 points apart.
        let text = "系统安装手册（系统）安装"
        picture.print(text, x: 72, baseline: 120, size: 13)
        let box = Rectangle(left: 72, top: 106, right: 72 + 11 * Double(text.count), bottom: 124)
        let line = RecognizedLine.reading(text, in: box, scale: picture.scale, about: picture.page)
        let printed = try #require(PrintedLine(line, frame: box, angleDegrees: 0, ink: picture.ink))
        #expect(printed.measuredSize.map { abs($0 - 11) < 0.2 } == true)
        // Kana are set closer in some fonts: they do not tell.
        let kana = RecognizedLine.reading("システム", in: box, scale: picture.scale, about: picture.page)
        let other = try #require(PrintedLine(kana, frame: box, angleDegrees: 0, ink: picture.ink))
        #expect(other.measuredSize.map { abs($0 - 11) > 0.5 } != false)
    }

    @Test("without a picture, frames alone give sizes within a quarter")
    func placesGlyphsByFrames() {
        let picture = DrawnPicture()
        let line = picture.line("Plain text on one line", x: 72, baseline: 120, size: 11)
        let page = RecognizedPage(RecognizedText(lines: [line]), on: picture.page, dpi: picture.dpi)
        #expect(abs(page.primitives.styles[0].size - 11) < 2.8)
        #expect(page.primitives.rules == [])
    }

    @Test("lines of one size that measure a little differently get one size; a heading keeps its own")
    func clustersSizes() {
        let lines: [(size: Double, characters: Int)] = [(10.1, 60), (9.8, 55), (10.3, 70), (10.0, 4), (14.2, 20), (13.9, 18)]
        let clusters = SizeClusters(lines)
        #expect(Set(lines.prefix(4).map { clusters.size($0.size, characters: $0.characters) }).count == 1)
        #expect(Set(lines.suffix(2).map { clusters.size($0.size, characters: $0.characters) }).count == 1)
        #expect(clusters.main.map { abs($0 - 10) < 0.4 } ?? false)
        #expect(clusters.size(14, characters: 20) > 13)
    }

    @Test("a gap that the engine did not see separates words, where the marks show it")
    func splitsAtGaps() throws {
        var picture = DrawnPicture()
        picture.print("left", x: 72, baseline: 120, size: 10)
        picture.print("right", x: 152, baseline: 120, size: 10)
        let text = "leftright"
        let frame = Rectangle(left: 72, top: 110, right: 177, bottom: 123)
        var line = RecognizedLine.reading(text, in: frame, scale: picture.scale, about: picture.page)
        for index in line.characters.indices {
            let x = index < 4 ? 72 + 5 * Double(index) : 152 + 5 * Double(index - 4)
            line.characters[index].extent = (x - 72) / 105...(x - 67) / 105
        }
        let page = RecognizedPage(RecognizedText(lines: [line]), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        let gap = try #require(page.primitives.glyphs.first { $0.scalar == 0x20 }).box
        #expect(abs(gap.left - 91) < 1.5 && abs(gap.right - 152.5) < 1.5)
    }

    @Test("a last letter that the engine sees in the margin of the frame stays with its word")
    func keepsLastLetter() {
        var picture = DrawnPicture()
        picture.print("Italy", x: 72, baseline: 120, size: 10)
        // A frame as wide as those of detectors around short words, the letters seen a little too far right.
        let frame = Rectangle(left: 64, top: 106, right: 106, bottom: 127)
        var line = RecognizedLine.reading("Italy", in: frame, scale: picture.scale, about: picture.page)
        for index in line.characters.indices {
            let x = 75 + 5.2 * Double(index)
            line.characters[index].extent = (x - 64) / 42...(x + 5 - 64) / 42
        }
        let page = RecognizedPage(RecognizedText(lines: [line]), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        #expect(String(String.UnicodeScalarView(page.primitives.glyphs.compactMap { Unicode.Scalar($0.scalar) })) == "Italy")
    }

    @Test("a page that lies askew is read level, and its lines are found again where they are")
    func levelsSkew() throws {
        var picture = DrawnPicture()
        let texts = ["The first line of this page is as long as all the others", "and the second one stands below it as it should be here"]
        let lines = texts.enumerated().map { picture.printed($1, x: 72, baseline: 150 + 14 * Double($0), size: 11, skewDegrees: 2) }
        var layout = PageAnalyzer.layout(of: RecognizedText(lines: lines), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        #expect(abs(layout.skewDegrees - 2) < 0.2)
        #expect(layout.texts == texts)
        guard case .text(let printed) = layout.blocks[0].content else { return #expect(Bool(false)) }
        #expect(abs(printed[0].baseline - 150) < 1 && abs(printed[1].baseline - 164) < 1)
        layout.condition = .recognized
        let document = DocumentAssembler.assemble(info: DocumentInfo(pageCount: 1), pages: [layout], failures: [])
        let region = try #require(document.blocks.first?.regions.first?.rectangle)
        // The left end of a page that slopes down to the right by 2 degrees stands higher, the right end lower.
        #expect(region.top < 140 && region.bottom > 164)
    }

    @Test("a scan that lies on its side is read upright", arguments: [90, 180, 270])
    func quarterTurns(angle: Int) {
        let page = PageSummary(number: 1, width: 600, height: 400)
        let isOnSide = angle % 180 != 0
        let upright = QuarterTurn(angleDegrees: angle, width: 600, height: 400)
        let texts = ["The first line of this page", "and the second one below it"]
        let lines = texts.enumerated().map { index, text in
            let top = 100 + 14 * Double(index)
            let corners = [(72.0, top), (210, top), (210, top + 13), (72, top + 13)].map { x, y in
                let (x, y) = upright.displayed(x: x, y: y)
                return Point(x: x * 2, y: y * 2)
            }
            var line = RecognizedLine.reading(text, in: page.box, scale: 2, about: page)
            line.frame = Quadrilateral(topLeft: corners[0], topRight: corners[1], bottomRight: corners[2], bottomLeft: corners[3])
            return line
        }
        let layout = PageAnalyzer.layout(of: RecognizedText(lines: lines, orientationDegrees: 360 - angle), on: page, dpi: 144, ink: nil)
        #expect(layout.texts == texts)
        let isTall = layout.blocks[0].box.height > layout.blocks[0].box.width
        #expect(isTall == isOnSide)
        #expect(page.box.contains(layout.blocks[0].box))
    }

    @Test("a ruled table in a picture is a table, with the confidence of its recognition")
    func ruledTable() throws {
        var picture = DrawnPicture()
        for row in 0...3 { picture.fill(Rectangle(left: 100, top: 100 + 24 * Double(row), right: 401, bottom: 101 + 24 * Double(row))) }
        for column in 0...3 { picture.fill(Rectangle(left: 100 + 100 * Double(column), top: 100, right: 101 + 100 * Double(column), bottom: 172)) }
        var lines: [RecognizedLine] = []
        for row in 0..<3 {
            for column in 0..<3 {
                lines.append(
                    picture.printed("cell \(row)\(column)", x: 106 + 100 * Double(column), baseline: 116 + 24 * Double(row), size: 10))
            }
        }
        let layout = PageAnalyzer.layout(of: RecognizedText(lines: lines), on: picture.page, dpi: picture.dpi, ink: picture.ink)
        #expect(layout.blocks.count == 1)
        guard case .table(let table) = try #require(layout.blocks.first).content else { return #expect(Bool(false)) }
        #expect(table.method == .ruled && table.rowCount == 3 && table.columnCount == 3)
        #expect(table.cells.map(\.spans.text) == (0..<9).map { "cell \($0 / 3)\($0 % 3)" })
        #expect(layout.blocks[0].confidence <= 0.95)
    }

    @Test("frames that are no numbers or lie nowhere, and lines without characters, are left out")
    func hostileLines() {
        let page = PageSummary(number: 1, width: 600, height: 400)
        let sound = RecognizedLine.reading("word", in: Rectangle(left: 10, top: 10, right: 50, bottom: 20), scale: 2, about: page)
        var nan = sound, far = sound, empty = sound, flat = sound
        nan.frame.topLeft.x = .nan
        far.frame.bottomRight.y = 1e300
        empty.characters = []
        flat.frame = Quadrilateral(
            topLeft: sound.frame.topLeft, topRight: sound.frame.topLeft, bottomRight: sound.frame.topLeft, bottomLeft: sound.frame.topLeft)
        let layout = PageAnalyzer.layout(of: RecognizedText(lines: [nan, far, empty, flat, sound]), on: page, dpi: 144, ink: nil)
        #expect(layout.texts == ["word"])
    }
}

@Suite("A layer against a fresh recognition")
struct LayerComparisonTests {
    private let page = PageSummary(number: 1, width: 600, height: 400)

    private func layer(_ text: String) -> PageLayout {
        var layout = PageLayout(page: page, condition: .invisibleLayer)
        let box = Rectangle(left: 0, top: 0, right: 100, bottom: 10)
        let line = TextLine(spans: [Span(text: text, page: 1, rectangle: box)], box: box, baseline: 8, size: 10, font: 0)
        layout.blocks = [LayoutBlock(box: box, content: .text([line]), column: 0...100)]
        return layout
    }

    private func recognized(_ text: String, confidence: Double) -> RecognizedText {
        let box = Rectangle(left: 0, top: 0, right: 100, bottom: 10)
        return RecognizedText(lines: [.reading(text, in: box, scale: 2, confidence: confidence, about: page)])
    }

    @Test("a layer that has all that is certain is kept")
    func keepsSound() {
        let result = LayerComparison(layer: layer("the same, words here"), recognized: recognized("The same words here", confidence: 0.97))
        #expect(result.keepsLayer && result.agreement == 1)
    }

    @Test("a broken layer gives way to a sure recognition, but not to a doubtful or incomplete one")
    func replacesBroken() {
        let broken = layer("thc sarne vvords hcre and more of it")
        #expect(!LayerComparison(layer: broken, recognized: recognized("the same words here and more", confidence: 0.97)).keepsLayer)
        #expect(LayerComparison(layer: broken, recognized: recognized("the same words here and more", confidence: 0.6)).keepsLayer)
        #expect(LayerComparison(layer: broken, recognized: recognized("other", confidence: 0.97)).keepsLayer)
    }
}
