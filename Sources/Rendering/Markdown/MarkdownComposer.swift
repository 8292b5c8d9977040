import DocumentModel

/// Writes the blocks of one document one after the other.
struct MarkdownComposer {
    private let document: Document
    let options: ContentOptions
    let styles: Span.Style
    private var remarks: PageRemarks
    private var list = ListIndentation()
    /// Footnotes of the present chapter, not yet written.
    private var footnotes: [Block] = []
    /// Kind of the block written last; `nil` at the start and after a remark.
    private var previous: Block.Kind?
    var writer: SourceWriter

    /// Underlining has no notation in Markdown.
    private static let styles: Span.Style = [.bold, .italic, .monospaced, .superscript, .subscript, .struck]

    /// - Parameter commonStyles: styles that say nothing about single words, as most of the text has them.
    init(_ document: Document, options: ContentOptions, commonStyles: Span.Style) {
        self.document = document
        self.options = options
        styles = Self.styles.subtracting(commonStyles)
        remarks = PageRemarks(document, marksPages: options.marksPages)
        writer = SourceWriter(capacity: document.blocks.reduce(0) { $0 + $1.spans.reduce(64) { $0 + $1.text.utf8.count } })
    }

    mutating func compose() {
        for block in document.blocks where options.shows(block.kind) {
            if block.kind == .footnote {
                footnotes.append(block)
                continue
            }
            if block.heading?.level == 1 { writeFootnotes() }
            if let page = block.regions.first?.page { writeRemarks(upTo: page) }
            write(block)
        }
        writeFootnotes()
        writeRemarks(upTo: .max)
        if !writer.bytes.isEmpty { writer.endLine() }
    }

    /// Footnotes stand at the end of their chapter: at the foot of the page they would cut sentences in two.
    private mutating func writeFootnotes() {
        for footnote in footnotes { write(footnote) }
        footnotes.removeAll()
    }

    private mutating func writeRemarks(upTo page: Int) {
        while let remark = remarks.next(upTo: page) {
            separate(isTight: false)
            writer.write("<!-- ")
            writer.write(markup: remark)
            writer.write(" -->")
            previous = nil
            list.reset()
        }
    }

    private mutating func write(_ block: Block) {
        writer.owner = .init(block: block.id, cell: nil)
        switch block.kind {
        case .heading: writeHeading(block)
        case .listItem: writeListItem(block)
        case .contentsEntry, .formField: writeEntry(block)
        case .table: if let table = block.table { writeTable(table) } else { writeParagraph(block.spans) }
        case .figure: writeFigure(block)
        case .code: writeCode(block)
        case .annotation: writeParagraph(block.spans, prefix: "> ")
        default: writeParagraph(block.spans)
        }
        if block.kind != .listItem { list.reset() }
        previous = block.kind
    }

    /// Ends the line before and, unless both blocks belong to one tight list, leaves a blank line.
    mutating func separate(isTight: Bool) {
        guard !writer.bytes.isEmpty else { return }
        writer.endLine()
        if !isTight { writer.endLine() }
    }
}

// MARK: Blocks of text

extension MarkdownComposer {
    func inline(_ spans: [Span]) -> InlineText {
        var text = InlineText(spans, styles: styles, keepsLink: options.keepsLink)
        text.removeEmphasisFromCode()
        text.removeEmphasisInsideWords()
        if text.isFormula { text.remove([.bold, .italic, .superscript, .subscript]) }
        return text
    }

    private mutating func writeParagraph(_ spans: [Span], prefix: String = "") {
        let text = inline(spans)
        guard !text.isEmpty else { return }
        separate(isTight: false)
        writer.write(markup: prefix)
        MarkdownInline.write(text, spans: spans, place: .paragraph, to: &writer)
    }

    private mutating func writeHeading(_ block: Block) {
        var text = inline(block.spans)
        guard !text.isEmpty else { return }
        // A heading is bold by itself; marking it again, or all of it but the code, is noise.
        text.remove(text.commonStyle.intersection(.italic).union(.bold))
        separate(isTight: false)
        writer.write(byte: UInt8(ascii: "#"), times: min(max(block.heading?.level ?? 1, 1), 6))
        writer.write(" ")
        MarkdownInline.write(text, spans: block.spans, place: .heading, to: &writer)
    }

    private mutating func writeListItem(_ block: Block) {
        guard let position = block.list else { return writeParagraph(block.spans) }
        let marker = ListMarker(position)
        let spans = marker == .printed ? [printedMarker(position, of: block)] + block.spans : block.spans
        let text = inline(spans)
        beginItem(marker, position, isEmpty: text.isEmpty)
        writeMarker(marker, position)
        guard !text.isEmpty else { return }
        writer.write(" ")
        MarkdownInline.write(text, spans: spans, place: .paragraph, to: &writer)
    }

    private mutating func beginItem(_ marker: ListMarker, _ position: ListPosition, isEmpty: Bool) {
        let width = if case .number = marker { position.marker.utf8.count + 1 } else { 2 }
        let place = list.place(marker, width: width, depth: position.depth)
        let needsGap = place.startsAnew || (place.isFirstOfNested && !marker.interruptsParagraph(isEmpty: isEmpty))
        separate(isTight: previous == .listItem && !needsGap)
        if place.startsAnew {
            // Two numberings with nothing between them would be read as one and counted through.
            writer.write(byte: 0x20, times: place.indent)
            writer.write("<!-- -->\n\n")
        }
        writer.write(byte: 0x20, times: place.indent)
    }

    private mutating func writeMarker(_ marker: ListMarker, _ position: ListPosition) {
        guard case .number = marker else { return writer.write("-") }
        let start = writer.bytes.count
        writer.write(markup: position.marker)
        if let region = position.markerRegion {
            writer.record(from: start, page: region.page, rectangle: region.rectangle, notation: .verbatim)
        }
    }

    private func printedMarker(_ position: ListPosition, of block: Block) -> Span {
        let nowhere = Region(page: 1, rectangle: Rectangle(left: 0, top: 0, right: 0, bottom: 0))
        let region = position.markerRegion ?? block.regions.first ?? nowhere
        return Span(text: position.marker + " ", page: region.page, rectangle: region.rectangle)
    }

    private mutating func writeEntry(_ block: Block) {
        let text = inline(block.spans)
        guard !text.isEmpty else { return }
        separate(isTight: previous == block.kind)
        writer.write("- ")
        MarkdownInline.write(text, spans: block.spans, place: .paragraph, to: &writer)
    }

    private mutating func writeCode(_ block: Block) {
        let longest = block.spans.reduce(0) { max($0, longestRun(of: UInt8(ascii: "`"), in: $1.text.utf8)) }
        let fence = max(3, longest + 1)
        separate(isTight: false)
        writer.write(byte: UInt8(ascii: "`"), times: fence)
        writer.endLine()
        for span in block.spans {
            let start = writer.bytes.count
            writer.write(markup: span.text)
            writer.record(from: start, page: span.page, rectangle: span.rectangle, notation: .verbatim)
        }
        if writer.bytes.last != 0x0A { writer.endLine() }
        writer.write(byte: UInt8(ascii: "`"), times: fence)
    }

    private mutating func writeFigure(_ block: Block) {
        let target = options.figureTargets[block.id]
        let alternative = block.figure?.alternativeText ?? ""
        if target != nil || !alternative.isEmpty {
            separate(isTight: false)
            writer.write("![")
            writeAlternative(alternative)
            writer.write("](")
            writer.write(LinkTarget.encoded(target ?? "")[...])
            writer.write(")")
        }
        if !block.spans.isEmpty { writeParagraph(block.spans) }
        if options.keepsFigureLabels, let labels = block.figure?.labels, !labels.isEmpty { writeParagraph(labels) }
    }

    /// Alternative text is the file's, but it stands nowhere on the page: no rectangle can be recorded.
    private mutating func writeAlternative(_ text: String) {
        for byte in text.utf8 {
            if "\\[]`*_<&".utf8.contains(byte) { writer.write("\\") }
            writer.write(byte: byte < 0x20 ? 0x20 : byte)
        }
    }
}
