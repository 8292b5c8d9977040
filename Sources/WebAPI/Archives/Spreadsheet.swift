import CXLSXWriter
import Foundation

/// Tables as an Excel workbook, a sheet for each.
enum Spreadsheet {
    /// Excel's own limits (specification of Excel 2007 and later).
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384
    private static let mostCharacters = 32_767
    private static let mostSheets = 1000

    struct Sheet {
        /// Unique among the sheets; made fit for Excel here.
        var name: String
        var headers: [String]
        var rows: [[String]]
    }

    /// The bytes of the .xlsx file. Numbers become numbers, everything else stays text: nothing is ever a formula.
    /// - Parameter folder: for the temporary file.
    static func workbook(_ sheets: [Sheet], folder: String) throws(APIError) -> [UInt8] {
        let path = "\(folder)/workbook-\(UUID().uuidString).xlsx"
        defer { unlink(path) }
        guard let book = workbook_new(path) else { throw failed }
        let bold = workbook_add_format(book)
        format_set_bold(bold)
        for (index, sheet) in sheets.prefix(mostSheets).enumerated() {
            guard let worksheet = workbook_add_worksheet(book, sheetName(sheet.name, index)) else { continue }
            write(sheet, to: worksheet, bold)
        }
        if sheets.isEmpty { workbook_add_worksheet(book, nil) }
        guard workbook_close(book) == LXW_NO_ERROR, let bytes = FileManager.default.contents(atPath: path) else { throw failed }
        return [UInt8](bytes)
    }

    private static func write(
        _ sheet: Sheet, to worksheet: UnsafeMutablePointer<lxw_worksheet>, _ bold: UnsafeMutablePointer<lxw_format>?
    ) {
        let lines = (sheet.headers.isEmpty ? [] : [sheet.headers]) + sheet.rows
        for (row, line) in lines.prefix(mostRows).enumerated() {
            let format = row == 0 && !sheet.headers.isEmpty ? bold : nil
            for (column, text) in line.prefix(mostColumns).enumerated() where !text.isEmpty {
                let (row, column) = (lxw_row_t(row), lxw_col_t(column))
                if format == nil, let number = CellNumber.value(of: text) {
                    worksheet_write_number(worksheet, row, column, number, nil)
                } else {
                    worksheet_write_string(worksheet, row, column, String(text.prefix(mostCharacters)), format)
                }
            }
        }
    }

    /// At most 31 characters, without those that Excel refuses, and different from the others: the number sees to that.
    private static func sheetName(_ name: String, _ index: Int) -> String {
        let clean = name.map { "[]:*?/\\'".contains($0) ? "-" : $0 }
        let suffix = " \(index + 1)"
        return String(clean.prefix(31 - suffix.utf8.count)) + suffix
    }

    private static var failed: APIError { APIError(.internalError, "The spreadsheet could not be written.") }
}

/// Numbers that a spreadsheet may take for numbers without changing what is printed.
enum CellNumber {
    /// `nil` for everything that would look different as a number: leading zeros, thousands separators, more digits than a double holds.
    static func value(of text: String) -> Double? {
        let digits = text.drop { $0 == "-" }
        guard digits.utf8.count <= 15, text.utf8.count - digits.utf8.count <= 1, let first = digits.first, first.isASCII, first.isNumber,
            digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), digits.filter({ $0 == "." }).count <= 1,
            !digits.hasSuffix("."), digits.count == 1 || first != "0" || digits.hasPrefix("0.")
        else { return nil }
        // "1.50" would be shown as 1.5.
        guard !(digits.contains(".") && digits.hasSuffix("0")) else { return nil }
        return Double(text)
    }
}
