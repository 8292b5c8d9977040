/// One bit for each chunk of a catalogue, by its place there.
struct ChunkBits: Sendable {
    private(set) var words: [UInt64]
    let count: Int

    /// No bit is set.
    init(count: Int) {
        self.count = count
        // One more, so that there is always a word to point at.
        words = [UInt64](repeating: 0, count: count / 64 + 1)
    }

    subscript(index: Int) -> Bool { words[index / 64] >> (index % 64) & 1 == 1 }

    mutating func set(_ index: Int) { words[index / 64] |= 1 << (index % 64) }

    mutating func clear(_ index: Int) { words[index / 64] &= ~(1 << (index % 64)) }

    mutating func set(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let (first, last) = (range.lowerBound / 64, (range.upperBound - 1) / 64)
        let start = ~UInt64(0) << (range.lowerBound % 64)
        let end = ~UInt64(0) >> (63 - (range.upperBound - 1) % 64)
        if first == last {
            words[first] |= start & end
        } else {
            words[first] |= start
            for word in (first + 1)..<last { words[word] = ~0 }
            words[last] |= end
        }
    }

    mutating func intersect(_ other: ChunkBits) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func subtract(_ other: ChunkBits) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Clears bits for which the condition does not hold.
    mutating func keep(where condition: (Int) -> Bool) {
        for word in words.indices where words[word] != 0 {
            var left = words[word]
            while left != 0 {
                let bit = left.trailingZeroBitCount
                left &= left - 1
                if !condition(word * 64 + bit) { words[word] &= ~(1 << bit) }
            }
        }
    }

    var setCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
