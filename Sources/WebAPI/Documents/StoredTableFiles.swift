import DocumentModel

/// Stored tables as files to save.
enum StoredTableFiles {
    /// Comma-separated (RFC 4180); cells that a spreadsheet would run as a formula get an apostrophe in front.
    static func csv(_ table: TableRecord) -> String {
        ((table.headers.isEmpty ? [] : [table.headers]) + table.rows)
            .map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    static func zip(_ tables: [TableRecord], stem: String) throws(APIError) -> Reply {
        var archive = try ZipArchive()
        for table in tables { try archive.add(Array(csv(table).utf8), as: "csv/\(table.page)_\(table.id).csv") }
        return Reply(try archive.finish(), "application/zip").asDownload(named: "\(stem)_csv.zip")
    }

    static func workbook(_ tables: [TableRecord], stem: String, folder: String) throws(APIError) -> Reply {
        Reply(try workbookBytes(tables, folder: folder), Spreadsheet.mediaType).asDownload(named: "\(stem).xlsx")
    }

    /// The bytes of an .xlsx file, a sheet for each table.
    static func workbookBytes(_ tables: [TableRecord], folder: String) throws(APIError) -> [UInt8] {
        let sheets = tables.map { Spreadsheet.Sheet(name: "Page \($0.page) \($0.id)", headers: $0.headers, rows: $0.rows) }
        return try Spreadsheet.workbook(sheets, folder: folder)
    }

    private static func field(_ text: String) -> String {
        let guarded = text.first.map { "=+-@".contains($0) } == true && CellNumber.value(of: text) == nil ? "'" + text : text
        guard guarded.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return guarded }
        return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }
}
