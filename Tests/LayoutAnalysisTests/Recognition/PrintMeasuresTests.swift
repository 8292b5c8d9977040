import DocumentModel
import Testing

@testable import LayoutAnalysis

@Suite("What is measured on the print of a scan")
struct PrintMeasuresTests {
    /// Style of the line in each row, from top to bottom.
    private func styles(of lines: [RecognizedLine], in picture: DrawnPicture) -> [TextStyle] {
        let page = RecognizedPage(RecognizedText(lines: lines), on: picture.page, dpi: picture.dpi, ink: picture.ink).primitives
        let firsts = Dictionary(page.glyphs.map { ($0.order, $0) }) { first, _ in first }
        return firsts.sorted { $0.key < $1.key }.map { page.styles[Int($0.value.style)] }
    }

    @Test("thick stems are bold print; thin ones on a long bar are not, however much ink that is")
    func tellsBold() {
        var picture = DrawnPicture()
        let texts = [
            "the ordinary print of this page", "and more of it in the next line", "a heading with thick stems", "thin stems with long feet under",
        ]
        let lines = texts.enumerated().map { row, text in
            let baseline = 100 + 24 * Double(row)
            picture.print(text, x: 72, baseline: baseline, size: 11, weight: row == 2 ? 0.3 : 0.15)
            return picture.line(text, x: 72, baseline: baseline, size: 11)
        }
        for word in 0..<4 { picture.fill(Rectangle(left: 73 + 33 * Double(word), top: 171.4, right: 95 + 33 * Double(word), bottom: 172)) }
        #expect(styles(of: lines, in: picture).map(\.isBold) == [false, false, true, false])
    }

    @Test("letters of known height tell the size; taller signs among them do not")
    func sizeByLetters() {
        var picture = DrawnPicture(dpi: 200)
        let text = "Chinese: 戈壁; pinyin is a large desert"
        var lines = [picture.printed("A plain line of print beside the other one", x: 72, baseline: 100, size: 11)]
        lines.append(picture.printed(text, x: 72, baseline: 140, size: 11))
        for (index, scalar) in text.unicodeScalars.enumerated() where LetterShapes.isSquare(scalar.value) {
            picture.fill(Rectangle(left: 72.5 + 5.5 * Double(index), top: 129.5, right: 77 + 5.5 * Double(index), bottom: 141))
        }
        let sizes = styles(of: lines, in: picture).map(\.size)
        #expect(sizes.count == 2 && sizes[0] == sizes[1])
        #expect(sizes.allSatisfy { abs($0 - 11) < 0.6 })
    }

    @Test("low letters alone tell the size when no more than one capital is among them")
    func sizeByLowLetters() {
        var picture = DrawnPicture(dpi: 200)
        let line = picture.printed("scan on summer", x: 72, baseline: 100, size: 11)
        picture.fill(Rectangle(left: 130, top: 88, right: 134, bottom: 92))
        let sizes = styles(of: [line], in: picture).map(\.size)
        #expect(sizes.allSatisfy { abs($0 - 11) < 0.8 })
    }

    @Test("a line amid a paragraph has the size of its neighbours; a heading with more space above keeps its own")
    func paragraphSizes() {
        func line(_ baseline: Double, _ size: Double, left: Double = 72) -> PrintedLine? {
            let character = RecognizedCharacter(scalar: "x", extent: 0...1, confidence: 1)
            var line = PrintedLine(
                mark: character, frame: Rectangle(left: left, top: baseline - size, right: left + 200, bottom: baseline), baseline: baseline,
                size: size)
            line.words[0].characters = [RecognizedCharacter](repeating: character, count: 20)
            return line
        }
        func sizes(_ lines: [PrintedLine?]) -> [Double?] { ParagraphSizes().settled(lines.compactMap(\.self)).map(\.measuredSize) }
        #expect(sizes([line(100, 10), line(112, 12.5), line(124, 10)]) == [10, 10, 10])
        #expect(sizes([line(100, 10), line(120, 12.5), line(132, 10)]) == [10, 12.5, 10])
        #expect(sizes([line(100, 10), line(112, 12.5), line(124, 14)]) == [10, 12.5, 14])
        #expect(sizes([line(100, 10), line(112, 25), line(124, 10)]) == [10, 25, 10])
        #expect(sizes([line(100, 10), line(112, 12.5, left: 300), line(124, 10)]) == [10, 12.5, 10])
        #expect(sizes([]) == [])
    }

    @Test("on a page with ideographs, letters are as large as lines with both say")
    func calibratesLetters() {
        func line(_ size: Double, letters: Double? = nil, byLetters: Bool = false) -> PrintedLine {
            let character = RecognizedCharacter(scalar: "x", extent: 0...1, confidence: 1)
            var line = PrintedLine(mark: character, frame: Rectangle(left: 0, top: 0, right: 9, bottom: 9), baseline: 9, size: size)
            (line.letterSize, line.isSizedByLetters) = (letters, byLetters)
            return line
        }
        let both = [line(10, letters: 1.1), line(10, letters: 1.1), line(12, letters: 1.1)]
        let alone = [line(11, byLetters: true), line(14)]
        func sizes(_ lines: [PrintedLine]) -> [Double?] { ParagraphSizes().settled(lines).map { $0.measuredSize.map { ($0 * 10).rounded() / 10 } } }
        #expect(sizes(both + alone) == [10, 10, 12, 10, 14])
        #expect(sizes(Array(both.prefix(2)) + alone) == [10, 10, 11, 14])
    }

    @Test("a quarter of a font size between a figure and an ideograph is a space, the blank that every letter has is none")
    func spacesBetweenScripts() {
        func words(gap: Double) -> Int {
            var picture = DrawnPicture(dpi: 200)
            picture.print("25", x: 72, baseline: 100, size: 10)
            let start = 72 + 9 + gap
            for index in 0..<4 {
                let left = start + 10 * Double(index)
                picture.fill(Rectangle(left: left, top: 95, right: left + 9.2, bottom: 101))
            }
            let text = Array("25必要手册".unicodeScalars)
            let frame = Rectangle(left: 70, top: 90, right: start + 42, bottom: 103)
            var line = RecognizedLine.reading(String(String.UnicodeScalarView(text)), in: frame, scale: picture.scale, about: picture.page)
            for index in text.indices {
                let (left, width) = index < 2 ? (72 + 5 * Double(index), 4.5) : (start + 10 * Double(index - 2), 9.2)
                line.characters[index].extent = (left - 70) / frame.width...(left + width - 70) / frame.width
            }
            return PrintedLine(line, frame: frame, angleDegrees: 0, ink: picture.ink)?.words.count ?? 0
        }
        #expect(words(gap: 3) == 2)
        #expect(words(gap: 1) == 1)
    }

    @Test("sums over squares are those of adding pixel by pixel, at the rims too", arguments: [0, 1, 3, 40])
    func squareSums(reach: Int) {
        let (width, height) = (17, 11)
        let values = (0..<width * height).map { ($0 * 7919) % 23 }
        var sums = SquareSums(width: width, height: height, reach: reach)
        var row = [Int](repeating: 0, count: width)
        for y in 0..<height {
            sums.nextRow(into: &row) { values[$0] }
            let expected = (0..<width).map { x in
                (max(0, y - reach)...min(height - 1, y + reach)).reduce(0) { sum, line in
                    (max(0, x - reach)...min(width - 1, x + reach)).reduce(sum) { $0 + values[line * width + $1] }
                }
            }
            #expect(row == expected)
        }
        var empty = SquareSums(width: 0, height: 0, reach: reach)
        empty.nextRow(into: &row) { _ in 1 }
    }
}
