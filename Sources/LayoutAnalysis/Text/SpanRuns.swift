import DocumentModel

/// Collects glyphs into spans of one style.
struct SpanRuns {
    let page: Int
    private var spans: [Span] = []
    /// Text of the last span in UTF-8: a string grows far more slowly, glyph by glyph.
    private var text: [UInt8] = []

    init(page: Int) {
        self.page = page
    }

    /// Adds a glyph; with `space`, a space is put before it (it belongs to the span before).
    mutating func add(_ glyph: Glyph, style: Span.Style, font: Int, size: Double, link: String?, space: Bool) {
        if let last = spans.indices.last {
            if space { text.append(0x20) }
            if spans[last].style == style && spans[last].font == font && spans[last].link == link {
                append(glyph.scalar)
                spans[last].rectangle = spans[last].rectangle.union(glyph.box)
                return
            }
            writeText()
        }
        spans.append(Span(text: "", style: style, link: link, page: page, rectangle: glyph.box, font: font, size: size))
        append(glyph.scalar)
    }

    /// The spans of all glyphs added so far.
    mutating func finished() -> [Span] {
        writeText()
        return spans
    }

    private mutating func writeText() {
        guard let last = spans.indices.last else { return }
        spans[last].text += String(decoding: text, as: UTF8.self)
        text.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ scalar: UInt32) {
        if scalar < 0x80 {
            text.append(UInt8(scalar))
        } else if let expansion = Self.ligature(scalar) {
            text += expansion.utf8
        } else if let unicode = Unicode.Scalar(scalar) {
            text += UTF8.encode(unicode) ?? UTF8.encodedReplacementCharacter
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
    private struct Entry {
        let style: Span.Style
        let font: Int
        let size: Double
        var count: Int
    }

    /// In the order they were met; mostly one or two.
    private var entries: [Entry] = []
    /// The entry of the glyph before: the next one mostly looks the same.
    private var current = -1

    mutating func add(_ style: Span.Style, font: Int, size: Double) {
        if current < 0 || !matches(entries[current], style, font, size) {
            current = entries.firstIndex { matches($0, style, font, size) } ?? entries.count
            if current == entries.count { entries.append(Entry(style: style, font: font, size: size, count: 0)) }
        }
        entries[current].count += 1
    }

    private func matches(_ entry: Entry, _ style: Span.Style, _ font: Int, _ size: Double) -> Bool {
        entry.font == font && entry.size == size && entry.style == style
    }

    /// Font and size of most glyphs; font 0 of size 0 for an empty line.
    var main: (font: Int, size: Double) {
        var fonts: [(font: Int, size: Double, count: Int)] = []
        for entry in entries {
            if let index = fonts.firstIndex(where: { $0.font == entry.font && abs($0.size - entry.size) < 0.05 }) {
                fonts[index].count += entry.count
            } else {
                fonts.append((entry.font, entry.size, entry.count))
            }
        }
        return fonts.max { $0.count < $1.count }.map { ($0.font, $0.size) } ?? (0, 0)
    }

    /// The styles that at least this share of the glyphs has.
    func shared(_ share: Double) -> Span.Style {
        let least = Double(entries.reduce(0) { $0 + $1.count }) * share
        var shared: Span.Style = []
        for style in [Span.Style.bold, .italic, .monospaced] {
            let count = entries.reduce(0) { $1.style.contains(style) ? $0 + $1.count : $0 }
            if Double(count) >= least { shared.insert(style) }
        }
        return shared
    }
}
