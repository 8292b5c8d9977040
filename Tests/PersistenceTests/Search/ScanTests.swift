import CSearchScan
import Testing

@Suite("Scans over every chunk")
struct ScanTests {
    /// Those that this processor has.
    private static let levels = [MIVAA_SCAN_SCALAR, MIVAA_SCAN_AVX2, MIVAA_SCAN_AVX512].filter { $0.rawValue <= mivaa_scan_best_level().rawValue }

    @Test("differing bits are counted alike by all instructions", arguments: [1, 2, 6, 8, 24])
    func hamming(words: Int) {
        var random = SystemRandomNumberGenerator()
        let groupCount = 5
        let groups = (0..<groupCount * words * 8).map { _ in random.next() }
        let query = (0..<words).map { _ in random.next() }
        // Member m of group g: words stand eight apart.
        let expected = (0..<groupCount * 8).map { slot in
            UInt16((0..<words).reduce(0) { $0 + (groups[slot / 8 * words * 8 + $1 * 8 + slot % 8] ^ query[$1]).nonzeroBitCount })
        }
        for level in Self.levels {
            var distances = [UInt16](repeating: .max, count: groupCount * 8)
            mivaa_scan_hamming(level, groups, groupCount, words, query, &distances)
            #expect(distances == expected)
        }
    }

    @Test("scalar products are the same by all instructions, also of the largest values", arguments: [64, 384, 512, 1536])
    func dots(size: Int) {
        let random = (0..<size).map { _ in (Int8.random(in: -127...127), Int8.random(in: -127...127)) }
        let rows: [([Int8], [Int8])] = [
            (random.map(\.0), random.map(\.1)), ([Int8](repeating: -127, count: size), [Int8](repeating: -127, count: size)),
            ([Int8](repeating: -128, count: size), [Int8](repeating: 127, count: size)),
        ]
        for (a, b) in rows {
            let expected = zip(a, b).reduce(Int32(0)) { $0 + Int32($1.0) * Int32($1.1) }
            for level in Self.levels { #expect(mivaa_scan_dot(level, a, b, size) == expected) }
        }
    }

    @Test("slots are counted and collected only where their chunk is allowed and there")
    func collecting() {
        let distances: [UInt16] = [3, 1, 2, 1, 0]
        let chunks: [UInt32] = [0, 1, 65, .max, 2]
        let allowed: [UInt64] = [0b011, 0b10]
        var histogram = [UInt32](repeating: 0, count: 5)
        mivaa_scan_histogram(distances, chunks, 5, allowed, &histogram)
        #expect(histogram == [0, 1, 1, 1, 0])
        var slots = [UInt32](repeating: 99, count: 5)
        #expect(mivaa_scan_collect(distances, chunks, 5, allowed, 2, &slots, 5) == 2)
        #expect(slots == [1, 2, 99, 99, 99])
        #expect(mivaa_scan_collect(distances, chunks, 5, allowed, 3, &slots, 1) == 1)
    }

    @Test("the best scores come first, of equal ones the earlier chunk, and no more than asked for", arguments: [1, 3, 50, 400])
    func best(limit: Int) {
        let scores = (0..<300).map { _ in Float(Int.random(in: 0...40)) }
        let allowed = (0..<5).map { _ in UInt64.random(in: 0...UInt64.max) }
        let expected = scores.indices.filter { scores[$0] > 0 && allowed[$0 / 64] >> ($0 % 64) & 1 == 1 }
            .sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(limit)
        var hits = [mivaa_scan_hit](repeating: mivaa_scan_hit(), count: limit)
        let count = mivaa_scan_best(scores, allowed, scores.count, 0, &hits, limit)
        #expect(hits.prefix(count).map { Int($0.index) } == Array(expected))
    }
}
