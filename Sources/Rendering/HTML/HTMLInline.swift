import DocumentModel

/// Writes inline text as HTML elements.
struct HTMLInline {
    private let text: InlineText
    private let spans: [Span]
    private var piece = 0

    static func write(_ text: InlineText, spans: [Span], to writer: inout SourceWriter) {
        var inline = HTMLInline(text: text, spans: spans)
        for group in text.linkGroups() { inline.write(group, to: &writer) }
    }

    private init(text: InlineText, spans: [Span]) {
        self.text = text
        self.spans = spans
    }

    private mutating func write(_ group: Range<Int>, to writer: inout SourceWriter) {
        let link = text.runs[group.lowerBound].link
        if let link {
            writer.write("<a href=\"")
            Self.writeAttribute(LinkTarget.encoded(link), to: &writer)
            writer.write("\">")
        }
        for run in text.runs[group] { write(run, to: &writer) }
        if link != nil { writer.write("</a>") }
    }

    private mutating func write(_ run: InlineText.Run, to writer: inout SourceWriter) {
        let elements = Self.elements.filter { run.style.contains($0.style) }
        for element in elements { writer.write(element.opening) }
        writePieces(run.range, to: &writer)
        for element in elements.reversed() { writer.write(element.closing) }
    }

    private static let elements: [(style: Span.Style, opening: StaticString, closing: StaticString)] = [
        (.struck, "<del>", "</del>"), (.underlined, "<u>", "</u>"), (.superscript, "<sup>", "</sup>"),
        (.subscript, "<sub>", "</sub>"), (.bold, "<b>", "</b>"), (.italic, "<i>", "</i>"),
        (.monospaced, "<code>", "</code>"),
    ]

    private mutating func writePieces(_ range: Range<Int>, to writer: inout SourceWriter) {
        var position = range.lowerBound
        while position < range.upperBound {
            while text.pieces[piece].end <= position { piece += 1 }
            let stop = min(range.upperBound, text.pieces[piece].end)
            let start = writer.bytes.count
            let isEscaped = Self.writeEscaped(text.bytes[position..<stop], to: &writer)
            let span = spans[text.pieces[piece].span]
            writer.record(from: start, page: span.page, rectangle: span.rectangle, notation: isEscaped ? .html : .verbatim)
            position = stop
        }
    }

    /// Writes text content; returns whether anything had to be escaped.
    @discardableResult
    static func writeEscaped(_ bytes: ArraySlice<UInt8>, to writer: inout SourceWriter) -> Bool {
        var start = bytes.startIndex
        for index in bytes.indices {
            let reference: StaticString
            switch bytes[index] {
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            default: continue
            }
            writer.write(bytes[start..<index])
            writer.write(reference)
            start = index + 1
        }
        writer.write(bytes[start...])
        return start > bytes.startIndex
    }

    /// Writes the value of a double-quoted attribute.
    static func writeAttribute(_ bytes: some Sequence<UInt8>, to writer: inout SourceWriter) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): writer.write("&amp;")
            case UInt8(ascii: "<"): writer.write("&lt;")
            case UInt8(ascii: ">"): writer.write("&gt;")
            case UInt8(ascii: "\""): writer.write("&quot;")
            default: writer.write(byte: byte < 0x20 ? 0x20 : byte)
            }
        }
    }
}
