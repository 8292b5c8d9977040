import Glibc

/// Finds streams that grow without measure when they are decompressed: files of some kilobytes that ask readers for gigabytes.
///
/// Readers here have their memory limited, so such a file costs a child at most; it is told because other programs get the original.
struct StreamInflation {
    let bytes: UnsafeRawBufferPointer

    /// What one stream may become whatever its size: the largest pictures of real catalogues have some 50 MB.
    private static let harmlessBytes = 64 << 20
    /// Times that deflate makes data smaller at most (zlib's own documentation): shorter streams cannot pass `harmlessBytes`.
    private static let mostShrinking = 1032
    /// Times a stream may grow beyond the harmless size: line art of real files grows some 50 times, empty data 1,000 times.
    private static let suspiciousGrowth = 200
    /// Looked at in all, decompressed: the time this takes must stay some seconds.
    private static let budgetBytes = 2 << 30
    /// How far before its stream a dictionary may begin.
    private static let dictionaryBytes = 512
    /// Of a stream that is compressed twice, what the first step may give.
    private static let outerBytes = 4 << 20

    func isSuspicious() -> Bool {
        var budget = Self.budgetBytes
        var position = 0
        while budget > 0, let (begin, filters) = nextStream(from: position) {
            position = begin
            guard filters > 0 else { continue }
            let length = end(of: begin) - begin
            guard filters > 1 || length * Self.mostShrinking > Self.harmlessBytes else { continue }
            let compressed = UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + length])
            let inflated = filters > 1 ? inflatedTwice(compressed, budget) : Inflater.count(compressed, limitBytes: budget)
            if inflated > Self.harmlessBytes, inflated / max(1, length) >= Self.suspiciousGrowth { return true }
            budget -= inflated
        }
        return false
    }

    private func inflatedTwice(_ compressed: UnsafeRawBufferPointer, _ limit: Int) -> Int {
        Inflater.inflate(compressed, limitBytes: Self.outerBytes).withUnsafeBytes { Inflater.count($0, limitBytes: limit) }
    }

    /// Where the next stream's bytes begin, and how many times they are deflated; `nil` when there is none.
    private func nextStream(from start: Int) -> (begin: Int, filters: Int)? {
        var position = start
        while let found = find("stream", from: position) {
            position = found + 6
            // "endstream" ends one.
            if found >= 3, bytes[found - 3..<found].elementsEqual("end".utf8) { continue }
            var begin = position
            if begin < bytes.count, bytes[begin] == 0x0D { begin += 1 }
            if begin < bytes.count, bytes[begin] == 0x0A { begin += 1 }
            return (begin, deflations(before: found))
        }
        return nil
    }

    /// Filters of the dictionary that ends there (ISO 32000-2 7.4).
    private func deflations(before end: Int) -> Int {
        var count = 0
        var position = dictionary(before: end)
        while let found = find("/FlateDecode", from: position), found < end {
            count += 1
            position = found + 1
        }
        return count
    }

    /// Where it begins: behind the last "obj", which also ends "endobj".
    private func dictionary(before end: Int) -> Int {
        var begin = max(0, end - Self.dictionaryBytes)
        while let found = find("obj", from: begin), found < end { begin = found + 3 }
        return begin
    }

    private func end(of begin: Int) -> Int { find("endstream", from: begin) ?? bytes.count }

    private func find(_ word: StaticString, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let length = word.utf8CodeUnitCount
        var position = start
        while position + length <= bytes.count,
            let first = memchr(base + position, Int32(word.utf8Start.pointee), bytes.count - length + 1 - position)
        {
            if memcmp(first, word.utf8Start, length) == 0 { return UnsafeRawPointer(first) - base }
            position = UnsafeRawPointer(first) - base + 1
        }
        return nil
    }
}
