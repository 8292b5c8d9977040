import Backends
import DocumentModel
import Foundation
import GRDB

/// One search by meaning: codes in memory say who comes into question, the vectors themselves who is closest.
struct VectorSearch {
    private let contents: SearchMemory.Contents
    private let space: Int
    private let database: Database

    /// Vectors that are compared for each hit that is wanted, and some more: codes are off by about a hundredth, so that the order among
    /// close ones is not known from them.
    private static let candidatesForHit = 2
    private static let moreCandidates = 32

    init(_ contents: SearchMemory.Contents, space: Int, _ database: Database) {
        self.contents = contents
        self.space = space
        self.database = database
    }

    func nearest(to vector: [Float], among bits: ChunkBits, limit: Int) throws -> [ScoredChunk] {
        guard let codes = contents.codes else { return [] }
        let candidates = codes.nearest(
            to: vector, among: bits, allowedCount: bits.setCount, limit: limit * Self.candidatesForHit + Self.moreCandidates)
        var comparison = VectorComparison(with: vector)
        var found: [(place: Int, cosine: Double)] = []
        let statement = try database.cachedStatement(sql: "SELECT vector FROM search_vector WHERE key = ?")
        for candidate in candidates {
            let key = VectorKey.key(chunk: contents.catalogue.number(at: candidate.place), space: space)
            let rows = try Row.fetchCursor(statement, arguments: [key])
            // Gone in this snapshot, where the memory is newer.
            guard let row = try rows.next() else { continue }
            if let cosine = try row.withUnsafeData(atIndex: 0, { comparison.cosine(to: $0) }) { found.append((candidate.place, cosine)) }
        }
        return found.sorted { ($0.cosine, $1.place) > ($1.cosine, $0.place) }.prefix(limit).compactMap { hit in
            contents.catalogue.chunk(at: hit.place).map { ScoredChunk(id: $0, score: hit.cosine) }
        }
    }
}
