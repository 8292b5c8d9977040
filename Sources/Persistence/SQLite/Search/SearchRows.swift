import Backends
import Crypto
import DocumentModel
import Foundation
import GRDB

/// The rows of a document in the index. Written in the transaction that makes its contents readable.
enum SearchRows {
    /// Replaces the chunks of a document. A vector stays when what it was made of is the same.
    static func replace(with analyzed: AnalyzedChunks, of document: DocumentID, _ database: Database) throws {
        guard
            let row = try SQLRequest<Row>(
                literal: "SELECT number, title FROM document WHERE id = \(document)", cached: true
            ).fetchOne(database)
        else { return }
        let number: Int64 = try row.get("number")
        let kept = try KeptVectors(of: number, database)
        try database.cachedStatement(literal: "DELETE FROM search_document WHERE number = \(number)").execute()
        let first = try insertChunks(analyzed.chunks, database)
        try database.cachedStatement(
            literal: """
                INSERT INTO search_document (number, first, count, language, analysis, facts)
                VALUES (\(number), \(first), \(analyzed.chunks.count), \(analyzed.language), \(AnalyzedChunks.version), \(analyzed.facts))
                """
        ).execute()
        try kept.restore(to: number, first: first, analyzed.chunks.map(PassageDigest.digest), database)
        try SegmentRows.insert(analyzed.lists(title: row.get("title"), from: first), first: first, count: analyzed.chunks.count, database)
        try note(number, database)
    }

    /// Analyses the chunks again under a title that has changed.
    static func relearn(_ document: DocumentID, _ database: Database) throws {
        guard
            let row = try SQLRequest<Row>(
                literal: """
                    SELECT first, count, search_document.language FROM search_document JOIN document USING (number) WHERE id = \(document)
                    """, cached: true
            ).fetchOne(database)
        else { return }
        let chunks = try Self.chunks(first: row.get("first"), count: row.get("count"), database)
        try replace(with: AnalyzedChunks(chunks, language: row.optional("language")), of: document, database)
    }

    static func chunks(first: Int64, count: Int, _ database: Database) throws -> [Chunk] {
        try SQLRequest<String>(
            literal: "SELECT record FROM search_chunk WHERE number BETWEEN \(first) AND \(first + Int64(count) - 1) ORDER BY number", cached: true
        ).fetchAll(database).map { try JSONColumn.value($0) }
    }

    /// Says to readers that the rows of the document have changed.
    static func note(_ number: Int64, _ database: Database) throws {
        try database.cachedStatement(literal: "INSERT INTO search_change (document) VALUES (\(number))").execute()
        // Readers that are further behind read everything anew.
        let last = database.lastInsertedRowID
        if last % Self.changesBetweenTrims == 0 {
            try database.cachedStatement(literal: "DELETE FROM search_change WHERE version <= \(last - keptChanges)").execute()
        }
    }

    /// More than happen between two searches of a process that is in use; reading one is a lookup of a document.
    private static let keptChanges: Int64 = 20_000
    private static let changesBetweenTrims: Int64 = 1_000

    /// The number of the first; what it would have been when there are none.
    private static func insertChunks(_ chunks: [Chunk], _ database: Database) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "INSERT INTO search_chunk (digest, record) VALUES (?, ?)")
        var first: Int64 = 1
        for (index, chunk) in chunks.enumerated() {
            guard chunk.index == index else { throw StoreError.conflict("the numbering of chunks") }
            statement.setUncheckedArguments([PassageDigest.digest(of: chunk), try JSONColumn.text(chunk)])
            try statement.execute()
            if index == 0 { first = database.lastInsertedRowID }
        }
        return first
    }
}

/// Tells whether a vector is of the text that stands in the index now.
enum PassageDigest {
    /// Bytes: enough that no two texts of an installation share one.
    private static let size = 16

    static func digest(of chunk: Chunk) -> Data { digest(ofPassage: chunk.passage) }

    static func digest(ofPassage text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8)).prefix(size)) }
}

/// Vectors of a document whose chunks are being replaced.
private struct KeptVectors {
    private struct Vector {
        var space: Int
        var vector: Data
    }

    private let byDigest: [Data: [Vector]]

    init(of document: Int64, _ database: Database) throws {
        let rows = try SQLRequest<Row>(
            literal: """
                SELECT digest, key & 65535 AS space, vector FROM search_document
                JOIN search_vector ON key BETWEEN first << 16 AND ((first + count) << 16) - 1
                JOIN search_chunk ON search_chunk.number = key >> 16
                WHERE search_document.number = \(document)
                """, cached: true
        ).fetchCursor(database)
        var byDigest: [Data: [Vector]] = [:]
        while let row = try rows.next() {
            let digest: Data = try row.get("digest")
            let vector = Vector(space: try row.get("space"), vector: try row.get("vector"))
            if byDigest[digest]?.contains(where: { $0.space == vector.space }) != true { byDigest[digest, default: []].append(vector) }
        }
        self.byDigest = byDigest
    }

    func restore(to document: Int64, first: Int64, _ digests: [Data], _ database: Database) throws {
        guard !byDigest.isEmpty else { return }
        var bySpace: [Int: [(index: Int, vector: Data)]] = [:]
        for (index, digest) in digests.enumerated() {
            for kept in byDigest[digest] ?? [] { bySpace[kept.space, default: []].append((index, kept.vector)) }
        }
        for (space, vectors) in bySpace {
            try VectorRows.insert(vectors, of: document, first: first, count: digests.count, space: space, database)
        }
    }
}
