/// Questions about single Unicode scalar values, answered by ranges: the assembly asks them for every character of a document,
/// and the standard library's property tables cost ten times as much.
enum ScalarKinds {
    static func isSpace(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x09 || scalar == 0xA0 || scalar == 0x3000 || (scalar >= 0x2000 && scalar <= 0x200A)
    }

    static func isDigit(_ scalar: UInt32) -> Bool {
        (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0xFF10 && scalar <= 0xFF19)
            || (scalar >= 0x660 && scalar <= 0x669) || (scalar >= 0x6F0 && scalar <= 0x6F9)
    }

    static func isLower(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A }
        return !isCaseless(scalar) && ScalarTable.kinds(of: scalar).contains(.lower)
    }

    static func isUpper(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A }
        return !isCaseless(scalar) && ScalarTable.kinds(of: scalar).contains(.upper)
    }

    static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (scalar | 0x20) >= 0x61 && (scalar | 0x20) <= 0x7A }
        if isIdeographic(scalar) || isHangul(scalar) { return true }
        return ScalarTable.kinds(of: scalar).contains(.letter)
    }

    /// Written without spaces between words: Han, kana and their punctuation, full-width forms.
    static func isIdeographic(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x2E80 else { return false }
        return scalar <= 0x312F || (scalar >= 0x31A0 && scalar <= 0x9FFF) || (scalar >= 0xF900 && scalar <= 0xFAFF)
            || (scalar >= 0xFE30 && scalar <= 0xFE4F) || (scalar >= 0xFF00 && scalar <= 0xFFEF)
            || (scalar >= 0x20000 && scalar <= 0x3FFFF)
    }

    static func isHangul(_ scalar: UInt32) -> Bool {
        (scalar >= 0xAC00 && scalar <= 0xD7AF) || (scalar >= 0x1100 && scalar <= 0x11FF) || (scalar >= 0x3130 && scalar <= 0x318F)
    }

    /// Han, kana and Hangul, which need no look at the tables for capitals.
    private static func isCaseless(_ scalar: UInt32) -> Bool {
        (scalar >= 0x2E80 && scalar <= 0x9FFF) || (scalar >= 0xAC00 && scalar <= 0xD7FF)
    }

    /// Hebrew, Arabic and their neighbours.
    static func isRightToLeft(_ scalar: UInt32) -> Bool {
        (scalar >= 0x590 && scalar <= 0x8FF) || (scalar >= 0xFB1D && scalar <= 0xFDFF) || (scalar >= 0xFE70 && scalar <= 0xFEFE)
    }

    static func isSentenceEnd(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2E, 0x21, 0x3F, 0x3A, 0x2026, 0x3002, 0xFF0E, 0xFF01, 0xFF1F, 0xFF1A, 0x61F, 0x6D4, 0x964: true
        default: false
        }
    }

    /// Marks that may follow the end of a sentence: quotes and closing brackets.
    static func isClosing(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0x3011, 0xFF09: true
        default: false
        }
    }

    static func isHyphen(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || scalar == 0xAD || scalar == 0x2010 || scalar == 0x2011
    }

    /// Operators, relations, arrows and mathematical letters: what formulas are made of beside ordinary letters.
    static func isMathematical(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3D, 0x2B, 0xB1, 0xD7, 0xF7, 0x3C, 0x3E: true
        case 0x2190...0x21FF, 0x2200...0x22FF, 0x27C0...0x27EF, 0x2980...0x2AFF, 0x1D400...0x1D7FF: true
        default: false
        }
    }
}
