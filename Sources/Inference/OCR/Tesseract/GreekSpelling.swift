import Foundation

/// Puts right what recognition confuses in Greek text: Latin letters that look like Greek ones, and breathings of old spelling.
enum GreekSpelling {
    /// Latin letters that cannot be told from Greek ones by their shape.
    private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
        "A": "Α", "B": "Β", "E": "Ε", "Z": "Ζ", "H": "Η", "I": "Ι", "K": "Κ", "M": "Μ", "N": "Ν", "O": "Ο", "P": "Ρ", "T": "Τ", "Y": "Υ",
        "X": "Χ", "o": "ο", "v": "ν",
    ]
    /// Marks of old spelling that stand for the one accent of today's.
    private static let accents: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{342}"]
    /// A line has to be Greek by this share of its letters; otherwise words of other languages in it would change.
    private static let greekShare = 0.5

    /// As many scalars as were given.
    static func corrected(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let letters = scalars.filter(\.properties.isAlphabetic)
        guard Double(letters.filter(isGreek).count) >= greekShare * Double(max(1, letters.count)), !letters.isEmpty else { return scalars }
        var corrected: [Unicode.Scalar] = []
        for word in scalars.split(whereSeparatorChanges: \.properties.isAlphabetic) {
            let latin = word.filter(\.isASCII)
            let areTwins = latin.allSatisfy { twins[$0] != nil || !$0.properties.isAlphabetic }
            corrected += word.map { scalar in (areTwins ? twins[scalar] : nil) ?? modern(scalar) }
        }
        return corrected
    }

    static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
        (0x370...0x3FF).contains(scalar.value) || (0x1F00...0x1FFF).contains(scalar.value)
    }

    /// The letter with today's accent where it had marks of old spelling.
    private static func modern(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x1F00...0x1FFF).contains(scalar.value) else { return scalar }
        let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        guard let base = parts.first, isGreek(base), base.properties.isAlphabetic else { return scalar }
        guard parts.dropFirst().contains(where: accents.contains) else { return base }
        let accented = "\(base)\u{301}".precomposedStringWithCanonicalMapping.unicodeScalars
        return accented.count == 1 ? accented.first ?? scalar : base
    }
}

extension Array where Element == Unicode.Scalar {
    /// Runs of scalars that all have, or all lack, a property.
    fileprivate func split(whereSeparatorChanges property: (Unicode.Scalar) -> Bool) -> [ArraySlice<Unicode.Scalar>] {
        var runs: [ArraySlice<Unicode.Scalar>] = []
        var start = startIndex
        for index in indices.dropFirst() where property(self[index]) != property(self[index - 1]) {
            runs.append(self[start..<index])
            start = index
        }
        if start < endIndex { runs.append(self[start...]) }
        return runs
    }
}
