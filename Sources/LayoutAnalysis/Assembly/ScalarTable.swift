/// Letter and case of Unicode scalars, the alphabets' looked up once: the standard library searches its tables at every question.
enum ScalarTable {
    struct Kinds: OptionSet {
        let rawValue: UInt8
        static let letter = Kinds(rawValue: 1)
        static let upper = Kinds(rawValue: 2)
        static let lower = Kinds(rawValue: 4)
    }

    /// End of the table: past the alphabets of Europe and the Near East, accents, and general punctuation.
    private static let end: UInt32 = 0x2100
    private static let table: [Kinds] = (0..<end).map(lookedUp)

    /// The private use area: symbols of fonts, never letters.
    private static let privateUse: ClosedRange<UInt32> = 0xE000...0xF8FF

    static func kinds(of scalar: UInt32) -> Kinds {
        if scalar < end { return table[Int(scalar)] }
        return privateUse.contains(scalar) ? [] : lookedUp(scalar)
    }

    private static func lookedUp(_ scalar: UInt32) -> Kinds {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return [] }
        var kinds: Kinds = []
        if properties.isAlphabetic { kinds.insert(.letter) }
        if properties.isUppercase { kinds.insert(.upper) }
        if properties.isLowercase { kinds.insert(.lower) }
        return kinds
    }
}
