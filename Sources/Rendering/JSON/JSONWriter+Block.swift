import DocumentModel

extension JSONWriter {
    mutating func members(of block: Block) {
        member("id", block.id)
        member("kind", block.kind)
        if block.kind.isFurniture { member("is_furniture", true) }
        member("text", block.text)
        member("confidence", block.confidence)
        member("regions", block.regions) { json, region in json.object { $0.members(of: region) } }
        member("spans", block.spans)
        if let heading = block.heading { object("heading") { $0.members(of: heading) } }
        if let list = block.list { object("list") { $0.members(of: list) } }
        if let table = block.table { object("table") { $0.members(of: table) } }
        if let figure = block.figure { object("figure") { $0.members(of: figure) } }
        member("belongs_to", block.belongsTo)
        if !block.corrections.isEmpty {
            member("corrections", block.corrections) { json, correction in json.object { $0.members(of: correction) } }
        }
    }

    private mutating func members(of correction: BlockCorrection) {
        member("correction_id", correction.id.rawValue)
        member("subject", correction.subject)
        member("line", correction.line)
        member("row", correction.row)
        member("column", correction.column)
        member("before", correction.before.text)
        member("level_before", correction.before.level)
    }

    private mutating func members(of region: Region) {
        member("page", region.page)
        member("rectangle", region.rectangle)
    }

    private mutating func members(of heading: HeadingEvidence) {
        member("level", heading.level)
        member("sources", heading.sources) { $0.string(JSONName.snakeCase($1.rawValue)) }
    }

    private mutating func members(of list: ListPosition) {
        member("depth", list.depth)
        member("marker", list.marker)
        member("is_ordered", list.isOrdered)
        if let region = list.markerRegion { object("marker_region") { $0.members(of: region) } }
    }

    private mutating func members(of figure: Figure) {
        member("image_index", figure.imageIndex)
        member("pixel_width", figure.pixelWidth)
        member("pixel_height", figure.pixelHeight)
        member("alternative_text", figure.alternativeText)
        member("labels", figure.labels)
    }

    private mutating func members(of table: Table) {
        member("row_count", table.rowCount)
        member("column_count", table.columnCount)
        member("header_row_count", table.headerRowCount)
        member("method", table.method)
        member("cells", table.cells) { json, cell in json.object { $0.members(of: cell) } }
        member("continuations", table.continuations) { json, part in
            json.object {
                $0.member("page", part.page)
                $0.member("first_row", part.firstRow)
                $0.member("dropped_header_rows", part.droppedHeaderRows)
                $0.member("evidence", part.evidence) { $0.string($1) }
            }
        }
    }

    private mutating func members(of cell: TableCell) {
        member("row", cell.row)
        member("column", cell.column)
        member("row_span", cell.rowSpan)
        member("column_span", cell.columnSpan)
        member("is_header", cell.isHeader)
        member("text", cell.spans.text)
        member("page", cell.page)
        member("rectangle", cell.rectangle)
        member("spans", cell.spans)
    }

    private mutating func member(_ name: StaticString, _ spans: [Span]) {
        member(name, spans) { json, span in json.object { $0.members(of: span) } }
    }

    private mutating func members(of span: Span) {
        member("text", span.text)
        member("page", span.page)
        member("rectangle", span.rectangle)
        member("font", span.font)
        member("size", span.size)
        if !span.style.isEmpty {
            member("style", Span.Style.names.lazy.filter { span.style.contains($0.style) }) { $0.string($1.name) }
        }
        member("link", span.link)
        if span.dropsHyphen { member("drops_hyphen", true) }
    }
}

extension Span.Style {
    static let names: [(name: String, style: Span.Style)] = [
        ("bold", .bold), ("italic", .italic), ("monospaced", .monospaced), ("superscript", .superscript),
        ("subscript", .subscript), ("underlined", .underlined), ("struck", .struck),
    ]
}
