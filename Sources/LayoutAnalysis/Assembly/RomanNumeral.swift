/// Roman numbers as page and list numbers use them.
enum RomanNumeral {
    /// The value of a numeral in one case; `nil` when it is none or too long to be a page number.
    static func value(of scalars: ArraySlice<UInt32>) -> Int? {
        guard let first = scalars.first, scalars.count <= 8 else { return nil }
        let isLower = first >= 0x61
        var total = 0
        var previous = 0
        for scalar in scalars.reversed() {
            guard (scalar >= 0x61) == isLower, let digit = digit(scalar | 0x20) else { return nil }
            total += digit < previous ? -digit : digit
            previous = max(previous, digit)
        }
        return total
    }

    private static func digit(_ lower: UInt32) -> Int? {
        switch lower {
        case 0x69: 1
        case 0x76: 5
        case 0x78: 10
        case 0x6C: 50
        case 0x63: 100
        default: nil
        }
    }
}
