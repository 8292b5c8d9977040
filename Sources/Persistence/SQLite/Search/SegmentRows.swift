import Foundation
import GRDB

/// Segments and the lists of words in them.
enum SegmentRows {
    /// A segment as searches need it.
    struct Segment: Hashable {
        var id: Int64
        var level: Int
        /// Numbers of the first and last chunk that it may know of.
        var first: Int64
        var last: Int64
        /// Chunks that it was made of.
        var count: Int

        /// What distances of its lists count from.
        var before: UInt64 { UInt64(first) - 1 }
    }

    enum State: String, DatabaseValueConvertible {
        /// Searches read it.
        case active
        /// It is being put together.
        case building
        /// Its rows are to be removed.
        case old
    }

    /// Adds the words of a document.
    static func insert(_ lists: [AnalyzedChunks.List], first: Int64, count: Int, _ database: Database) throws {
        guard count > 0 else { return }
        let segment = try add(level: 0, first: first, last: first + Int64(count) - 1, count: count, .active, database)
        try insert(lists, into: segment, database)
        // Every document does a part of what its words will cost once they are merged: nobody has to do all of it at once.
        try SegmentMerge.goOn(rows: lists.count * Self.mergesOfRow, database)
    }

    /// How often a row is written again until it is in the largest segments, and once more to be on the safe side.
    private static let mergesOfRow = 6

    static func add(level: Int, first: Int64, last: Int64, count: Int, _ state: State, _ database: Database) throws -> Int64 {
        try database.cachedStatement(
            literal: """
                INSERT INTO search_segment (level, first, last, count, state) VALUES (\(level), \(first), \(last), \(count), \(state))
                """
        ).execute()
        return database.lastInsertedRowID
    }

    static func set(_ state: State, of ids: [Int64], _ database: Database) throws {
        try database.execute(literal: "UPDATE search_segment SET state = \(state) WHERE id IN \(ids)")
    }

    static func insert(_ lists: [AnalyzedChunks.List], into segment: Int64, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO search_posting (segment, term, postings, positions) VALUES (?, ?, ?, ?)")
        for list in lists {
            statement.setUncheckedArguments([segment, list.term, Data(list.list.postings), Data(list.list.positions)])
            try statement.execute()
        }
    }

    /// Those that searches read, by their chunks.
    static func active(_ database: Database) throws -> [Segment] {
        try all(.active, database)
    }

    static func all(_ state: State, _ database: Database) throws -> [Segment] {
        try SQLRequest<Row>(
            literal: "SELECT id, level, first, last, count FROM search_segment WHERE state = \(state) ORDER BY first", cached: true
        ).all(database, Segment.init(row:))
    }

    static func segment(_ id: Int64, _ database: Database) throws -> Segment? {
        try SQLRequest<Row>(literal: "SELECT id, level, first, last, count FROM search_segment WHERE id = \(id)", cached: true)
            .first(database, Segment.init(row:))
    }
}

extension SegmentRows.Segment {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"), level: try row.get("level"), first: try row.get("first"), last: try row.get("last"),
            count: try row.get("count"))
    }
}
