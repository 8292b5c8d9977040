import DocumentModel

/// Short ways to write documents in tests.
extension Span {
    static func plain(_ text: String, _ style: Style = [], link: String? = nil, line: Int = 0, page: Int = 1) -> Span {
        let top = 100.0 + 12 * Double(line)
        return Span(text: text, style: style, link: link, page: page, rectangle: Rectangle(left: 72, top: top, right: 300, bottom: top + 10))
    }
}

extension Block {
    static func of(_ kind: Kind, _ spans: [Span], id: Int = 0, page: Int = 1) -> Block {
        Block(id: id, kind: kind, spans: spans, regions: [Region(page: page, rectangle: Rectangle(left: 72, top: 100, right: 300, bottom: 110))])
    }

    static func paragraph(_ text: String, id: Int = 0, page: Int = 1) -> Block {
        of(.paragraph, [.plain(text, page: page)], id: id, page: page)
    }

    static func heading(_ level: Int, _ spans: [Span], id: Int = 0) -> Block {
        var block = of(.heading, spans, id: id)
        block.heading = HeadingEvidence(level: level, sources: [.fontCluster])
        return block
    }

    static func item(_ marker: String, _ text: String, depth: Int = 0, ordered: Bool = false, id: Int = 0) -> Block {
        var block = of(.listItem, text.isEmpty ? [] : [.plain(text)], id: id)
        let region = Region(page: 1, rectangle: Rectangle(left: 60, top: 100, right: 70, bottom: 110))
        block.list = ListPosition(depth: depth, marker: marker, isOrdered: ordered, markerRegion: region)
        return block
    }

    static func table(_ rows: [[String]], headerRows: Int = 1, id: Int = 0) -> Block {
        var block = of(.table, [], id: id)
        var cells: [TableCell] = []
        for (row, texts) in rows.enumerated() {
            for (column, text) in texts.enumerated() {
                cells.append(.of(row, column, text, isHeader: row < headerRows))
            }
        }
        block.table = Table(
            rowCount: rows.count, columnCount: rows.first?.count ?? 0, cells: cells, headerRowCount: headerRows, method: .ruled)
        return block
    }
}

extension TableCell {
    static func of(_ row: Int, _ column: Int, _ text: String, rowSpan: Int = 1, columnSpan: Int = 1, isHeader: Bool = false) -> TableCell {
        let box = Rectangle(
            left: 72 + 50 * Double(column), top: 100 + 12 * Double(row), right: 120 + 50 * Double(column), bottom: 110 + 12 * Double(row))
        return TableCell(
            row: row, column: column, rowSpan: rowSpan, columnSpan: columnSpan,
            spans: text.isEmpty ? [] : [Span(text: text, page: 1, rectangle: box)], isHeader: isHeader, page: 1, rectangle: box)
    }
}

extension Document {
    static func of(_ blocks: [Block], pages: Int = 1) -> Document {
        let results = (1...pages).map {
            PageResult(summary: PageSummary(number: $0, width: 595, height: 842), condition: .usable, glyphCount: 0, unmappedGlyphCount: 0)
        }
        return Document(info: DocumentInfo(pageCount: pages), pages: results, blocks: blocks)
    }
}
