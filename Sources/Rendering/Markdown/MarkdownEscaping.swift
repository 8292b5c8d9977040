/// Decides which characters need a backslash: those that CommonMark or GitHub would act on where they stand, and no others.
struct MarkdownEscaping {
    private let text: InlineText
    private let inPipeCell: Bool
    /// The last tilde that could end a struck-out text; -1 for none. Escaping what could begin one before it is enough.
    private let lastStrikeEnd: Int

    init(_ text: InlineText, inPipeCell: Bool) {
        self.text = text
        self.inPipeCell = inPipeCell
        lastStrikeEnd = text.bytes.indices.last { $0 > 0 && text.bytes[$0] == UInt8(ascii: "~") && text.bytes[$0 - 1] != 0x20 } ?? -1
    }

    /// Writes a range; returns whether anything had to be escaped.
    func write(_ range: Range<Int>, leadEscape: Int, to writer: inout SourceWriter) -> Bool {
        let isSpecial = Self.isSpecial
        var start = range.lowerBound
        var isEscaped = false
        for index in range where index == leadEscape || (isSpecial[Int(text.bytes[index])] && needsEscape(index)) {
            writer.write(text.bytes[start..<index])
            writer.write("\\")
            start = index
            isEscaped = true
        }
        writer.write(text.bytes[start..<range.upperBound])
        return isEscaped
    }

    /// Writes a range of inline code; returns whether anything had to be escaped (only bars in a table).
    func writeCode(_ range: Range<Int>, to writer: inout SourceWriter) -> Bool {
        guard inPipeCell, text.bytes[range].contains(UInt8(ascii: "|")) else {
            writer.write(text.bytes[range])
            return false
        }
        for index in range {
            if text.bytes[index] == UInt8(ascii: "|") { writer.write("\\") }
            writer.write(byte: text.bytes[index])
        }
        return true
    }

    private static let isSpecial: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in "\\`*_[]<&|~!".utf8 { table[Int(byte)] = true }
        return table
    }()

    private func byte(_ index: Int) -> UInt8 {
        index >= 0 && index < text.bytes.count ? text.bytes[index] : 0x20
    }

    private func needsEscape(_ index: Int) -> Bool {
        let next = byte(index + 1)
        switch text.bytes[index] {
        case UInt8(ascii: "`"): return true
        case UInt8(ascii: "|"): return inPipeCell
        case UInt8(ascii: "\\"): return next.isASCIIPunctuation || isMarked(index) || endsRun(index)
        case UInt8(ascii: "*"): return !isIdle(index)
        case UInt8(ascii: "_"): return !isIdleUnderscore(index)
        case UInt8(ascii: "["): return next == UInt8(ascii: "^") || isInLink(index)
        case UInt8(ascii: "]"): return next == UInt8(ascii: "(") || isInLink(index) || endsRun(index)
        case UInt8(ascii: "<"): return next.isASCIILetter || "/!?".utf8.contains(next)
        case UInt8(ascii: "&"): return startsReference(index)
        case UInt8(ascii: "~"): return index < lastStrikeEnd && next != 0x20
        case UInt8(ascii: "!"): return next == UInt8(ascii: "[") || endsRun(index)
        default: return false
        }
    }

    /// Underscores inside an ASCII word or between spaces neither open nor close emphasis.
    private func isIdleUnderscore(_ index: Int) -> Bool {
        var start = index, end = index
        while byte(start - 1) == UInt8(ascii: "_") { start -= 1 }
        while byte(end + 1) == UInt8(ascii: "_") { end += 1 }
        let before = byte(start - 1), after = byte(end + 1)
        if before == 0x20 && after == 0x20 { return !isMarked(index) }
        return isASCIIWord(before) && isASCIIWord(after) && !endsRun(end)
    }

    private func isASCIIWord(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte.isASCIIDigit }

    /// A sign between spaces does nothing, unless delimiters of ours may come to stand beside it.
    private func isIdle(_ index: Int) -> Bool {
        byte(index - 1) == 0x20 && byte(index + 1) == 0x20 && !isMarked(index)
    }

    private func isMarked(_ index: Int) -> Bool {
        run(at: index).map { !$0.style.isEmpty || $0.link != nil } ?? false
    }

    private func isInLink(_ index: Int) -> Bool { run(at: index)?.link != nil }

    /// Whether markup of ours follows the character.
    private func endsRun(_ index: Int) -> Bool {
        run(at: index).map { $0.range.upperBound == index + 1 && $0.range.upperBound < text.bytes.count } ?? false
    }

    private func run(at index: Int) -> InlineText.Run? {
        var low = 0, high = text.runs.count
        while low < high {
            let middle = (low + high) / 2
            if text.runs[middle].range.upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < text.runs.count ? text.runs[low] : nil
    }

    /// `&name;`, `&#12;` or `&#x1F;` would be read as one character.
    private func startsReference(_ index: Int) -> Bool {
        var end = index + 1
        if byte(end) == UInt8(ascii: "#") { end += 1 }
        let start = end
        while isASCIIWord(byte(end)), end - start < Self.longestReference { end += 1 }
        return end > start && byte(end) == UInt8(ascii: ";")
    }

    /// Letters in the longest name of HTML's table (CounterClockwiseContourIntegral).
    private static let longestReference = 31
}

extension MarkdownEscaping {
    /// The byte at the start of a paragraph to put a backslash before so that it stays a paragraph; -1 when it is one anyway.
    static func leadEscape(_ bytes: [UInt8]) -> Int {
        guard let first = bytes.first else { return -1 }
        let second = bytes.count > 1 ? bytes[1] : 0x20
        switch first {
        case UInt8(ascii: "#"): return isHeadingMark(bytes) ? 0 : -1
        case UInt8(ascii: ">"), UInt8(ascii: "["): return 0
        case UInt8(ascii: "+"): return second == 0x20 ? 0 : -1
        case UInt8(ascii: "-"): return second == 0x20 || isBreak(bytes) ? 0 : -1
        case UInt8(ascii: "*"): return second == 0x20 || isBreak(bytes) ? 0 : -1
        case UInt8(ascii: "_"): return isBreak(bytes) ? 0 : -1
        default: return first.isASCIIDigit ? numberMark(bytes) : -1
        }
    }

    /// First `#` of a run at the end of a heading, which would be taken for a closing sequence; -1 when there is none.
    static func closingSequence(_ bytes: [UInt8]) -> Int {
        guard bytes.last == UInt8(ascii: "#") else { return -1 }
        var start = bytes.count - 1
        while start > 0, bytes[start - 1] == UInt8(ascii: "#") { start -= 1 }
        return start == 0 || bytes[start - 1] == 0x20 ? start : -1
    }

    private static func isHeadingMark(_ bytes: [UInt8]) -> Bool {
        let count = bytes.prefix { $0 == UInt8(ascii: "#") }.count
        return count <= 6 && (count == bytes.count || bytes[count] == 0x20)
    }

    /// `***`, `- - -`: a thematic break.
    private static func isBreak(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 == bytes[0] || $0 == 0x20 }
    }

    /// Position of the `.` or `)` of "12." or "12)" when a space or nothing follows.
    private static func numberMark(_ bytes: [UInt8]) -> Int {
        let digits = bytes.prefix { $0.isASCIIDigit }.count
        guard digits <= 9, digits < bytes.count else { return -1 }
        guard bytes[digits] == UInt8(ascii: ".") || bytes[digits] == UInt8(ascii: ")") else { return -1 }
        return digits + 1 == bytes.count || bytes[digits + 1] == 0x20 ? digits : -1
    }
}
