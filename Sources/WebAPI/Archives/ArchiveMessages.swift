import Backends
import DocumentModel

enum ArchiveFormat: String, APIChoice, CaseIterable { case markdown, json, html, text }
enum ArchiveTables: String, APIChoice { case none, csv, xlsx }

/// What of each document an archive has.
struct ArchiveQuery: APIMessage {
    var formats: [ArchiveFormat]?
    var tables: ArchiveTables

    static let rules: [String: FieldRules] = [
        "formats": .count(0...4, "Forms of each document's text; Markdown and JSON when absent."),
        "tables": .fallback("none", "Tables of each document: none; csv, one file a table; xlsx, one workbook a document."),
    ]

    var wish: ArchiveWish { ArchiveWish(formats: formats, tables: tables) }
}

/// Documents to put into one archive.
struct ArchiveRequest: APIMessage {
    /// Documents of one request: more take the browser minutes, and a batch can be had as a whole.
    static let mostDocuments = 1000

    var documentIds: [DocumentID]
    var formats: [ArchiveFormat]?
    var tables: ArchiveTables

    static let rules: [String: FieldRules] = ArchiveQuery.rules.merging(["document_ids": .count(1...mostDocuments)]) { $1 }

    var wish: ArchiveWish { ArchiveWish(formats: formats, tables: tables) }
}

struct ArchiveWish: Sendable {
    var formats: [ArchiveFormat]
    var tables: ArchiveTables

    init(formats: [ArchiveFormat]?, tables: ArchiveTables) {
        let wished = Set(formats.flatMap { $0.isEmpty ? nil : $0 } ?? [.markdown, .json])
        self.formats = ArchiveFormat.allCases.filter(wished.contains)
        self.tables = tables
    }
}

/// `manifest.json` of an archive: what is in it, and what is not.
struct ArchiveManifest: APIMessage {
    struct File: APIMessage {
        var path: String
        var sizeBytes: Int
    }

    struct Failure: APIMessage {
        var code: String
        var message: String
    }

    struct Entry: APIMessage {
        var documentId: String?
        var filename: String
        var title: String?
        var status: String
        var pageCount: Int
        /// Pages that could not be read; the others are there.
        var failedPageCount: Int
        var files: [File]
        /// Why the document is missing, or not complete.
        var failure: Failure?
    }

    var createdAt: String
    var batchId: String?
    var formats: [String]
    var tables: String
    var documentCount: Int
    /// Documents that are there with all their pages.
    var completeCount: Int
    /// Documents that are missing or not complete; each says why.
    var failureCount: Int
    var documents: [Entry]
}
