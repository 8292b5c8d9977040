import CSearchScan
import Foundation
import Testing

@testable import Persistence

@Suite("Codes of vectors in memory")
struct VectorCodesTests {
    private static let dimension = 70

    private static func vector() -> [Float] {
        let values = (0..<dimension).map { _ in Float.random(in: -1...1) }
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / length }
    }

    /// Documents of ten chunks each, of which the third has no vector.
    private func filled(_ vectors: [[Float]]) -> VectorCodes {
        let codes = VectorCodes(dimension: Self.dimension)
        for start in stride(from: 0, to: vectors.count, by: 10) {
            var document = DocumentCodes(count: 10, dimension: Self.dimension)
            for index in 0..<10 where index != 2 { document.set(VectorCode(vectors[start + index]), at: index) }
            codes.add(document.data, of: Int64(start / 10), at: start)
        }
        return codes
    }

    private func exact(_ vectors: [[Float]], _ query: [Float], among allowed: ChunkBits) -> [Int] {
        let scores = vectors.map { zip($0, query).reduce(0) { $0 + $1.0 * $1.1 } }
        return vectors.indices.filter { $0 % 10 != 2 && allowed[$0] }.sorted { scores[$0] > scores[$1] }
    }

    @Test("the closest are found by every kind of instruction, with and without a look at the bits", arguments: [true, false])
    func nearest(looksAtBits: Bool) {
        let vectors = (0..<2_000).map { _ in Self.vector() }
        let codes = filled(vectors)
        var allowed = ChunkBits(count: vectors.count)
        allowed.set(3..<1_900)
        for level in [MIVAA_SCAN_SCALAR, MIVAA_SCAN_AVX2, MIVAA_SCAN_AVX512] where level.rawValue <= mivaa_scan_best_level().rawValue {
            var effort = VectorCodes.Effort()
            effort.level = level
            if looksAtBits { (effort.directCount, effort.nearCount) = (0, 800) }
            for _ in 0..<20 {
                let query = Self.vector()
                let found = codes.nearest(to: query, among: allowed, allowedCount: allowed.setCount, limit: 30, effort: effort)
                #expect(found.count == 30)
                // Codes are off by a little: the best must be among the first few, and be scored about right.
                #expect(found.contains { $0.place == exact(vectors, query, among: allowed)[0] })
                for hit in found {
                    let cosine = zip(vectors[hit.place], query).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                    #expect(abs(hit.score - cosine) < 0.02)
                    #expect(allowed[hit.place] && hit.place % 10 != 2)
                }
            }
        }
    }

    @Test("removed documents are not found, and what replaces them is")
    func changes() {
        var vectors = (0..<100).map { _ in Self.vector() }
        let codes = filled(vectors)
        var allowed = ChunkBits(count: 110)
        allowed.set(0..<110)
        let query = vectors[43]
        #expect(codes.nearest(to: query, among: allowed, allowedCount: 110, limit: 1).map(\.place) == [43])
        codes.remove(4)
        #expect(codes.count == 81)
        #expect(codes.nearest(to: query, among: allowed, allowedCount: 110, limit: 1).map(\.place) != [43])
        var document = DocumentCodes(count: 10, dimension: Self.dimension)
        document.set(VectorCode(query), at: 5)
        codes.add(document.data, of: 4, at: 100)
        vectors += (0..<10).map { _ in query }
        #expect(codes.nearest(to: query, among: allowed, allowedCount: 110, limit: 1).map(\.place) == [105])
    }

    @Test("a vector that is no direction has no code")
    func noDirection() {
        #expect(VectorCode([0, 0]).scale == 0)
        #expect(VectorCode([.nan, 1]).scale == 0)
        var document = DocumentCodes(count: 2, dimension: 2)
        document.set(VectorCode([1, -1]), at: 0)
        #expect(!document.isComplete)
        document.set(VectorCode([0.5, 0.1]), at: 1)
        #expect(document.isComplete)
    }

    @Test("bits are set, cleared and counted by ranges and one by one")
    func bits() {
        for range in [0..<0, 0..<1, 5..<64, 63..<65, 0..<128, 100..<190, 64..<128] {
            var bits = ChunkBits(count: 190)
            bits.set(range)
            #expect((0..<190).allSatisfy { bits[$0] == range.contains($0) })
            #expect(bits.setCount == range.count)
            bits.keep { $0 % 2 == 0 }
            #expect((0..<190).allSatisfy { bits[$0] == (range.contains($0) && $0 % 2 == 0) })
        }
    }
}
