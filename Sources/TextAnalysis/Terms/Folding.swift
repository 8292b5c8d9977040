import Foundation

/// Letters without case, accents and forms.
enum Folding {
    /// Appends the folded scalar in UTF-8.
    static func fold(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
        let value = scalar.value
        if value < 0x80 {
            bytes.append(value &- 0x41 < 26 ? UInt8(value) | 0x20 : UInt8(value))
        } else {
            bytes.append(contentsOf: folded(scalar).utf8)
        }
    }

    static func folded(_ scalar: Unicode.Scalar) -> String {
        if scalar.value < UInt32(table.count) { return table[Int(scalar.value)] }
        return scalar.isLatinOrGreekExtended || scalar.isForm ? decomposed(scalar) : scalar.properties.lowercaseMapping
    }

    /// Marks on letters, signs that are not seen. Vowel signs of Indian scripts are not among them.
    static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F,
            0x670, 0x6D6...0x6ED, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF:
            true
        default: false
        }
    }

    /// Up to Cyrillic, which is most of what is written with accents.
    private static let table: [String] = (0..<0x530).map { value in Unicode.Scalar(value).map(decomposed) ?? "" }

    /// Letters that do not come apart by themselves.
    private static let special: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ", "й": "й",
        "ŋ": "n", "ĸ": "k", "\u{02BC}": "", "\u{02D1}": "",
    ]

    private static func decomposed(_ scalar: Unicode.Scalar) -> String {
        // İ is i with a point above in lower case.
        let lower = scalar.properties.lowercaseMapping
        var result = ""
        for letter in lower.unicodeScalars {
            if let folded = special[letter] {
                result += folded
                continue
            }
            for part in String(letter).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars where !isLeftOut(part) {
                result += special[part] ?? String(part)
            }
        }
        return result.filter { !$0.isWhitespace }
    }
}

extension Unicode.Scalar {
    /// Latin and Greek letters with accents of Vietnamese, scholars and old Greek; mathematical letters.
    fileprivate var isLatinOrGreekExtended: Bool { (0x1E00...0x1FFF).contains(value) || (0x1D400...0x1D7FF).contains(value) }

    /// Ligatures, wide letters and half-wide Japanese, letters and digits in circles, raised and lowered ones.
    fileprivate var isForm: Bool {
        switch value {
        case 0x2070...0x209C, 0x2460...0x24FF, 0xFB00...0xFB4F, 0xFB50...0xFDFB, 0xFE70...0xFEFC, 0xFF10...0xFF9F: true
        default: false
        }
    }
}
