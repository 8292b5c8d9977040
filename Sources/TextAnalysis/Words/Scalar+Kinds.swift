extension Unicode.Scalar {
    /// Letters, and marks that belong to letters.
    var isLetter: Bool {
        if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: return true
        default: return false
        }
    }

    var isDigit: Bool {
        value < 0x80 ? value &- 0x30 < 10 : properties.generalCategory == .decimalNumber
    }

    var isWordPart: Bool { isLetter || isDigit }

    var isUppercase: Bool {
        value < 0x80 ? value &- 0x41 < 26 : properties.isUppercase
    }

    var isLowercase: Bool {
        value < 0x80 ? value &- 0x61 < 26 : properties.isLowercase
    }

    var isSpace: Bool {
        value < 0x80 ? value == 0x20 || value &- 0x09 < 5 : properties.isWhitespace
    }

    /// ' in both writings.
    var isApostrophe: Bool { self == "'" || self == "\u{2019}" }

    /// - in the writings that join words.
    var isHyphen: Bool { self == "-" || self == "\u{2010}" || self == "\u{2011}" }
}
