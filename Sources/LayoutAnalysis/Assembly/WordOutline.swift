/// Length, first and last letter of an ASCII word, whatever the case: words with different outlines are different words.
struct WordOutline: Hashable {
    private let bits: UInt32

    /// `nil` for words with other letters: their case is not a matter of one bit.
    init?(_ word: Substring.UTF8View) {
        var count: UInt32 = 0, first: UInt8 = 0, last: UInt8 = 0
        for byte in word {
            guard byte < 0x80 else { return nil }
            if count == 0 { first = byte }
            last = byte
            count += 1
        }
        // The bit in which capitals and small letters differ; digits have it set.
        let small: UInt8 = 0x20
        bits = count << 16 | UInt32(first | small) << 8 | UInt32(last | small)
    }
}
