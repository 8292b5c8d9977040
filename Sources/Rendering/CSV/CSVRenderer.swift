package import DocumentModel

/// Turns tables into comma-separated values (RFC 4180).
package struct CSVRenderer: Sendable {
    /// Whether cells that a spreadsheet would run as a formula get an apostrophe in front. Off by default: the output then has
    /// exactly the file's characters, which programs rely on; turn it on where people open the result in a spreadsheet.
    private let guardsFormulas: Bool

    package init(guardsFormulas: Bool = false) {
        self.guardsFormulas = guardsFormulas
    }

    /// One record per row with CRLF line ends. The text of a cell that spans several positions stands in the first of them, the
    /// others are empty.
    package func render(_ table: Table) -> String {
        let grid = TableGrid(table)
        var bytes: [UInt8] = []
        for row in 0..<max(0, table.rowCount) {
            for column in 0..<max(0, table.columnCount) {
                if column > 0 { bytes.append(UInt8(ascii: ",")) }
                guard case .cell(let index) = grid[row, column] else { continue }
                write(InlineText(table.cells[index].spans, styles: [], keepsLink: { _ in false }).bytes, to: &bytes)
            }
            bytes += [0x0D, 0x0A]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every table of a document with a file name that says where it begins: "page-4-table-2.csv" is the second table on page 4.
    package func renderTables(of document: Document) -> [(name: String, text: String)] {
        var counts: [Int: Int] = [:]
        return document.blocks.compactMap { block in
            guard let table = block.table else { return nil }
            let page = block.regions.first?.page ?? table.cells.first?.page ?? 1
            counts[page, default: 0] += 1
            return ("page-\(page)-table-\(counts[page, default: 1]).csv", render(table))
        }
    }

    private func write(_ field: [UInt8], to bytes: inout [UInt8]) {
        let isGuarded = guardsFormulas && field.first.map { "=+-@".utf8.contains($0) } ?? false
        guard field.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
            if isGuarded { bytes.append(UInt8(ascii: "'")) }
            bytes += field
            return
        }
        bytes.append(UInt8(ascii: "\""))
        if isGuarded { bytes.append(UInt8(ascii: "'")) }
        for byte in field {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
