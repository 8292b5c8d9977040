import Backends
import DocumentModel
import Foundation
import GRDB

/// Vectors of a document's chunks and their codes, which are always written together.
enum VectorRows {
    /// Stores vectors in the place of those that the chunks may have.
    ///
    /// - Parameters:
    ///   - vectors: each with the place of its chunk in the document.
    ///   - first: number of the document's first chunk.
    ///   - count: of its chunks.
    static func insert(
        _ vectors: [(index: Int, vector: Data)], of document: Int64, first: Int64, count: Int, space: Int, _ database: Database
    ) throws {
        guard let dimension = vectors.first.map({ $0.vector.count / MemoryLayout<Float>.size }) else { return }
        var codes = try storedCodes(of: document, space: space, count: count, dimension: dimension, database)
        let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO search_vector (key, vector) VALUES (?, ?)")
        for (index, vector) in vectors {
            statement.setUncheckedArguments([VectorKey.key(chunk: first + Int64(index), space: space), vector])
            try statement.execute()
            codes.set(VectorCode(VectorColumn.floats(vector)), at: index)
        }
        let isComplete = codes.isComplete
        try database.cachedStatement(
            literal: """
                INSERT OR REPLACE INTO search_code (document, space, is_complete, codes)
                VALUES (\(document), \(space), \(isComplete), \(codes.data))
                """
        ).execute()
        try markIfSearched(document, database)
    }

    /// What lists of documents show: whether all of it can be found by meaning.
    private static func markIfSearched(_ document: Int64, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                UPDATE document SET has_embeddings = EXISTS (
                    SELECT 1 FROM search_code JOIN search_space ON search_space.id = space
                    WHERE search_code.document = document.number AND is_complete AND state = \(SpaceRows.State.active))
                WHERE number = \(document)
                """
        ).execute()
    }

    private static func storedCodes(
        of document: Int64, space: Int, count: Int, dimension: Int, _ database: Database
    ) throws -> DocumentCodes {
        let stored = try SQLRequest<Data>(
            literal: "SELECT codes FROM search_code WHERE document = \(document) AND space = \(space)", cached: true
        ).fetchOne(database)
        guard let stored, stored.count == count * VectorCode.size(dimension: dimension) else {
            return DocumentCodes(count: count, dimension: dimension)
        }
        return DocumentCodes(data: stored, dimension: dimension)
    }
}

/// A vector in bytes: each value in steps of which the largest one has 127.
struct VectorCode {
    /// What one step is worth; 0 for no vector.
    let scale: Float
    let values: [Int8]

    private static let steps: Float = 127

    init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        guard largest > 0, vector.allSatisfy(\.isFinite) else {
            (scale, values) = (0, [Int8](repeating: 0, count: vector.count))
            return
        }
        scale = largest / Self.steps
        values = vector.map { Int8(($0 / largest * Self.steps).rounded()) }
    }

    /// Bytes that a code has in a column: the scale, then the values.
    static func size(dimension: Int) -> Int { MemoryLayout<Float>.size + dimension }
}

/// The codes of a document's chunks as they stand in their column, in the order of the chunks.
struct DocumentCodes {
    private(set) var data: Data
    private let size: Int

    /// - Parameter data: a whole number of codes.
    init(data: Data, dimension: Int) {
        self.data = data
        size = VectorCode.size(dimension: dimension)
    }

    init(count: Int, dimension: Int) {
        self.init(data: Data(count: count * VectorCode.size(dimension: dimension)), dimension: dimension)
    }

    mutating func set(_ code: VectorCode, at index: Int) {
        guard (index + 1) * size <= data.count else { return }
        data.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: code.scale.bitPattern.littleEndian, toByteOffset: index * size, as: UInt32.self)
            code.values.withUnsafeBytes { values in
                UnsafeMutableRawBufferPointer(rebasing: bytes[(index * size + 4)..<((index + 1) * size)]).copyMemory(from: values)
            }
        }
    }

    /// Whether every chunk has a vector.
    var isComplete: Bool {
        data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: size).allSatisfy { bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self) != 0 }
        }
    }
}
