import DocumentModel

/// Writes one block's inline text as Markdown: links, emphasis that every CommonMark parser accepts, code, and escapes.
struct MarkdownInline {
    /// Where the text will stand, which decides what must be escaped.
    enum Place { case paragraph, heading, pipeCell }

    private let text: InlineText
    private let spans: [Span]
    private let place: Place
    private let escaping: MarkdownEscaping
    /// Byte before which a backslash keeps the line from being read as a list, heading and so on; -1 when none is needed.
    private let leadEscape: Int
    private var position = 0
    private var piece = 0
    private var hasMarkup = false

    init(_ text: InlineText, spans: [Span], place: Place) {
        self.text = text
        self.spans = spans
        self.place = place
        escaping = MarkdownEscaping(text, inPipeCell: place == .pipeCell)
        switch place {
        case .paragraph: leadEscape = MarkdownEscaping.leadEscape(text.bytes)
        case .heading: leadEscape = MarkdownEscaping.closingSequence(text.bytes)
        case .pipeCell: leadEscape = -1
        }
    }

    static func write(_ text: InlineText, spans: [Span], place: Place, to writer: inout SourceWriter) {
        var inline = MarkdownInline(text, spans: spans, place: place)
        let groups = text.linkGroups()
        for group in groups { inline.write(group, to: &writer) }
    }

    // MARK: Links

    private mutating func write(_ group: Range<Int>, to writer: inout SourceWriter) {
        let runs = text.runs[group]
        guard let first = runs.first, let last = runs.last else { return }
        let extent = text.trimmed(first.range.lowerBound..<last.range.upperBound)
        guard let link = first.link, !extent.isEmpty else {
            for index in group { writeRun(index, within: first.range.lowerBound..<last.range.upperBound, to: &writer) }
            return
        }
        writePlain(upTo: extent.lowerBound, to: &writer)
        if isAutomatic(link, extent) {
            markUp("<", to: &writer)
            writeVerbatim(upTo: extent.upperBound, to: &writer)
            markUp(">", to: &writer)
        } else {
            markUp("[", to: &writer)
            for index in group { writeRun(index, within: extent, to: &writer) }
            markUp("](", to: &writer)
            writer.write(LinkTarget.encoded(link)[...])
            markUp(")", to: &writer)
        }
        writePlain(upTo: last.range.upperBound, to: &writer)
    }

    /// `<https://...>` will do when the text is the address itself.
    private func isAutomatic(_ link: String, _ extent: Range<Int>) -> Bool {
        guard place != .pipeCell, link.utf8.elementsEqual(text.bytes[extent]) else { return false }
        return !link.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }

    // MARK: Runs

    private mutating func writeRun(_ index: Int, within extent: Range<Int>, to writer: inout SourceWriter) {
        let run = text.runs[index]
        let range = run.range.clamped(to: extent)
        let core = text.trimmed(range)
        guard !core.isEmpty, !run.style.isEmpty else { return writePlain(upTo: range.upperBound, to: &writer) }
        writePlain(upTo: core.lowerBound, to: &writer)
        let tags = run.style.intersection([.superscript, .subscript, .struck])
        open(tags, to: &writer)
        if run.style.contains(.monospaced) {
            writeCode(core, to: &writer)
        } else if !run.style.isDisjoint(with: [.bold, .italic]) {
            writeEmphasis(core, run: index, extent: extent, isTagged: !tags.isEmpty, to: &writer)
        }
        writePlain(upTo: core.upperBound, to: &writer)
        close(tags, to: &writer)
        writePlain(upTo: range.upperBound, to: &writer)
    }

    private mutating func open(_ tags: Span.Style, to writer: inout SourceWriter) {
        if tags.contains(.struck) { markUp("<del>", to: &writer) }
        if tags.contains(.superscript) { markUp("<sup>", to: &writer) }
        if tags.contains(.subscript) { markUp("<sub>", to: &writer) }
    }

    private mutating func close(_ tags: Span.Style, to writer: inout SourceWriter) {
        if tags.contains(.subscript) { markUp("</sub>", to: &writer) }
        if tags.contains(.superscript) { markUp("</sup>", to: &writer) }
        if tags.contains(.struck) { markUp("</del>", to: &writer) }
    }

    private mutating func writeCode(_ core: Range<Int>, to writer: inout SourceWriter) {
        let fence = longestRun(of: UInt8(ascii: "`"), in: text.bytes[core]) + 1
        let needsPadding = text.bytes[core.lowerBound] == UInt8(ascii: "`") || text.bytes[core.upperBound - 1] == UInt8(ascii: "`")
        hasMarkup = true
        writer.write(byte: UInt8(ascii: "`"), times: fence)
        if needsPadding { writer.write(" ") }
        writeVerbatim(upTo: core.upperBound, to: &writer)
        if needsPadding { writer.write(" ") }
        writer.write(byte: UInt8(ascii: "`"), times: fence)
    }

    /// Punctuation at the edges is left outside where the delimiters would not count as such (CommonMark 6.2: flanking).
    private mutating func writeEmphasis(
        _ core: Range<Int>, run: Int, extent: Range<Int>, isTagged: Bool, to writer: inout SourceWriter
    ) {
        var flanks = EmphasisFlanks(text: text, core: core)
        let inner = flanks.settle(
            markupBefore: isTagged || markupPrecedes(core, run: run, extent: extent),
            markupAfter: isTagged || markupFollows(core, run: run, extent: extent))
        guard !inner.isEmpty else { return }
        let style = text.runs[run].style
        writePlain(upTo: inner.lowerBound, to: &writer)
        delimit(style, to: &writer)
        writePlain(upTo: inner.upperBound, to: &writer)
        delimit(style, to: &writer)
    }

    private mutating func delimit(_ style: Span.Style, to writer: inout SourceWriter) {
        if style.contains(.bold) { markUp("**", to: &writer) }
        if style.contains(.italic) { markUp("*", to: &writer) }
    }

    /// Whether a bracket, tag or backtick stands directly before the run. Other asterisks do not count: they join the delimiters.
    private func markupPrecedes(_ core: Range<Int>, run: Int, extent: Range<Int>) -> Bool {
        guard core.lowerBound == text.runs[run].range.lowerBound || core.lowerBound == extent.lowerBound else { return false }
        if core.lowerBound == extent.lowerBound, text.runs[run].link != nil { return true }
        return run > 0 && core.lowerBound == text.runs[run].range.lowerBound && isBracketed(run - 1, besides: run)
            && text.bytes[core.lowerBound - 1] != 0x20
    }

    private func markupFollows(_ core: Range<Int>, run: Int, extent: Range<Int>) -> Bool {
        if core.upperBound == extent.upperBound, text.runs[run].link != nil { return true }
        guard core.upperBound == text.runs[run].range.upperBound, run + 1 < text.runs.count else { return false }
        return isBracketed(run + 1, besides: run) && text.bytes[core.upperBound] != 0x20
    }

    private func isBracketed(_ other: Int, besides run: Int) -> Bool {
        text.runs[other].link != text.runs[run].link || !text.runs[other].style.isSubset(of: [.bold, .italic])
    }

    // MARK: Text

    private mutating func markUp(_ markup: StaticString, to writer: inout SourceWriter) {
        hasMarkup = true
        writer.write(markup)
    }

    private mutating func writePlain(upTo end: Int, to writer: inout SourceWriter) {
        writePieces(upTo: end, to: &writer) { inline, range, writer in
            inline.escaping.write(
                range, leadEscape: inline.hasMarkup && inline.place == .paragraph ? -1 : inline.leadEscape, to: &writer)
        }
    }

    private mutating func writeVerbatim(upTo end: Int, to writer: inout SourceWriter) {
        writePieces(upTo: end, to: &writer) { inline, range, writer in
            inline.escaping.writeCode(range, to: &writer)
        }
    }

    /// Goes through the pieces up to a byte; `body` tells whether it had to escape anything.
    private mutating func writePieces(
        upTo end: Int, to writer: inout SourceWriter, body: (MarkdownInline, Range<Int>, inout SourceWriter) -> Bool
    ) {
        while position < end {
            while text.pieces[piece].end <= position { piece += 1 }
            let stop = min(end, text.pieces[piece].end)
            let start = writer.bytes.count
            let isEscaped = body(self, position..<stop, &writer)
            let span = spans[text.pieces[piece].span]
            writer.record(from: start, page: span.page, rectangle: span.rectangle, notation: isEscaped ? .markdown : .verbatim)
            position = stop
        }
    }
}

/// Length of the longest run of one byte.
func longestRun(of wanted: UInt8, in bytes: some Sequence<UInt8>) -> Int {
    var longest = 0, current = 0
    for byte in bytes {
        current = byte == wanted ? current + 1 : 0
        longest = max(longest, current)
    }
    return longest
}
