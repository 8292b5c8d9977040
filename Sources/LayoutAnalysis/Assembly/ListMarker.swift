/// The sign or number a list item starts with.
struct ListMarker: Hashable {
    enum Style: Hashable { case bullet, dash, decimal, letter, roman, circled, ideographic }

    var style: Style
    /// Position in the list that the marker stands for; 0 for bullets.
    var value: Int
    /// Characters of the marker itself.
    var length: Int
    /// Characters up to the text: marker and spaces.
    var lengthWithSpace: Int

    var isOrdered: Bool { style != .bullet && style != .dash }

    /// Three digits are the largest list numbers in use; "2019." at a line start is a year.
    private static let longestNumber = 3

    private init(style: Style, value: Int, length: Int, lengthWithSpace: Int) {
        self.style = style
        self.value = value
        self.length = length
        self.lengthWithSpace = lengthWithSpace
    }

    /// `nil` when the characters do not start with a marker followed by text or by the line's end.
    init?(startOf scalars: [UInt32]) {
        guard let first = scalars.first, let found = Self.bullet(first) ?? Self.counted(scalars) else { return nil }
        var next = found.length
        while next < scalars.count, ScalarKinds.isSpace(scalars[next]) { next += 1 }
        let isAttached = next == found.length && next < scalars.count
        if isAttached && !Self.mayTouchText(found, before: scalars[next]) { return nil }
        self = ListMarker(style: found.style, value: found.value, length: found.length, lengthWithSpace: next)
    }

    private static func mayTouchText(_ marker: ListMarker, before next: UInt32) -> Bool {
        switch marker.style {
        case .bullet, .circled, .ideographic: true
        case .dash: false
        case .decimal, .letter, .roman: ScalarKinds.isIdeographic(next)
        }
    }

    private static func bullet(_ scalar: UInt32) -> ListMarker? {
        switch scalar {
        case 0x2022, 0x2023, 0x25E6, 0x25AA, 0x25AB, 0x25A0, 0x25A1, 0x25CF, 0x25CB, 0x2219, 0xB7, 0x2043, 0x27A2, 0x27A4, 0x25BA,
            0x25B6, 0x25B8, 0x25B9, 0x2713, 0x2714, 0x2756, 0x2666, 0x25C6, 0x25C7, 0x2B25, 0x2B22, 0x2610, 0x2611, 0x2612, 0x2794,
            0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF02D, 0x30FB:
            ListMarker(style: .bullet, value: 0, length: 1, lengthWithSpace: 1)
        case 0x2D, 0x2010, 0x2011, 0x2013, 0x2014, 0x2212, 0x2A, 0x2B:
            ListMarker(style: .dash, value: 0, length: 1, lengthWithSpace: 1)
        case 0x2460...0x2473: ListMarker(style: .circled, value: Int(scalar - 0x2460) + 1, length: 1, lengthWithSpace: 1)
        default: nil
        }
    }

    /// "1.", "1)", "(1)", "a)", "iv.", "一、".
    private static func counted(_ scalars: [UInt32]) -> ListMarker? {
        let opens = scalars[0] == 0x28 || scalars[0] == 0xFF08
        let start = opens ? 1 : 0
        var end = start
        while end < scalars.count, end - start <= 6, isCounter(scalars[end]) { end += 1 }
        guard end > start, end < scalars.count, let (style, value) = counter(scalars[start..<end]) else { return nil }
        switch scalars[end] {
        case 0x29, 0xFF09: break
        case 0x2E, 0xFF0E, 0x3001: if opens { return nil }
        default: return nil
        }
        return ListMarker(style: style, value: value, length: end + 1, lengthWithSpace: end + 1)
    }

    private static func isCounter(_ scalar: UInt32) -> Bool {
        ScalarKinds.isDigit(scalar) || (scalar < 0x80 && ScalarKinds.isLetter(scalar)) || ideographicDigits.contains(scalar)
    }

    private static let ideographicDigits: [UInt32] = [0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341]

    private static func counter(_ scalars: ArraySlice<UInt32>) -> (Style, Int)? {
        if scalars.allSatisfy(ScalarKinds.isDigit) {
            guard scalars.count <= longestNumber else { return nil }
            return (.decimal, scalars.reduce(0) { $0 * 10 + Int($1 & 0xF) })
        }
        if scalars.allSatisfy(ideographicDigits.contains) {
            return (.ideographic, (ideographicDigits.firstIndex(of: scalars[scalars.startIndex]) ?? 0) + 1)
        }
        if let value = RomanNumeral.value(of: scalars), scalars.count > 1 || value == 1 { return (.roman, value) }
        guard scalars.count == 1, let letter = scalars.first, letter < 0x80, ScalarKinds.isLetter(letter) else { return nil }
        return (.letter, Int((letter | 0x20) - 0x61) + 1)
    }
}
