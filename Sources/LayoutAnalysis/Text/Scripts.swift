/// What a Unicode scalar means for word and line building; ranges follow the Unicode 16 block list.
enum Scripts {
    /// Space separators, tabs and line ends, no-break spaces included; zero-width spaces too.
    @inline(__always)
    static func isSpace(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0xA0 || (scalar >= 0x09 && scalar <= 0x0D) || scalar == 0x3000
            || (scalar >= 0x2000 && scalar <= 0x200B) || scalar == 0x202F || scalar == 0x205F || scalar == 0x1680
            || scalar == 0xFEFF
    }

    /// Scripts written without spaces between words: Han, kana, CJK punctuation and full-width forms (not Hangul).
    @inline(__always)
    static func isUnspaced(_ scalar: UInt32) -> Bool {
        if scalar < 0x2E80 { return false }
        return (scalar <= 0x30FF) || (scalar >= 0x31F0 && scalar <= 0x4DBF) || (scalar >= 0x4E00 && scalar <= 0x9FFF)
            || (scalar >= 0xF900 && scalar <= 0xFAFF) || (scalar >= 0xFE30 && scalar <= 0xFE4F)
            || (scalar >= 0xFF00 && scalar <= 0xFFEF) || (scalar >= 0x20000 && scalar <= 0x3FFFF)
    }

    /// Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms.
    @inline(__always)
    static func isRightToLeft(_ scalar: UInt32) -> Bool {
        if scalar < 0x0590 { return false }
        return scalar <= 0x08FF || (scalar >= 0xFB1D && scalar <= 0xFDFF) || (scalar >= 0xFE70 && scalar <= 0xFEFE)
            || (scalar >= 0x10800 && scalar <= 0x10FFF) || scalar == 0x200F
    }

    /// Marks that sit on the glyph before them.
    @inline(__always)
    static func isCombining(_ scalar: UInt32) -> Bool {
        if scalar < 0x0300 { return false }
        return scalar <= 0x036F || (scalar >= 0x0483 && scalar <= 0x0489) || (scalar >= 0x0591 && scalar <= 0x05BD)
            || (scalar >= 0x064B && scalar <= 0x065F) || (scalar >= 0x1AB0 && scalar <= 0x1AFF)
            || (scalar >= 0x1DC0 && scalar <= 0x1DFF) || (scalar >= 0x20D0 && scalar <= 0x20FF)
            || (scalar >= 0x3099 && scalar <= 0x309A) || (scalar >= 0xFE20 && scalar <= 0xFE2F)
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool {
        (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0x660 && scalar <= 0x669) || (scalar >= 0x6F0 && scalar <= 0x6F9)
    }

    /// Control and format characters that carry no text.
    @inline(__always)
    static func isIgnorable(_ scalar: UInt32) -> Bool {
        scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) || scalar == 0xAD || (scalar >= 0x200B && scalar <= 0x200F)
            || (scalar >= 0x202A && scalar <= 0x202E) || (scalar >= 0x2060 && scalar <= 0x2064)
            || (scalar >= 0xFFF9 && scalar <= 0xFFFB) || scalar == 0xFEFF
    }
}
