/// A text as bytes, with the small questions that rules ask. Positions are UTF-8 offsets; every question may be asked at any of them.
struct RuleText {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The byte at the position; 0 outside of the text.
    subscript(position: Int) -> UInt8 { bytes.indices.contains(position) ? bytes[position] : 0 }

    func isDigit(_ position: Int) -> Bool { (0x30...0x39).contains(self[position]) }
    func isUppercase(_ position: Int) -> Bool { (0x41...0x5A).contains(self[position]) }

    func isLetter(_ position: Int) -> Bool { (0x41...0x5A).contains(self[position] & 0xDF) }

    /// A letter, digit or any part of a character beyond ASCII (accented letters; signs too, which rarely touch a match).
    func isWordByte(_ position: Int) -> Bool { isLetter(position) || isDigit(position) || self[position] >= 0x80 }

    /// Whether a match may begin here: not within a word or a number.
    func isStart(_ position: Int) -> Bool {
        !isLetter(position - 1) && !isDigit(position - 1) && !(self[position - 1] >= 0x80 && isLetterBefore(position))
    }

    /// Whether a match may end here.
    func isEnd(_ position: Int) -> Bool { !isLetter(position) && !isDigit(position) && !(0xC3...0xD4).contains(self[position]) }

    /// Beyond ASCII, spaces (U+00A0, U+2007, U+202F), dashes and signs of money are no letters; what starts with C3 to D4 mostly is.
    private func isLetterBefore(_ position: Int) -> Bool {
        var start = position - 1
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return (0xC3...0xD4).contains(self[start])
    }

    /// The position after the text if it is here, in any case of its ASCII letters; `nil` when it is not.
    /// - Parameter expected: in lower case.
    func after(_ expected: StaticString, at position: Int) -> Int? {
        let count = expected.utf8CodeUnitCount
        guard position >= 0, position + count <= bytes.count else { return nil }
        for index in 0..<count {
            let byte = bytes[position + index]
            let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if folded != expected.utf8Start[index] { return nil }
        }
        return position + count
    }

    /// As `after`, case and all.
    func afterExactly(_ expected: StaticString, at position: Int) -> Int? {
        let count = expected.utf8CodeUnitCount
        guard position >= 0, position + count <= bytes.count else { return nil }
        for index in 0..<count where bytes[position + index] != expected.utf8Start[index] { return nil }
        return position + count
    }

    /// The position after the longest of the words that is here and ends here.
    func afterWord(of words: [StaticString], at position: Int, exactly: Bool = false) -> Int? {
        words.compactMap { exactly ? afterExactly($0, at: position) : after($0, at: position) }.filter(isEnd).max()
    }

    /// The position after at most one space: U+0020, U+00A0, U+2009 or U+202F.
    func afterSpace(at position: Int) -> Int {
        if self[position] == 0x20 { return position + 1 }
        if self[position] == 0xC2, self[position + 1] == 0xA0 { return position + 2 }
        if self[position] == 0xE2, self[position + 1] == 0x80, self[position + 2] == 0x89 || self[position + 2] == 0xAF { return position + 3 }
        return position
    }

    /// The position after at most `limit` digits.
    func afterDigits(at position: Int, limit: Int = 30) -> Int {
        var end = position
        while isDigit(end), end - position < limit { end += 1 }
        return end
    }

    /// The number that the digits make; `nil` for none or more than nine.
    func value(_ digits: Range<Int>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int(self[$1] &- 0x30) }
    }

    /// Bytes of a number from which it is a list or a table: looked for at every digit of it, it would take time without end.
    private static let longestNumber = 40

    /// The position after a number with thousands and decimals ("1,234.50", "1.234,50", "1 234", "0.5"); `nil` when there is none.
    func afterNumber(at position: Int) -> Int? {
        var end = afterDigits(at: position)
        guard end > position else { return nil }
        while end - position < Self.longestNumber {
            let isPoint = self[end] == UInt8(ascii: ",") || self[end] == UInt8(ascii: ".")
            let next = isPoint ? end + 1 : afterSpace(at: end)
            let group = afterDigits(at: next)
            guard next > end, group > next else { return end }
            // A space only parts groups of three, or "12 500" would swallow the next number of "2 10".
            if !isPoint, group - next != 3 || end - position > 3 && !isSpaced(position..<end) { return end }
            end = group
        }
        return end
    }

    private func isSpaced(_ range: Range<Int>) -> Bool { range.contains { !isDigit($0) } }
}
