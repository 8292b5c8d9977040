import DocumentModel

/// Collects glyphs into spans of one style.
struct SpanRuns {
    let page: Int
    private(set) var spans: [Span] = []

    init(page: Int) {
        self.page = page
    }

    /// Adds a glyph; with `space`, a space is put before it (it belongs to the span before).
    mutating func add(_ glyph: Glyph, style: Span.Style, font: Int, size: Double, link: String?, space: Bool) {
        if let last = spans.indices.last {
            if space { spans[last].text.unicodeScalars.append(" ") }
            if spans[last].style == style && spans[last].font == font && spans[last].link == link {
                append(glyph.scalar, to: last)
                spans[last].rectangle = spans[last].rectangle.union(glyph.box)
                return
            }
        }
        spans.append(Span(text: "", style: style, link: link, page: page, rectangle: glyph.box, font: font, size: size))
        append(glyph.scalar, to: spans.count - 1)
    }

    private mutating func append(_ scalar: UInt32, to index: Int) {
        if let expansion = Self.ligature(scalar) {
            spans[index].text += expansion
        } else if let unicode = Unicode.Scalar(scalar) {
            spans[index].text.unicodeScalars.append(unicode)
        }
    }

    /// The letters of a Latin ligature (Unicode FB00–FB06); `nil` for other scalars.
    private static func ligature(_ scalar: UInt32) -> String? {
        guard scalar >= 0xFB00 && scalar <= 0xFB06 else { return nil }
        return ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar - 0xFB00)]
    }
}

/// How many glyphs of a line have which style, to name the style of the line.
struct StyleCounts {
    private var total = 0
    private var bold = 0
    private var italic = 0
    private var monospaced = 0
    private var fonts: [(font: Int, size: Double, count: Int)] = []

    mutating func add(_ style: Span.Style, font: Int, size: Double) {
        total += 1
        if style.contains(.bold) { bold += 1 }
        if style.contains(.italic) { italic += 1 }
        if style.contains(.monospaced) { monospaced += 1 }
        if let index = fonts.firstIndex(where: { $0.font == font && abs($0.size - size) < 0.05 }) {
            fonts[index].count += 1
        } else {
            fonts.append((font, size, 1))
        }
    }

    /// Font and size of most glyphs; font 0 of size 0 for an empty line.
    var main: (font: Int, size: Double) {
        fonts.max { $0.count < $1.count }.map { ($0.font, $0.size) } ?? (0, 0)
    }

    /// The styles that at least this share of the glyphs has.
    func shared(_ share: Double) -> Span.Style {
        let least = Double(total) * share
        var style: Span.Style = []
        if Double(bold) >= least { style.insert(.bold) }
        if Double(italic) >= least { style.insert(.italic) }
        if Double(monospaced) >= least { style.insert(.monospaced) }
        return style
    }
}
