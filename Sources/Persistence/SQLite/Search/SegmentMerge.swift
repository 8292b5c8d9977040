import Backends
import Foundation
import GRDB

/// Puts small segments together, a number of rows at a time. What there is to do next stands in the database: whoever writes goes on with
/// it, also after a crash.
struct SegmentMerge: Codable {
    /// Segments of one level that become one of the next. More make fewer levels, and more segments for searches to look a word up in.
    private static let fanIn = 8
    /// Part of a segment's chunks that may be gone before it is written anew without them.
    private static let mostGone = 0.5

    /// Rows whose merged lists are in memory at a time.
    private static let mostRowsAtOnce = 20_000

    private var inputs: [Int64]
    private var output: Int64
    /// Terms up to this one are done; `nil` at the beginning.
    private var after: String?

    /// Does what there is to do, as far as this many rows of words go. Says whether there is more.
    @discardableResult
    static func goOn(rows: Int, _ database: Database) throws -> Bool {
        var left = rows
        while left > 0 {
            if let old = try SegmentRows.all(.old, database).first {
                left -= try removeRows(of: old.id, limit: left, database)
            } else if var merge = try stored(database) ?? planned(database) {
                left -= try merge.copy(rows: left, database)
            } else {
                return false
            }
        }
        return true
    }

    // MARK: Planning

    private static let stateName = "merge"

    private static func stored(_ database: Database) throws -> SegmentMerge? {
        try SQLRequest<String>(literal: "SELECT value FROM search_state WHERE name = \(stateName)", cached: true).fetchOne(database).map {
            try JSONColumn.value($0)
        }
    }

    private func store(_ database: Database) throws {
        try database.cachedStatement(
            literal: "INSERT OR REPLACE INTO search_state (name, value) VALUES (\(Self.stateName), \(try JSONColumn.text(self)))"
        ).execute()
    }

    /// The lowest level with enough segments; else one that is half empty.
    private static func planned(_ database: Database) throws -> SegmentMerge? {
        let segments = try SegmentRows.active(database)
        let levels = Dictionary(grouping: segments, by: \.level).filter { $0.value.count >= fanIn }
        if let level = levels.min(by: { $0.key < $1.key }) {
            return try begin(Array(level.value.prefix(fanIn)), level: level.key + 1, database)
        }
        // Small ones are soon merged anyway.
        for segment in segments where segment.level > 0 {
            let there = try LivingChunks.count(from: segment.first, to: segment.last, database)
            if Double(segment.count - there) > Double(segment.count) * mostGone { return try begin([segment], level: segment.level, database) }
        }
        return nil
    }

    private static func begin(_ inputs: [SegmentRows.Segment], level: Int, _ database: Database) throws -> SegmentMerge? {
        guard let first = inputs.first?.first, let last = inputs.last?.last else { return nil }
        let living = try LivingChunks(from: first, to: last, database)
        guard let range = living.range else {
            try SegmentRows.set(.old, of: inputs.map(\.id), database)
            return SegmentMerge(inputs: [], output: 0)
        }
        let output = try SegmentRows.add(level: level, first: range.lowerBound, last: range.upperBound, count: living.count, .building, database)
        let merge = SegmentMerge(inputs: inputs.map(\.id), output: output)
        try merge.store(database)
        return merge
    }

    // MARK: Copying

    /// Returns how many rows it has read, at least 1.
    private mutating func copy(rows: Int, _ database: Database) throws -> Int {
        guard !inputs.isEmpty else { return 1 }
        let segments = try inputs.compactMap { try SegmentRows.segment($0, database) }
        guard let target = try SegmentRows.segment(output, database), segments.count == inputs.count, let first = segments.first?.first,
            let last = segments.last?.last
        else { throw StoreError.corrupt("a merge of segments") }
        let living = try LivingChunks(from: first, to: last, database)
        var sources = try segments.map { try MergeSource($0, after: after, database) }
        // Written when all is read: a table that changes is read more slowly.
        var (count, merged): (Int, [AnalyzedChunks.List]) = (0, [])
        while count < min(rows, Self.mostRowsAtOnce), let term = sources.compactMap(\.term).min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            var list = PostingList(before: target.before)
            for index in sources.indices where sources[index].term == term {
                try sources[index].move(to: &list, living)
                count += 1
            }
            if !list.postings.isEmpty { merged.append(AnalyzedChunks.List(term: term, list: list)) }
            after = term
        }
        try SegmentRows.insert(merged, into: output, database)
        if sources.allSatisfy({ $0.term == nil }) { try finish(database) } else { try store(database) }
        return max(1, count)
    }

    private func finish(_ database: Database) throws {
        try SegmentRows.set(.old, of: inputs, database)
        try SegmentRows.set(.active, of: [output], database)
        try database.cachedStatement(literal: "DELETE FROM search_state WHERE name = \(Self.stateName)").execute()
    }

    private static func removeRows(of segment: Int64, limit: Int, _ database: Database) throws -> Int {
        try database.cachedStatement(
            literal: """
                DELETE FROM search_posting WHERE segment = \(segment) AND term IN (
                    SELECT term FROM search_posting WHERE segment = \(segment) ORDER BY term LIMIT \(limit))
                """
        ).execute()
        let count = database.changesCount
        if count < limit { try database.cachedStatement(literal: "DELETE FROM search_segment WHERE id = \(segment)").execute() }
        return max(1, count)
    }
}

/// The rows of a segment, term by term.
private struct MergeSource {
    private let segment: SegmentRows.Segment
    private let rows: RowCursor
    private var row: Row?

    init(_ segment: SegmentRows.Segment, after: String?, _ database: Database) throws {
        self.segment = segment
        // Terms are never empty.
        rows = try SQLRequest<Row>(
            literal: """
                SELECT term, postings, positions FROM search_posting WHERE segment = \(segment.id) AND term > \(after ?? "") ORDER BY term
                """
        ).fetchCursor(database)
        row = try rows.next()
        term = try row?.get("term")
    }

    /// Where it stands; `nil` at the end.
    private(set) var term: String?

    /// Adds what it says of chunks that are there to a list, and goes to the next term.
    mutating func move(to list: inout PostingList, _ living: LivingChunks) throws {
        try row?.withUnsafeData(named: "postings") { postings in
            try row?.withUnsafeData(named: "positions") { positions in
                guard let postings, let positions else { return }
                postings.withUnsafeBytes { postings in
                    positions.withUnsafeBytes { positions in
                        var reader = PostingReader(postings: postings, positions: positions, before: segment.before)
                        while let posting = reader.next() {
                            if living.has(posting.number) { list.add(posting, positions: reader.positionBytes) }
                        }
                    }
                }
            }
        }
        row = try rows.next()
        term = try row?.get("term")
    }
}

/// Which chunks of a range of numbers are there.
struct LivingChunks {
    private let first: Int64
    private var bits: ChunkBits
    /// From the first to the last of them; `nil` when there is none.
    private(set) var range: ClosedRange<Int64>?
    private(set) var count = 0

    init(from first: Int64, to last: Int64, _ database: Database) throws {
        self.first = first
        bits = ChunkBits(count: Int(last - first + 1))
        let rows = try SQLRequest<Row>(
            literal: "SELECT first, count FROM search_document WHERE first BETWEEN \(first) AND \(last) AND count > 0 ORDER BY first", cached: true
        ).fetchCursor(database)
        while let row = try rows.next() {
            let (start, count): (Int64, Int) = (try row.get("first"), try row.get("count"))
            let place = Int(start - first)
            self.count += count
            bits.set((place..<(place + count)).clamped(to: 0..<bits.count))
            range = (range?.lowerBound ?? start)...(start + Int64(count) - 1)
        }
    }

    func has(_ number: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: number) - Int(first)
        return 0..<bits.count ~= place && bits[place]
    }

    static func count(from first: Int64, to last: Int64, _ database: Database) throws -> Int {
        try SQLRequest<Int>(
            literal: "SELECT coalesce(sum(count), 0) FROM search_document WHERE first BETWEEN \(first) AND \(last)", cached: true
        ).fetchOne(database) ?? 0
    }
}
