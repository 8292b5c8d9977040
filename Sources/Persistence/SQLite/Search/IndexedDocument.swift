import Backends
import DocumentModel
import Foundation
import GRDB

/// A document in the index.
struct IndexedDocument {
    let id: DocumentID
    let title: String
    let number: Int64
    /// Number of its first chunk.
    let first: Int64
    let count: Int

    /// - Parameter row: `id`, `title`, `number`, `first`, `count`.
    init(row: Row) throws {
        id = try row.get("id")
        title = try row.get("title")
        number = try row.get("number")
        first = try row.get("first")
        count = try row.get("count")
    }

    /// `nil` when the scope has no such document.
    init?(_ id: DocumentID, in scope: Scope, _ database: Database) throws {
        let row = try SQLRequest<Row>(
            literal: """
                SELECT id, title, search_document.number, first, count FROM document JOIN search_document USING (number)
                WHERE id = \(id) AND \(scope.condition)
                """, cached: true
        ).fetchOne(database)
        guard let row else { return nil }
        try self.init(row: row)
    }

    func has(_ index: Int) -> Bool { 0..<count ~= index }

    /// Those of the range that are there, in the order of the document.
    func chunks(_ range: Range<Int>, _ database: Database) throws -> [IndexedChunk] {
        let range = range.clamped(to: 0..<count)
        guard !range.isEmpty else { return [] }
        return try SearchRows.chunks(first: first + Int64(range.lowerBound), count: range.count, database).map {
            IndexedChunk(document: id, documentTitle: title, chunk: $0)
        }
    }

    /// Of every chunk, in the order of the document.
    func facts(_ database: Database) throws -> [ChunkFacts] {
        let data = try SQLRequest<Data>(literal: "SELECT facts FROM search_document WHERE number = \(number)", cached: true).fetchOne(database)
        return (data ?? Data()).withUnsafeBytes { bytes in
            (0..<bytes.count / ChunkFacts.size).map { place in
                ChunkFacts(UnsafeRawBufferPointer(rebasing: bytes[(place * ChunkFacts.size)..<((place + 1) * ChunkFacts.size)]))
            }
        }
    }

    func chunksWithoutVector(in space: Int, limit: Int, _ database: Database) throws -> [IndexedChunk] {
        try SQLRequest<String>(
            literal: """
                SELECT record FROM search_chunk WHERE number BETWEEN \(first) AND \(first + Int64(count) - 1)
                    AND NOT EXISTS (SELECT 1 FROM search_vector WHERE key = number << 16 | \(space))
                ORDER BY number LIMIT \(limit)
                """, cached: true
        ).fetchAll(database).map { IndexedChunk(document: id, documentTitle: title, chunk: try JSONColumn.value($0)) }
    }
}
