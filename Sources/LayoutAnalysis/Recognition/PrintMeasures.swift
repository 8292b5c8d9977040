import DocumentModel

/// What the lines of a recognised page tell about each other: sizes drawn together, and which print is heavier than the rest.
struct PrintMeasures {
    /// Strokes this many times heavier than those of most text are bold: lines of regular print differ by up to a fifth, those of bold
    /// print begin at 1.31 in the files measured.
    private static let boldContrast = 1.27
    /// The same for lines of few letters, in which one weighs more.
    private static let boldContrastOfShort = 1.31
    private static let shortLine = 12
    /// Fewer characters cannot show that they are bold.
    private static let leastCharacters = 3
    /// A dash stands this many font sizes above the baseline.
    private static let dashHeight = 0.28

    private let sizes: SizeClusters
    private let commonStroke: Double?

    init(_ lines: [PrintedLine]) {
        sizes = SizeClusters(lines.compactMap { line in line.measuredSize.map { ($0, line.characterCount) } })
        let clusters = sizes
        commonStroke = weightedMedian(
            lines.compactMap { line in
                Self.stroke(of: line, clusters).map { ($0, Double(line.characterCount)) }
            })
    }

    /// Stroke width in font sizes.
    private static func stroke(of line: PrintedLine, _ sizes: SizeClusters) -> Double? {
        guard let width = line.strokeWidth, let measured = line.measuredSize else { return nil }
        return width / sizes.size(measured, characters: line.characterCount)
    }

    func style(of line: PrintedLine) -> TextStyle {
        let size = line.measuredSize.map { sizes.size($0, characters: line.characterCount) } ?? roughSize(of: line)
        return TextStyle(fontName: PageRecognition.fontName, size: size, isBold: isBold(line), angleDegrees: line.angleDegrees)
    }

    /// Marks that tell no size have that of the text around them, unless their frame is far larger.
    private func roughSize(of line: PrintedLine) -> Double {
        guard let main = sizes.main else { return sizes.size(line.roughSize, characters: line.characterCount) }
        return line.roughSize > 1.5 * main ? sizes.size(line.roughSize, characters: line.characterCount) : main
    }

    private func isBold(_ line: PrintedLine) -> Bool {
        guard line.characterCount >= Self.leastCharacters, let commonStroke, commonStroke > 0,
            let stroke = Self.stroke(of: line, sizes)
        else { return false }
        return stroke > (line.characterCount < Self.shortLine ? Self.boldContrastOfShort : Self.boldContrast) * commonStroke
    }

    /// Where a line stands whose marks do not tell.
    static func baseline(of line: PrintedLine, size: Double) -> Double {
        let isDash = line.words.allSatisfy { $0.characters.allSatisfy { !LetterShapes.standsOnLine($0.scalar.value) } }
        return isDash && line.roughSize < 1.5 * size ? line.frame.centerY + dashHeight * size : line.roughBaseline
    }
}
