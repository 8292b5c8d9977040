/// A word, a number or a sign of a text, with its place.
struct WordToken: Hashable, Sendable {
    /// UTF-8 offsets.
    var range: Range<Int>
    /// As it is compared: dashes and quotes of all kinds are one; capitals are kept.
    var text: String
    /// Whether it is a sign and no word or number.
    var isSign: Bool

    /// Letters and digits that follow each other are a word; single points, commas, hyphens and apostrophes between them belong to it;
    /// every other sign, and every character of a script without spaces, stands for itself.
    static func cut(_ text: String) -> [WordToken] {
        var cutter = TokenCutter()
        for scalar in text.unicodeScalars { cutter.take(scalar) }
        return cutter.finish()
    }
}

private struct TokenCutter {
    private var tokens: [WordToken] = []
    private var word = String.UnicodeScalarView()
    private var wordRange = 0..<0
    /// A sign behind the word, which belongs to it when letters or digits follow.
    private var joint: (scalar: Unicode.Scalar, range: Range<Int>)?
    private var offset = 0

    mutating func take(_ scalar: Unicode.Scalar) {
        let range = offset..<offset + UTF8.width(scalar)
        offset = range.upperBound
        if scalar.isWordPart {
            if word.isEmpty { wordRange = range }
            if let joint { word.append(joint.scalar) }
            joint = nil
            word.append(scalar)
            wordRange = wordRange.lowerBound..<range.upperBound
        } else if scalar.value == 0xAD {
            // A soft hyphen is a place to break a line and no part of the word.
            return
        } else if joint == nil, !word.isEmpty, scalar.folded.joinsWords {
            joint = (scalar.folded, range)
        } else {
            endWord()
            if !scalar.properties.isWhitespace { tokens.append(WordToken(range: range, text: String(scalar.folded), isSign: !scalar.isIdeograph)) }
        }
    }

    mutating func finish() -> [WordToken] {
        endWord()
        return tokens
    }

    private mutating func endWord() {
        if !word.isEmpty { tokens.append(WordToken(range: wordRange, text: String(word), isSign: false)) }
        if let joint { tokens.append(WordToken(range: joint.range, text: String(joint.scalar), isSign: true)) }
        word = String.UnicodeScalarView()
        joint = nil
    }
}

extension Unicode.Scalar {
    fileprivate var isWordPart: Bool {
        if value < 0x80 { return (value | 0x20) &- 0x61 < 26 || value &- 0x30 < 10 }
        guard !isIdeograph else { return false }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .decimalNumber:
            return true
        default: return false
        }
    }

    /// Han, Kana, Hangul syllables, Thai: scripts whose words have no spaces between them, or whose characters say as much as words.
    fileprivate var isIdeograph: Bool {
        switch value {
        case 0x0E00...0x0E7F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F: true
        default: false
        }
    }

    fileprivate var joinsWords: Bool { self == "." || self == "," || self == "-" || self == "'" || self == ":" || self == "/" }

    /// One sign for all that are written for the same thing: programs replace them without anybody noticing.
    fileprivate var folded: Unicode.Scalar {
        switch value {
        case 0x2010...0x2015, 0x2212: "-"
        case 0x2018, 0x2019, 0x201A, 0x2032, 0x60, 0xB4: "'"
        case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: "\""
        case 0x2022, 0x25CF, 0x25AA, 0xB7: "\u{2022}"
        default: self
        }
    }
}
