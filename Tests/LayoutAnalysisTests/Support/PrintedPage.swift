import DocumentModel

/// A page made by hand: text is set in a font whose every glyph is half an em wide.
struct PrintedPage {
    var primitives: PagePrimitives
    private var order: Int32 = 0

    init(width: Double = 600, height: Double = 800) {
        primitives = PagePrimitives(page: PageSummary(number: 1, width: width, height: height))
    }

    /// Index of the style, added when it is new.
    mutating func style(_ style: TextStyle) -> UInt16 {
        if let known = primitives.styles.firstIndex(of: style) { return UInt16(known) }
        primitives.styles.append(style)
        return UInt16(primitives.styles.count - 1)
    }

    /// Prints one line; spaces in the text become space glyphs unless `asGaps`.
    mutating func print(
        _ text: String, x: Double, baseline: Double, style textStyle: TextStyle = TextStyle(fontName: "Serif", size: 10),
        asGaps: Bool = false
    ) {
        let index = style(textStyle)
        order += 1
        var pen = x
        let advance = textStyle.size / 2
        for scalar in text.unicodeScalars {
            if !(asGaps && scalar == " ") {
                let box = Rectangle(
                    left: pen, top: baseline - 0.8 * textStyle.size, right: pen + advance, bottom: baseline + 0.2 * textStyle.size)
                primitives.glyphs.append(
                    Glyph(scalar: scalar.value, style: index, box: box, originX: pen, originY: baseline, order: order))
            }
            pen += advance
        }
    }

    /// Prints lines one below the other, 12 points apart.
    mutating func print(lines: [String], x: Double, from baseline: Double) {
        for (index, line) in lines.enumerated() { print(line, x: x, baseline: baseline + 12 * Double(index)) }
    }

    mutating func fill(_ box: Rectangle, color: Color) {
        order += 1
        primitives.fills.append(Fill(box: box, color: color, order: order))
    }
}

extension PageLayout {
    /// The text of all lines in reading order.
    var texts: [String] {
        blocks.flatMap { block -> [String] in
            guard case .text(let lines) = block.content else { return [] }
            return lines.map(\.text)
        }
    }
}
