import Foundation

/// Text to the 77 numbers that CLIP's text tower reads.
package struct CLIPTokenizer: Sendable {
    package static let length = 77
    /// Scalars that are looked at: 77 tokens never reach farther, but a single endless word would cost its length squared.
    private static let scalarLimit = 4096

    private let vocabulary: CLIPVocabulary

    package init(vocabulary: CLIPVocabulary) {
        self.vocabulary = vocabulary
    }

    /// Start, the text's tokens as far as there is room, end, zeros.
    package func encode(_ text: String) -> [Int32] {
        let tokens = [CLIPVocabulary.start] + self.tokens(of: text).prefix(Self.length - 2) + [CLIPVocabulary.end]
        return tokens + [Int32](repeating: 0, count: Self.length - tokens.count)
    }

    /// The tokens of the text alone.
    package func tokens(of text: String) -> [Int32] {
        Self.words(of: text).flatMap { word in
            switch word {
            case Self.startMark: [CLIPVocabulary.start]
            case Self.endMark: [CLIPVocabulary.end]
            default: vocabulary.tokens(ofWord: word.utf8)
            }
        }
    }

    private static let startMark = "<|startoftext|>"
    private static let endMark = "<|endoftext|>"
    private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { Array($0.unicodeScalars) }

    /// Runs of letters, single digits, runs of other signs; contractions and marks apart. As CLIP's regular expression does.
    static func words(of text: String) -> [String] {
        let scalars = lowercased(Array(cleaned(text).unicodeScalars.prefix(scalarLimit)))
        var words: [String] = []
        var index = 0
        while index < scalars.count {
            let kind = Kind(scalars[index])
            var end = index + 1
            if let special = special(in: scalars, at: index) {
                end = index + special
            } else if kind == .space {
                index = end
                continue
            } else if kind != .number {
                while end < scalars.count, Kind(scalars[end]) == kind { end += 1 }
            }
            words.append(String(String.UnicodeScalarView(scalars[index..<end])))
            index = end
        }
        return words
    }

    /// How many scalars a mark or contraction takes that begins there; `nil` when none does.
    private static func special(in scalars: [Unicode.Scalar], at index: Int) -> Int? {
        guard scalars[index] == "<" || scalars[index] == "'" else { return nil }
        let rest = scalars[index...]
        for mark in [startMark, endMark] where rest.starts(with: mark.unicodeScalars) { return mark.unicodeScalars.count }
        return contractions.first { rest.starts(with: $0) }?.count
    }

    private enum Kind {
        case letter, number, space, other

        init(_ scalar: Unicode.Scalar) {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
            case .decimalNumber, .letterNumber, .otherNumber: self = .number
            default: self = scalar.properties.isWhitespace ? .space : .other
            }
        }
    }

    /// What the text-mending of the reference does to sound text: composed letters, straight quotes, no ligatures and
    /// control signs, letters of ordinary width.
    private static func cleaned(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        guard !isPlain else { return text }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            if let replacement = replacements[scalar] {
                cleaned.append(contentsOf: replacement.unicodeScalars)
            } else if isControl(scalar) {
                continue
            } else if widths.contains(scalar) {
                cleaned.append(contentsOf: String(Character(scalar)).precomposedStringWithCompatibilityMapping.unicodeScalars)
            } else {
                cleaned.append(scalar)
            }
        }
        return String(cleaned)
    }

    /// Whether it shows nothing and parts no words.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\u{C}", "\r", "\u{85}": false
        case "\u{FEFF}", "\u{206A}"..."\u{206F}", "\u{FFF9}"..."\u{FFFC}": true
        default: scalar.properties.generalCategory == .control && scalar.value < 0x80
        }
    }

    /// Full-width Latin and half-width Japanese and Korean.
    private static let widths: ClosedRange<Unicode.Scalar> = "\u{FF01}"..."\u{FFEE}"

    private static let replacements: [Unicode.Scalar: String] = [
        "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": "'", "\u{201B}": "'", "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"",
        "\u{201F}": "\"", "\u{2BC}": "'", "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl",
        "\u{FB05}": "\u{17F}t", "\u{FB06}": "st", "\u{132}": "IJ", "\u{133}": "ij", "\u{149}": "'n", "\u{1C4}": "D\u{17D}", "\u{1C5}": "D\u{17E}",
        "\u{1C6}": "d\u{17E}", "\u{1C7}": "LJ", "\u{1C8}": "Lj", "\u{1C9}": "lj", "\u{1CA}": "NJ", "\u{1CB}": "Nj", "\u{1CC}": "nj",
        "\u{1F1}": "DZ", "\u{1F2}": "Dz", "\u{1F3}": "dz",
    ]

    /// Unicode's lower case with the sigma that ends a Greek word.
    private static func lowercased(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var lower: [Unicode.Scalar] = []
        lower.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            if scalar == "\u{3A3}", isLastOfWord(scalars, index) {
                lower.append("\u{3C2}")
            } else {
                lower.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return lower
    }

    /// Unicode 3.13, Final_Sigma: a cased letter before, none behind, signs that do not count aside.
    private static func isLastOfWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let behind = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased == true && behind?.properties.isCased != true
    }
}
