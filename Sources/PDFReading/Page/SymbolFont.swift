/// Fonts that draw symbols under the codes of letters, and what those symbols are in Unicode.
///
/// Word processors give such characters a private code (U+F000 plus the font's own) or just the letter's: a list bullet then
/// reads as U+F0B7, "§" or "l".
enum SymbolFont {
    case symbol
    case wingdings
    /// Any other font.
    case none

    init(fontName: String) {
        let lower = fontName.lowercased()
        if lower.hasPrefix("symbol") {
            self = .symbol
        } else if lower.hasPrefix("wingdings"), !lower.hasPrefix("wingdings2"), !lower.hasPrefix("wingdings3"),
            !lower.hasPrefix("wingdings-2"), !lower.hasPrefix("wingdings-3")
        {
            self = .wingdings
        } else {
            self = .none
        }
    }

    /// The symbol that `scalar` stands for in this font; `nil` when it means itself or is unknown.
    func meaning(of scalar: UInt32) -> UInt32? {
        if (0xF8E5...0xF8FE).contains(scalar) { return Self.bracketPieces[scalar] }
        let isPrivate = (0xF020...0xF0FF).contains(scalar)
        switch self {
        case .symbol:
            // Letters of this font were mapped by PDFium already, as it is one of the standard fonts; its dot is a bullet.
            guard isPrivate || scalar == 0xB7 else { return nil }
            return Self.symbolMeaning(of: scalar & 0xFF)
        case .wingdings:
            guard isPrivate || scalar < 0x100 else { return nil }
            return Self.wingdingsMeanings[scalar & 0xFF]
        case .none:
            guard isPrivate else { return nil }
            return Self.commonBullets[scalar & 0xFF]
        }
    }

    private static func symbolMeaning(of code: UInt32) -> UInt32? {
        let (table, first): ([UInt32], UInt32) = code < 0x80 ? (symbolLow, 0x20) : (symbolHigh, 0xA0)
        guard code >= first, Int(code - first) < table.count else { return nil }
        return table[Int(code - first)]
    }

    /// Codes 0x20 to 0x7E of the encoding of the Symbol font (ISO 32000-2 annex D.6).
    private static let symbolLow: [UInt32] =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼".unicodeScalars.map(\.value)
    /// Codes 0xA0 to 0xEF, then 0xF0 (unused) to 0xFE.
    private static let symbolHigh: [UInt32] =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{FFFD}⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
        .unicodeScalars.map(\.value)

    /// The symbols of Wingdings that documents use as bullets, boxes, arrows and numbers.
    private static let wingdingsMeanings = table([
        (0x28, "☎"), (0x2A, "✉"), (0x46, "☞"), (0x4A, "☺"), (0x4C, "☹"), (0x6C, "●"), (0x6D, "❍"), (0x6E, "■"), (0x6F, "□"),
        (0x70, "◻"), (0x71, "❑"), (0x72, "❒"), (0x74, "⧫"), (0x75, "◆"), (0x76, "❖"), (0x78, "⌧"), (0x81, "①"), (0x82, "②"),
        (0x83, "③"), (0x84, "④"), (0x85, "⑤"), (0x86, "⑥"), (0x87, "⑦"), (0x88, "⑧"), (0x89, "⑨"), (0x8A, "⑩"), (0x8C, "❶"),
        (0x8D, "❷"), (0x8E, "❸"), (0x8F, "❹"), (0x90, "❺"), (0x91, "❻"), (0x92, "❼"), (0x93, "❽"), (0x94, "❾"), (0x95, "❿"),
        (0x9E, "·"), (0x9F, "•"), (0xA1, "○"), (0xA7, "▪"), (0xA8, "◻"), (0xAB, "★"), (0xB7, "•"), (0xD8, "➢"), (0xDF, "←"), (0xE0, "→"),
        (0xE1, "↑"), (0xE2, "↓"), (0xE8, "➔"), (0xEF, "⇦"), (0xF0, "⇨"), (0xFB, "✗"), (0xFC, "✓"), (0xFD, "☒"), (0xFE, "☑"),
    ])

    /// Private codes met in fonts of unknown names: writers rename subsets, and these are always bullets and marks.
    private static let commonBullets = table([
        (0x6C, "●"), (0x6E, "■"), (0x71, "❑"), (0x76, "❖"), (0xA7, "▪"), (0xA8, "◻"), (0xB7, "•"), (0xD8, "➢"), (0xE0, "→"), (0xFC, "✓"),
    ])

    /// Adobe's private codes for the pieces of tall brackets.
    private static let bracketPieces = table([
        (0xF8E5, "‾"), (0xF8E6, "⏐"), (0xF8E7, "⎯"), (0xF8E8, "®"), (0xF8E9, "©"), (0xF8EA, "™"), (0xF8EB, "⎛"), (0xF8EC, "⎜"),
        (0xF8ED, "⎝"), (0xF8EE, "⎡"), (0xF8EF, "⎢"), (0xF8F0, "⎣"), (0xF8F1, "⎧"), (0xF8F2, "⎨"), (0xF8F3, "⎩"), (0xF8F4, "⎪"),
        (0xF8F5, "⎮"), (0xF8F6, "⎞"), (0xF8F7, "⎟"), (0xF8F8, "⎠"), (0xF8F9, "⎤"), (0xF8FA, "⎥"), (0xF8FB, "⎦"), (0xF8FC, "⎫"),
        (0xF8FD, "⎬"), (0xF8FE, "⎭"),
    ])

    private static func table(_ entries: [(UInt32, Unicode.Scalar)]) -> [UInt32: UInt32] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.0, $0.1.value) })
    }
}
