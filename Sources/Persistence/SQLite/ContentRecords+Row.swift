import Backends
import DocumentModel
import Foundation
import GRDB

extension PageRecord {
    /// - Parameter hasContent: whether the row has the large columns.
    init(row: Row, hasContent: Bool) throws {
        self.init(
            number: try row.get("number"), width: try row.get("width"), height: try row.get("height"), status: try row.get("status"),
            markdown: hasContent ? try row.get("markdown") : "", text: hasContent ? try row.get("text") : "",
            blocksJSON: hasContent ? try row.get("blocks") : "", isRecognized: try row.get("is_recognized"),
            failure: try row.optional("failure"))
    }

    /// - Parameter layout: for a page of a document that is still being read.
    func write(of document: DocumentID, revision: Int, layout: [UInt8]?, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT OR REPLACE INTO page (
                    document, revision, number, width, height, status, is_recognized, failure, text, markdown, blocks, layout
                ) VALUES (
                    \(document), \(revision), \(number), \(width), \(height), \(status), \(isRecognized), \(failure), \(text), \(markdown),
                    \(blocksJSON), \(layout.map { Data($0) })
                )
                """
        ).execute()
    }
}

extension ImageRecord {
    init(row: Row) throws {
        self = try JSONColumn.value(row.get("record"))
    }

    /// Adds the image, or changes the one of that name, which keeps its place.
    /// - Parameter position: among those made at the same time.
    func write(position: Int, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO image (id, workspace, document, position, created_at, record)
                VALUES (\(id), \(workspace), \(document), \(position), \(createdAt), \(try JSONColumn.text(self)))
                ON CONFLICT (id) DO UPDATE SET record = excluded.record
                """
        ).execute()
        try ImageWords.learn(self, database)
    }
}
