import DocumentModel

/// Writes the blocks of one document one after the other.
struct HTMLComposer {
    private let document: Document
    private let options: ContentOptions
    private let styles: Span.Style
    private var remarks: PageRemarks
    private var lists = HTMLLists()
    var writer = SourceWriter(capacity: 1 << 16)

    private static let allStyles: Span.Style = [.bold, .italic, .monospaced, .superscript, .subscript, .underlined, .struck]

    init(_ document: Document, options: ContentOptions) {
        self.document = document
        self.options = options
        styles = Self.allStyles.subtracting(document.commonStyles)
        remarks = PageRemarks(document, marksPages: options.marksPages)
    }

    mutating func compose() {
        writeHead()
        for block in document.blocks where options.shows(block.kind) {
            if let page = block.regions.first?.page { writeRemarks(upTo: page) }
            write(block)
        }
        lists.close(to: &writer)
        writeRemarks(upTo: .max)
        writer.write("</body>\n</html>\n")
    }

    private mutating func writeHead() {
        writer.write("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n")
        if let title = document.info.title, !title.isEmpty {
            writer.write("<title>")
            HTMLInline.writeEscaped(Array(title.utf8)[...], to: &writer)
            writer.write("</title>\n")
        }
        writer.write(
            """
            <style>
            body { max-width: 48em; margin: 2em auto; font: 1em/1.5 sans-serif; }
            table { border-collapse: collapse; } th, td { border: 1px solid #999; padding: 0.2em 0.5em; vertical-align: top; }
            figure img { max-width: 100%; } .remark { color: #a00; } .furniture { color: #777; font-size: 0.85em; }
            </style>
            </head>
            <body>

            """)
    }

    private mutating func writeRemarks(upTo page: Int) {
        while let remark = remarks.next(upTo: page) {
            lists.close(to: &writer)
            writer.write("<p class=\"remark\">")
            HTMLInline.writeEscaped(Array(remark.utf8)[...], to: &writer)
            writer.write("</p>\n")
        }
    }

    private mutating func write(_ block: Block) {
        guard block.kind == .listItem, let position = block.list else {
            lists.close(to: &writer)
            return writeOther(block)
        }
        lists.open(ListMarker(position), depth: position.depth, attributes: attributes(block), to: &writer)
        if ListMarker(position) == .printed {
            HTMLInline.writeEscaped(Array((position.marker + " ").utf8)[...], to: &writer)
        }
        writeInline(block.spans)
    }

    private mutating func writeOther(_ block: Block) {
        switch block.kind {
        case .heading: writeHeading(block)
        case .table:
            guard let table = block.table else { return }
            HTMLTable(table: table, styles: styles, keepsLink: options.keepsLink).write(attributes: attributes(block), to: &writer)
            writer.endLine()
        case .figure: writeFigure(block)
        case .code:
            open("<pre", block)
            writer.write("<code>")
            HTMLInline.writeEscaped(Array(block.text.utf8)[...], to: &writer)
            writer.write("</code></pre>\n")
        case .annotation: writeElement("<blockquote", block, "</blockquote>\n")
        case .footnote: writeElement("<p role=\"doc-footnote\"", block, "</p>\n")
        case _ where block.kind.isFurniture: writeElement("<p class=\"furniture\"", block, "</p>\n")
        default: writeElement("<p", block, "</p>\n")
        }
    }

    private mutating func writeHeading(_ block: Block) {
        let digit = UInt8(ascii: "0") + UInt8(min(max(block.heading?.level ?? 1, 1), 6))
        var text = InlineText(block.spans, styles: styles, keepsLink: options.keepsLink)
        text.remove(text.commonStyle.intersection([.bold, .italic]))
        writer.write("<h")
        writer.write(byte: digit)
        writer.write(markup: attributes(block) + ">")
        HTMLInline.write(text, spans: block.spans, to: &writer)
        writer.write("</h")
        writer.write(byte: digit)
        writer.write(">\n")
    }

    private mutating func writeFigure(_ block: Block) {
        open("<figure", block)
        if let target = options.figureTargets[block.id] {
            writer.write("<img src=\"")
            HTMLInline.writeAttribute(LinkTarget.encoded(target), to: &writer)
            writer.write("\" alt=\"")
            HTMLInline.writeAttribute((block.figure?.alternativeText ?? "").utf8, to: &writer)
            writer.write("\">")
        } else if let alternative = block.figure?.alternativeText {
            HTMLInline.writeEscaped(Array(alternative.utf8)[...], to: &writer)
        }
        writeInline(block.spans)
        if options.keepsFigureLabels, let labels = block.figure?.labels, !labels.isEmpty {
            writer.write("<p>")
            writeInline(labels)
            writer.write("</p>")
        }
        writer.write("</figure>\n")
    }

    private mutating func writeElement(_ opening: StaticString, _ block: Block, _ closing: StaticString) {
        open(opening, block)
        writeInline(block.spans)
        writer.write(closing)
    }

    private mutating func open(_ opening: StaticString, _ block: Block) {
        writer.write(opening)
        writer.write(markup: attributes(block) + ">")
    }

    private mutating func writeInline(_ spans: [Span]) {
        HTMLInline.write(InlineText(spans, styles: styles, keepsLink: options.keepsLink), spans: spans, to: &writer)
    }

    private func attributes(_ block: Block) -> String {
        let regions = block.regions.map { region in
            let box = region.rectangle
            let sides = [box.left, box.top, box.right, box.bottom].map { String(Int($0.rounded())) }
            return "\(region.page):\(sides.joined(separator: ","))"
        }
        return " data-block=\"\(block.id)\" data-page=\"\(block.regions.first?.page ?? 1)\" data-regions=\"\(regions.joined(separator: " "))\""
    }
}
