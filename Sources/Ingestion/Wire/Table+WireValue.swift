import DocumentModel

extension Table.Method: WireValue {}

extension Table: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(rowCount)
        writer.append(columnCount)
        writer.append(cells)
        writer.append(headerRowCount)
        writer.append(method)
        writer.append(continuations)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            rowCount: try reader.value(), columnCount: try reader.value(), cells: try reader.value(),
            headerRowCount: try reader.value(), method: try reader.value(), continuations: try reader.value())
    }
}

extension TableCell: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(row)
        writer.append(column)
        writer.append(rowSpan)
        writer.append(columnSpan)
        writer.append(spans)
        writer.append(isHeader)
        writer.append(page)
        writer.append(rectangle)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            row: try reader.value(), column: try reader.value(), rowSpan: try reader.value(), columnSpan: try reader.value(),
            spans: try reader.value(), isHeader: try reader.value(), page: try reader.value(), rectangle: try reader.value())
    }
}

extension TableContinuation: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(page)
        writer.append(firstRow)
        writer.append(droppedHeaderRows)
        writer.append(evidence)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            page: try reader.value(), firstRow: try reader.value(), droppedHeaderRows: try reader.value(),
            evidence: try reader.value())
    }
}
