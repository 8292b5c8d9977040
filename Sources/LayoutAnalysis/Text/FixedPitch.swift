import DocumentModel

/// Whether fonts that call themselves monospaced are: some take the name of a monospaced family, or set the flag, without being so.
enum FixedPitch {
    /// Wide letters of a proportional font are at least this many times wider than narrow ones (in Helvetica 3.2 times).
    private static let leastContrast = 1.4

    /// The styles, without the claim to be monospaced where "m" and "i" of the page are not equally wide.
    static func confirmed(_ styles: [TextStyle], by glyphs: [Glyph]) -> [TextStyle] {
        guard styles.contains(where: \.isMonospaced) else { return styles }
        var narrowest: [Double] = [], widest: [Double] = []
        let fonts = fontNumbers(styles, &narrowest, &widest)
        for glyph in glyphs where styles[Int(glyph.style)].isMonospaced {
            let index = Int(glyph.style)
            let width = glyph.box.width / max(styles[index].size, 1)
            switch glyph.scalar {
            case 0x69, 0x6A, 0x6C: narrowest[fonts[index]] = min(narrowest[fonts[index]], width)
            case 0x6D, 0x77, 0x4D, 0x57: widest[fonts[index]] = min(widest[fonts[index]], width)
            default: break
            }
        }
        var confirmed = styles
        for (index, font) in fonts.enumerated() where narrowest[font] < .infinity && widest[font] < .infinity && narrowest[font] > 0 {
            if widest[font] > leastContrast * narrowest[font] { confirmed[index].isMonospaced = false }
        }
        return confirmed
    }

    /// For every style the number of its font, with room for the font's widths: one letter in any size speaks for all.
    private static func fontNumbers(_ styles: [TextStyle], _ narrowest: inout [Double], _ widest: inout [Double]) -> [Int] {
        var numbers: [String: Int] = [:]
        let fonts = styles.map { style in
            let number = numbers[style.fontName] ?? numbers.count
            numbers[style.fontName] = number
            return number
        }
        narrowest = [Double](repeating: .infinity, count: numbers.count)
        widest = narrowest
        return fonts
    }
}
