import CSearchScan
import Foundation
import GRDB

/// Codes of the vectors of one space in memory: a byte for each dimension, and a bit. A class because it owns memory that is too large to be
/// copied when a document changes.
///
/// @unchecked Sendable. Safe because `SearchMemory` changes it only while nobody reads it.
final class VectorCodes: @unchecked Sendable {
    /// Slots of a block: memory grows by blocks, so that nothing that is there is moved.
    private static let slotsOfBlock = 1 << 16
    private static let bytesOfLine = 64
    /// Slots of removed vectors from which on it is worth reading everything anew, as a share of all.
    private static let mostUnused = 0.25
    private static let fewSlots = 10_000

    let dimension: Int
    /// Bytes of a row of codes, filled up to whole lines of the processor's cache.
    private let rowSize: Int
    private let wordCount: Int
    private var blocks: [Block] = []
    /// Places in the catalogue; `UInt32.max` where there is no vector any more.
    private var places: [UInt32] = []
    private var slots: [Int64: Range<Int>] = [:]
    private var unusedCount = 0

    private struct Block {
        let rows: UnsafeMutablePointer<Int8>
        let bits: UnsafeMutablePointer<UInt64>
        let scales: UnsafeMutablePointer<Float>
    }

    init(dimension: Int) {
        self.dimension = dimension
        rowSize = (dimension + Self.bytesOfLine - 1) / Self.bytesOfLine * Self.bytesOfLine
        wordCount = rowSize / 64
    }

    deinit {
        for block in blocks {
            block.rows.deallocate()
            block.bits.deallocate()
            block.scales.deallocate()
        }
    }

    var count: Int { places.count - unusedCount }

    /// Whether so much of it is unused that it should be made anew.
    var isWorn: Bool { unusedCount > Self.fewSlots && Double(unusedCount) > Double(places.count) * Self.mostUnused }

    // MARK: Changing

    /// Takes in the codes of a document whose chunks begin at a place.
    func add(_ codes: Data, of document: Int64, at place: Int) {
        let size = VectorCode.size(dimension: dimension)
        let start = places.count
        codes.withUnsafeBytes { bytes in
            for index in 0..<bytes.count / size {
                let code = UnsafeRawBufferPointer(rebasing: bytes[(index * size)..<((index + 1) * size)])
                let scale = Float(bitPattern: UInt32(littleEndian: code.loadUnaligned(as: UInt32.self)))
                if scale > 0 { append(UnsafeRawBufferPointer(rebasing: code[4...]), scale: scale, place: UInt32(place + index)) }
            }
        }
        slots[document] = start..<places.count
    }

    func remove(_ document: Int64) {
        guard let range = slots.removeValue(forKey: document) else { return }
        for slot in range { places[slot] = .max }
        unusedCount += range.count
    }

    private func append(_ values: UnsafeRawBufferPointer, scale: Float, place: UInt32) {
        let slot = places.count
        if slot == blocks.count * Self.slotsOfBlock { blocks.append(newBlock()) }
        let (block, inBlock) = (blocks[slot / Self.slotsOfBlock], slot % Self.slotsOfBlock)
        let row = block.rows + inBlock * rowSize
        UnsafeMutableRawBufferPointer(start: row, count: dimension).copyMemory(from: values)
        block.scales[inBlock] = scale
        let group = inBlock / groupSize * groupSize * wordCount + inBlock % groupSize
        for word in 0..<wordCount { block.bits[group + word * groupSize] = Self.bits(of: row + word * 64) }
        places.append(place)
    }

    /// A bit for each of 64 values: whether it is above 0.
    private static func bits(of values: UnsafePointer<Int8>) -> UInt64 {
        (0..<64).reduce(0) { $0 | (values[$1] > 0 ? 1 << UInt64($1) : 0) }
    }

    private func newBlock() -> Block {
        func lines<Value>(_ count: Int, of type: Value.Type) -> UnsafeMutablePointer<Value> {
            let bytes = count * MemoryLayout<Value>.stride
            let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.bytesOfLine)
            // Rows are shorter than their lines, and the last group may be shorter than a group.
            memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
            return memory.bindMemory(to: type, capacity: count)
        }
        return Block(
            rows: lines(Self.slotsOfBlock * rowSize, of: Int8.self), bits: lines(Self.slotsOfBlock * wordCount, of: UInt64.self),
            scales: lines(Self.slotsOfBlock, of: Float.self))
    }
}

private let groupSize = Int(MIVAA_SCAN_GROUP)

// MARK: Comparing

extension VectorCodes {
    /// How a search is made; lower levels of the processor are for tests.
    struct Effort {
        /// Vectors that are compared byte by byte without looking at their bits first.
        var directCount = 20_000
        /// Vectors with the fewest differing bits that are compared byte by byte.
        var nearCount = 4_000
        var level = mivaa_scan_best_level()
    }

    struct Candidate {
        var place: Int
        /// About the cosine.
        var score: Float
    }

    /// Chunks whose codes are closest to a vector, best first.
    ///
    /// - Parameters:
    ///   - allowed: those to look at.
    ///   - allowedCount: how many they are.
    func nearest(to vector: [Float], among allowed: ChunkBits, allowedCount: Int, limit: Int, effort: Effort = Effort()) -> [Candidate] {
        let query = PaddedQuery(vector, rowSize: rowSize)
        let slots: [UInt32]
        if allowedCount <= effort.directCount || count <= effort.directCount {
            slots = places.indices.filter { places[$0] != .max && allowed[Int(places[$0])] }.map { UInt32($0) }
        } else {
            slots = slotsWithFewestDifferences(from: query.bits, among: allowed, wanted: max(effort.nearCount, limit * 8), level: effort.level)
        }
        let scores = slots.map { score(of: Int($0), query, level: effort.level) }
        return best(scores, limit: min(limit, slots.count)).map {
            Candidate(place: Int(places[Int(slots[Int($0.index)])]), score: $0.weight)
        }
    }

    private func best(_ scores: [Float], limit: Int) -> [mivaa_scan_hit] {
        let all = [UInt64](repeating: ~0, count: scores.count / 64 + 1)
        return [mivaa_scan_hit](unsafeUninitializedCapacity: limit) { hits, count in
            guard let start = hits.baseAddress else { return }
            count = mivaa_scan_best(scores, all, scores.count, -.infinity, start, limit)
        }
    }

    private func score(of slot: Int, _ query: PaddedQuery, level: mivaa_scan_level) -> Float {
        let (block, inBlock) = (blocks[slot / Self.slotsOfBlock], slot % Self.slotsOfBlock)
        let product = query.values.withUnsafeBufferPointer { values in
            values.baseAddress.map { mivaa_scan_dot(level, block.rows + inBlock * rowSize, $0, rowSize) } ?? 0
        }
        return Float(product) * block.scales[inBlock] * query.scale
    }

    private func slotsWithFewestDifferences(from bits: [UInt64], among allowed: ChunkBits, wanted: Int, level: mivaa_scan_level) -> [UInt32] {
        let distances = distances(from: bits, level: level)
        return distances.withUnsafeBufferPointer { distances in
            places.withUnsafeBufferPointer { places in
                allowed.words.withUnsafeBufferPointer { allowed in
                    guard let distances = distances.baseAddress, let chunks = places.baseAddress, let allowed = allowed.baseAddress else {
                        return []
                    }
                    var histogram = [UInt32](repeating: 0, count: rowSize + 1)
                    mivaa_scan_histogram(distances, chunks, places.count, allowed, &histogram)
                    var (farthest, room) = (0, Int(histogram[0]))
                    while room < wanted, farthest < rowSize {
                        farthest += 1
                        room += Int(histogram[farthest])
                    }
                    return [UInt32](unsafeUninitializedCapacity: room) { slots, found in
                        guard let start = slots.baseAddress else { return }
                        found = mivaa_scan_collect(distances, chunks, places.count, allowed, UInt16(farthest), start, room)
                    }
                }
            }
        }
    }

    /// Differing bits of every slot, and some more to make the last group whole.
    private func distances(from bits: [UInt64], level: mivaa_scan_level) -> [UInt16] {
        let groupCount = (places.count + groupSize - 1) / groupSize
        return [UInt16](unsafeUninitializedCapacity: groupCount * groupSize) { distances, count in
            count = groupCount * groupSize
            guard let start = distances.baseAddress else { return }
            for (index, block) in blocks.enumerated() {
                let slot = index * Self.slotsOfBlock
                let groups = min(Self.slotsOfBlock, count - slot) / groupSize
                mivaa_scan_hamming(level, block.bits, groups, wordCount, bits, start + slot)
            }
        }
    }

    /// The vector that is looked for, in the forms of those that it is compared with.
    private struct PaddedQuery {
        let values: [Int8]
        let scale: Float
        let bits: [UInt64]

        init(_ vector: [Float], rowSize: Int) {
            let code = VectorCode(vector)
            scale = code.scale
            let values = code.values + [Int8](repeating: 0, count: rowSize - code.values.count)
            bits = values.withUnsafeBufferPointer { row in
                stride(from: 0, to: rowSize, by: 64).map { start in row.baseAddress.map { VectorCodes.bits(of: $0 + start) } ?? 0 }
            }
            self.values = values
        }
    }
}
