/// Cuts text into sentences.
package enum Sentences {
    /// Sentences of the text in order, without space around them; nothing is left out but space.
    ///
    /// A point ends a sentence unless it belongs to an abbreviation, an initial or a number, or a small letter follows. Where a text is written
    /// without any capitals, a small letter says nothing.
    /// - Parameter language: BCP 47; `nil` for unknown. In some languages a point behind a number makes it an ordinal.
    package static func cut(_ text: String, language: String?) -> [Substring] {
        var cutter = SentenceCutter(text.unicodeScalars, hasOrdinalPoints: ordinalPointLanguages.contains(language ?? ""))
        return cutter.ranges().map { text[$0] }
    }

    /// "3. Mai" is one phrase in these.
    private static let ordinalPointLanguages: Set<String> = [
        "de", "da", "nb", "fi", "cs", "sk", "sl", "hr", "sr", "hu", "pl", "et", "lv", "tr", "is",
    ]

    /// Before anything: the point never ends a sentence.
    static let abbreviations: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "st", "messrs", "gen", "col", "sgt", "capt", "rev", "hon", "jr", "sr", "vs", "cf", "viz", "approx", "eds",
        "e.g", "i.e", "ibid", "incl", "resp", "dept", "univ", "al", "feb", "aug", "sept", "oct", "nov", "dec",
        "z.b", "d.h", "u.a", "o.ä", "s.o", "s.u", "i.d.r", "bzw", "vgl", "ggf", "evtl", "inkl", "zzgl", "sog", "usf", "abs", "bspw", "hrsg",
        "sra", "srta", "p.ej", "ej", "pág", "págs", "núm", "mme", "mlle", "env", "ex", "sig", "sigg", "dott", "ing", "pag", "pagg", "т.е", "т.д",
        "напр", "см", "ср", "т.к", "т.н", "им", "ул", "гл", "разд", "βλ", "π.χ", "κ.λπ", "δηλ",
    ]
    /// Before a number: "No. 5", "Fig. 3".
    static let numberedAbbreviations: Set<String> = [
        "no", "nos", "nr", "fig", "figs", "abb", "tab", "eq", "eqs", "vol", "p", "pp", "s", "ch", "chap", "sec", "art", "op", "ver", "v", "ca", "kap",
        "bd",
        "cap", "рис", "табл", "стр",
    ]
}

private struct SentenceCutter {
    /// Small letters without a capital among them from which on a text is written in small letters only: a shorter one may be the rest of a
    /// sentence.
    private static let lettersWithoutCapital = 80

    private let scalars: String.UnicodeScalarView
    private let hasOrdinalPoints: Bool
    private let isWithoutCapitals: Bool

    init(_ scalars: String.UnicodeScalarView, hasOrdinalPoints: Bool) {
        self.scalars = scalars
        self.hasOrdinalPoints = hasOrdinalPoints
        isWithoutCapitals = Self.isWithoutCapitals(scalars)
    }

    private static func isWithoutCapitals(_ scalars: String.UnicodeScalarView) -> Bool {
        var small = 0
        for scalar in scalars {
            if scalar.isUppercase { return false }
            if scalar.isLowercase { small += 1 }
        }
        return small >= lettersWithoutCapital
    }

    mutating func ranges() -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var start = scalars.startIndex
        var index = scalars.startIndex
        var isAfterSpace = true
        var tokenStart = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if isAfterSpace && !scalar.isSpace { tokenStart = index }
            isAfterSpace = scalar.isSpace
            let next = scalars.index(after: index)
            guard scalar.isTerminator, let end = sentenceEnd(of: scalar, at: index, tokenStart: tokenStart) else {
                index = next
                continue
            }
            append(start..<end, to: &ranges)
            (start, index, isAfterSpace) = (end, max(end, next), true)
        }
        append(start..<scalars.endIndex, to: &ranges)
        return ranges
    }

    /// Where the sentence ends behind the terminator and its quotes; `nil` when it goes on.
    private func sentenceEnd(of scalar: Unicode.Scalar, at index: String.Index, tokenStart: String.Index) -> String.Index? {
        var end = scalars.index(after: index)
        while end < scalars.endIndex, scalars[end].isTerminator || scalars[end].isClosing { end = scalars.index(after: end) }
        end = behindNotes(end)
        if scalar.needsNoSpace { return end }
        guard end < scalars.endIndex else { return end }
        guard scalars[end].isSpace else { return nil }
        let following = scalars[end...].first { !$0.isSpace && !$0.isOpening }
        guard let following else { return end }
        if following.isLowercase, !isWithoutCapitals { return nil }
        return scalar == "." && isAbbreviated(scalars[tokenStart..<index], before: following) ? nil : end
    }

    /// Behind numbers of notes in brackets: "… of sand.[2][3] The wind …" The notes belong to the sentence that they stand behind.
    private func behindNotes(_ start: String.Index) -> String.Index {
        var end = start
        while true {
            var index = end
            if index < scalars.endIndex, scalars[index].isSpace { index = scalars.index(after: index) }
            guard index < scalars.endIndex, scalars[index] == "[" else { return end }
            let digits = scalars[scalars.index(after: index)...].prefix(Self.longestNote + 1).prefix { $0.isDigit }
            guard !digits.isEmpty, digits.count <= Self.longestNote, digits.endIndex < scalars.endIndex, scalars[digits.endIndex] == "]" else {
                return end
            }
            end = scalars.index(after: digits.endIndex)
        }
    }

    /// Digits of a note's number.
    private static let longestNote = 3

    private func isAbbreviated(_ token: Substring.UnicodeScalarView, before following: Unicode.Scalar) -> Bool {
        let word = String(Substring(token.drop { $0.isOpening })).lowercased()
        let isNumber = !word.isEmpty && word.unicodeScalars.allSatisfy(\.isDigit)
        if isNumber { return hasOrdinalPoints && word.utf8.count <= 2 }
        if Sentences.abbreviations.contains(word) { return true }
        if following.isDigit && Sentences.numberedAbbreviations.contains(word) { return true }
        // "J. Smith", but not "vitamin C. This" written without the letter's point being an initial: the letter stands behind a space there too,
        // so only the commoner case is right.
        let letters = word.unicodeScalars
        return letters.count == 1 && letters.allSatisfy(\.isLetter) && word != "i" && (isWithoutCapitals || token.first?.isUppercase == true)
    }

    private func append(_ range: Range<String.Index>, to ranges: inout [Range<String.Index>]) {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, scalars[lower].isSpace { lower = scalars.index(after: lower) }
        while lower < upper, scalars[scalars.index(before: upper)].isSpace { upper = scalars.index(before: upper) }
        if lower < upper { ranges.append(lower..<upper) }
    }
}

extension Unicode.Scalar {
    fileprivate var isTerminator: Bool {
        switch self {
        case ".", "!", "?", "\u{2026}", "\u{3002}", "\u{FF01}", "\u{FF1F}", "\u{0964}", "\u{061F}", "\u{06D4}": true
        default: false
        }
    }

    /// Terminators of scripts that put no space behind them.
    fileprivate var needsNoSpace: Bool { self == "\u{3002}" || self == "\u{FF01}" || self == "\u{FF1F}" }

    fileprivate var isClosing: Bool {
        switch self {
        case "\"", "'", "\u{2019}", "\u{201D}", "\u{201C}", ")", "]", "\u{00BB}", "\u{300D}": true
        default: false
        }
    }

    fileprivate var isOpening: Bool {
        switch self {
        case "\"", "'", "\u{2018}", "\u{201C}", "\u{201E}", "(", "[", "\u{00AB}", "\u{300C}", "\u{00BF}", "\u{00A1}": true
        default: false
        }
    }
}
