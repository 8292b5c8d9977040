package import DocumentModel

/// Turns a document into text without any markup.
package struct PlainTextRenderer: Sendable {
    private let options: ContentOptions

    package init(options: ContentOptions = ContentOptions()) {
        self.options = options
    }

    /// The document as paragraphs with blank lines between them; tables have a line per row with tabs between cells.
    package func render(_ document: Document) -> String {
        var composer = PlainTextComposer(document, options: options)
        return composer.compose()
    }
}

/// Writes the blocks of one document one after the other.
private struct PlainTextComposer {
    private let document: Document
    private let options: ContentOptions
    private var remarks: PageRemarks
    private var previous: Block.Kind?
    private var bytes: [UInt8] = []

    init(_ document: Document, options: ContentOptions) {
        self.document = document
        self.options = options
        remarks = PageRemarks(document, marksPages: options.marksPages)
    }

    mutating func compose() -> String {
        for block in document.blocks where options.shows(block.kind) {
            if let page = block.regions.first?.page { writeRemarks(upTo: page) }
            write(block)
        }
        writeRemarks(upTo: .max)
        if !bytes.isEmpty { bytes.append(0x0A) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func writeRemarks(upTo page: Int) {
        while let remark = remarks.next(upTo: page) {
            begin(nil)
            write("[\(remark)]")
        }
    }

    private mutating func write(_ block: Block) {
        switch block.kind {
        case .code:
            begin(.code)
            write(block.text)
            while bytes.last == 0x0A { bytes.removeLast() }
        case .table: if let table = block.table { write(table) }
        case .figure: writeFigure(block)
        case .listItem: writeListItem(block)
        default: writeLine(block.spans, kind: block.kind)
        }
    }

    private mutating func writeListItem(_ block: Block) {
        let position = block.list ?? ListPosition(depth: 0, marker: "", isOrdered: false)
        begin(.listItem)
        for _ in 0..<max(0, position.depth) { write("  ") }
        if !position.marker.isEmpty { write(position.marker + " ") }
        bytes.append(contentsOf: Self.folded(block.spans))
    }

    private mutating func writeFigure(_ block: Block) {
        if let alternative = block.figure?.alternativeText, !alternative.isEmpty {
            begin(.figure)
            write(alternative)
        }
        writeLine(block.spans, kind: .figure)
        if options.keepsFigureLabels { writeLine(block.figure?.labels ?? [], kind: .figure) }
    }

    private mutating func write(_ table: Table) {
        let grid = TableGrid(table)
        begin(.table)
        for row in 0..<max(0, table.rowCount) {
            if row > 0 { bytes.append(0x0A) }
            for column in 0..<max(0, table.columnCount) {
                if column > 0 { bytes.append(0x09) }
                if case .cell(let index) = grid[row, column] { bytes.append(contentsOf: Self.folded(table.cells[index].spans)) }
            }
        }
    }

    private mutating func writeLine(_ spans: [Span], kind: Block.Kind) {
        let text = Self.folded(spans)
        guard !text.isEmpty else { return }
        begin(kind)
        bytes.append(contentsOf: text)
    }

    private static func folded(_ spans: [Span]) -> [UInt8] {
        InlineText(spans, styles: [], keepsLink: { _ in false }).bytes
    }

    /// Lines of one list stand together, everything else is set apart by a blank line.
    private mutating func begin(_ kind: Block.Kind?) {
        let isTight = kind == previous && (kind == .listItem || kind == .contentsEntry || kind == .formField)
        if !bytes.isEmpty { write(isTight ? "\n" : "\n\n") }
        previous = kind
    }

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
