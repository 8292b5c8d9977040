import DocumentModel

extension JSONValue {
    func block() throws(JSONError) -> Block {
        Block(
            id: try int("id"), kind: try name("kind"), spans: try spans("spans"),
            regions: try elements("regions") { value throws(JSONError) in try value.region() },
            confidence: try double("confidence"), heading: try self["heading"]?.heading(), list: try self["list"]?.list(),
            table: try self["table"]?.table(), figure: try self["figure"]?.figure(), belongsTo: try optionalInt("belongs_to"),
            corrections: try elements("corrections") { value throws(JSONError) in try value.correction() })
    }

    private func correction() throws(JSONError) -> BlockCorrection {
        guard let id = CorrectionID(rawValue: try string("correction_id")) else { throw .wrongType("correction_id") }
        return BlockCorrection(
            id: id, subject: try name("subject"), line: try optionalInt("line"), row: try optionalInt("row"),
            column: try optionalInt("column"),
            before: Correction.Reading(text: try string("before"), level: try optionalInt("level_before")))
    }

    private func region() throws(JSONError) -> Region {
        Region(page: try int("page"), rectangle: try rectangle("rectangle"))
    }

    private func heading() throws(JSONError) -> HeadingEvidence {
        HeadingEvidence(
            level: try int("level"), sources: try elements("sources") { value throws(JSONError) in try value.asName("sources") })
    }

    private func list() throws(JSONError) -> ListPosition {
        ListPosition(
            depth: try int("depth"), marker: try string("marker"), isOrdered: try boolean("is_ordered"),
            markerRegion: try self["marker_region"]?.region())
    }

    private func figure() throws(JSONError) -> Figure {
        Figure(
            imageIndex: try optionalInt("image_index"), pixelWidth: try int("pixel_width"), pixelHeight: try int("pixel_height"),
            alternativeText: try string("alternative_text"), labels: try spans("labels"))
    }

    private func table() throws(JSONError) -> Table {
        Table(
            rowCount: try int("row_count"), columnCount: try int("column_count"),
            cells: try elements("cells") { value throws(JSONError) in try value.cell() },
            headerRowCount: try int("header_row_count"), method: try name("method"),
            continuations: try elements("continuations") { value throws(JSONError) in try value.continuation() })
    }

    private func cell() throws(JSONError) -> TableCell {
        TableCell(
            row: try int("row"), column: try int("column"), rowSpan: try int("row_span"), columnSpan: try int("column_span"),
            spans: try spans("spans"), isHeader: try boolean("is_header"), page: try int("page"),
            rectangle: try rectangle("rectangle"))
    }

    private func continuation() throws(JSONError) -> TableContinuation {
        TableContinuation(
            page: try int("page"), firstRow: try int("first_row"), droppedHeaderRows: try int("dropped_header_rows"),
            evidence: try elements("evidence") { value throws(JSONError) in try value.asString("evidence") })
    }

    private func spans(_ key: String) throws(JSONError) -> [Span] {
        try elements(key) { value throws(JSONError) in try value.span() }
    }

    private func span() throws(JSONError) -> Span {
        let names = try elements("style") { value throws(JSONError) in try value.asString("style") }
        let style = Span.Style.names.filter { names.contains($0.name) }.reduce(into: Span.Style()) { $0.insert($1.style) }
        return Span(
            text: try string("text"), style: style, link: try optionalString("link"), page: try int("page"),
            rectangle: try rectangle("rectangle"), font: try int("font"), size: try double("size"),
            dropsHyphen: self["drops_hyphen"] == .boolean(true))
    }
}
