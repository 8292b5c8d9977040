import CSearchScan
import Foundation
import Testing

@testable import Persistence

@Suite("Lists of chunks that have a word")
struct PostingListTests {
    /// Chunks 10, 11, 300 and 70,000; in the second the word is only in the title.
    private static let list: PostingList = {
        var list = PostingList(before: 9)
        for (number, times, title) in [(10, 1, false), (11, 0, true), (300, 7, false), (70_000, 200, true)] as [(UInt64, Int, Bool)] {
            list.add(number, times: times, isInHeadings: number == 300, isInTitle: title)
            list.addPositions([UInt32(number), UInt32(number) + 5])
        }
        return list
    }()

    /// What the scan finds in the first `bytes`.
    private func scan(_ bytes: ArraySlice<UInt8>, first: UInt64 = 1, count: Int = 70_001, room: Int = 10) -> [mivaa_scan_hit] {
        let bytes = Array(bytes)
        let (scope, lengths) = ([UInt64](repeating: ~0, count: count / 64 + 1), [UInt16](repeating: 100, count: count))
        var view = mivaa_scan_view(
            first: first, count: count, scope: nil, lengths: nil, length_base: 0.25, length_slope: 0.0075, heading_weight: 0.5, title_weight: 2)
        var hits = [mivaa_scan_hit](repeating: mivaa_scan_hit(), count: room)
        let found = scope.withUnsafeBufferPointer { scope in
            lengths.withUnsafeBufferPointer { lengths in
                (view.scope, view.lengths) = (scope.baseAddress, lengths.baseAddress)
                return mivaa_scan_postings(bytes, bytes.count, 9, &view, &hits, room)
            }
        }
        return Array(hits.prefix(found))
    }

    @Test("what is written is read: chunks, times, fields and places")
    func roundTrip() {
        Self.list.postings.withUnsafeBytes { postings in
            Self.list.positions.withUnsafeBytes { positions in
                var reader = PostingReader(postings: postings, positions: positions, before: 9)
                var read: [[UInt64]] = []
                while let posting = reader.next() {
                    read.append([posting.number, posting.times, posting.flags])
                    #expect(reader.positionList() == [UInt32(posting.number), UInt32(posting.number) + 5])
                }
                #expect(read == [[10, 1, 0], [11, 0, 4], [300, 7, 2], [70_000, 200, 4]])
            }
        }
    }

    @Test("the scan weighs times, fields and length, and passes over what is out of sight")
    func weights() {
        let hits = scan(Self.list.postings[...])
        #expect(hits.map(\.index) == [9, 10, 299, 69_999])
        let expected: [Float] = [1 / 2, 2 / 3, 7.5 / 8.5, 202 / 203]
        #expect(zip(hits, expected).allSatisfy { abs($0.weight - $1) < 1e-6 })
        #expect(scan(Self.list.postings[...], first: 11).map(\.index) == [0, 289, 69_989])
        #expect(scan(Self.list.postings[...], count: 299).map(\.index) == [9, 10])
        #expect(scan(Self.list.postings[...], room: 1).map(\.index) == [9])
    }

    @Test("a list that is cut short or damaged gives fewer hits and reads nothing beyond")
    func damage() {
        for length in 0..<Self.list.postings.count { #expect(scan(Self.list.postings.prefix(length)).count <= 4) }
        for _ in 0..<500 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255) }
            #expect(scan(bytes[...]).allSatisfy { $0.index < 70_001 })
            bytes.withUnsafeBytes { bytes in
                var reader = PostingReader(postings: bytes, positions: bytes, before: 0)
                while reader.next() != nil { #expect(reader.positionList().count <= 20) }
            }
        }
        #expect(scan([UInt8](repeating: 0xFF, count: 20)[...]).isEmpty)
    }
}
