import Foundation
import GRDB

/// Finds chunks of a segment in which terms stand side by side, in order.
struct PhraseSearch {
    private let lists: [(postings: Data, positions: Data)]
    private let before: UInt64

    /// `nil` when the segment lacks one of the terms.
    init?(_ terms: [String], in segment: SegmentRows.Segment, _ database: Database) throws {
        var lists: [(postings: Data, positions: Data)] = []
        for term in terms {
            let row = try SQLRequest<Row>(
                literal: "SELECT postings, positions FROM search_posting WHERE segment = \(segment.id) AND term = \(term)", cached: true
            ).fetchOne(database)
            guard let row else { return nil }
            lists.append((try row.get("postings"), try row.get("positions")))
        }
        guard !lists.isEmpty else { return nil }
        self.lists = lists
        before = segment.before
    }

    /// Calls `body` with the number of each chunk, ascending.
    func forEachChunk(_ body: (Int64) -> Void) {
        withReaders(lists[...], []) { readers in
            var readers = readers
            var current = readers.indices.compactMap { readers[$0].next() }
            while current.count == readers.count {
                let furthest = current.map(\.number).max() ?? 0
                if let behind = current.firstIndex(where: { $0.number < furthest }) {
                    guard let next = readers[behind].next() else { return }
                    current[behind] = next
                    continue
                }
                if Self.standTogether(readers) { body(Int64(furthest)) }
                guard let next = readers[0].next() else { return }
                current[0] = next
            }
        }
    }

    private static func standTogether(_ readers: [PostingReader]) -> Bool {
        if readers.count == 1 { return true }
        var starts = readers[0].positionList()
        for (offset, reader) in readers.enumerated().dropFirst() {
            let places = Set(reader.positionList())
            starts.removeAll { !places.contains($0 + UInt32(offset)) }
            if starts.isEmpty { return false }
        }
        return true
    }

    private func withReaders(
        _ lists: ArraySlice<(postings: Data, positions: Data)>, _ readers: [PostingReader], _ body: ([PostingReader]) -> Void
    ) {
        guard let list = lists.first else { return body(readers) }
        list.postings.withUnsafeBytes { postings in
            list.positions.withUnsafeBytes { positions in
                let reader = PostingReader(postings: postings, positions: positions, before: before)
                withReaders(lists.dropFirst(), readers + [reader], body)
            }
        }
    }
}
