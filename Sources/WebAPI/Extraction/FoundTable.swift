import DocumentModel
import Ingestion
import Rendering

/// A table of a document with its place.
struct FoundTable {
    /// Of its first row, from 1.
    var page: Int
    /// From 1 on its page.
    var numberOnPage: Int
    /// "table_3": counts from 1 in the document.
    var id: String
    var matrix: TableMatrix
    var table: Table
    /// 0...1.
    var confidence: Double

    static func all(in document: Document) -> [FoundTable] {
        var counts: [Int: Int] = [:]
        var found: [FoundTable] = []
        for block in document.blocks {
            guard let table = block.table else { continue }
            let page = block.regions.first?.page ?? 1
            counts[page, default: 0] += 1
            found.append(
                FoundTable(
                    page: page, numberOnPage: counts[page, default: 1], id: "table_\(found.count + 1)", matrix: TableMatrix(table),
                    table: table, confidence: block.confidence))
        }
        return found
    }
}

extension Spreadsheet {
    static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

/// Tables as files to save.
enum TableFiles {
    /// `csv/<page>_<number on the page>.csv` for each.
    static func zip(_ tables: [FoundTable], stem: String) throws(APIError) -> Reply {
        var archive = try ZipArchive()
        for table in tables {
            try archive.add(Array(CSVRenderer(guardsFormulas: true).render(table.table).utf8), as: "csv/\(table.page)_\(table.numberOnPage).csv")
        }
        return Reply(try archive.finish(), "application/zip").asDownload(named: "\(stem)_csv.zip")
    }

    static func workbook(_ tables: [FoundTable], stem: String, folder: String) throws(APIError) -> Reply {
        let sheets = tables.map {
            Spreadsheet.Sheet(name: "Page \($0.page) table \($0.numberOnPage)", headers: $0.matrix.headers, rows: $0.matrix.rows)
        }
        return Reply(try Spreadsheet.workbook(sheets, folder: folder), Spreadsheet.mediaType).asDownload(named: "\(stem).xlsx")
    }
}

/// Images as files to save.
enum ImageFiles {
    /// The images, and the document's blocks as `output.json`.
    static func zip(_ pictures: [FigurePicture], _ document: Document, stem: String) throws(APIError) -> Reply {
        var archive = try ZipArchive()
        for picture in pictures { try archive.add(picture.bytes, as: "images/\(picture.name)", isPacked: false) }
        try archive.add(JSONRenderer().bytes(of: document), as: "output.json")
        return Reply(try archive.finish(), "application/zip").asDownload(named: "\(stem).zip")
    }
}
