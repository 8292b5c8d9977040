/// Counts the syllables of words, as far as the spelling of a language tells them.
package enum Syllables {
    /// At least 1; `nil` for languages without a rule.
    ///
    /// Hyphenated words count as the sum of their parts.
    package static func count(_ word: String, language: String) -> Int? {
        if language == "en" { return sum(of: word) { EnglishSyllables.shared.count($0) } }
        guard let rules = VowelRules.byLanguage[language] else { return nil }
        return sum(of: word) { rules.count($0) }
    }

    private static func sum(of word: String, _ count: (String) -> Int) -> Int {
        word.split(separator: "-").reduce(0) { $0 + count(String($1)) }
    }
}

/// Where two vowels that stand together are one syllable and where they are two.
struct VowelRules: Sendable {
    /// Letters that are vowels.
    private let vowels: Set<Unicode.Scalar>
    /// Pairs of vowels that are spoken as one.
    private let joined: Set<[Unicode.Scalar]>
    /// Endings that are not spoken behind a syllable: the "e" of French.
    private let silentEndings: [String]

    static let byLanguage: [String: VowelRules] = [
        "de": VowelRules(
            vowels: "aeiouyäöüéèàâêîôû", joined: "ai ei au eu äu ie ee aa oo ay ey oi oy ui ou", silentEndings: []),
        "es": VowelRules(vowels: "aeiouyáéíóúü", joined: Self.pairs(strong: "aeoáéó", weak: "iuüy"), silentEndings: []),
        "it": VowelRules(vowels: "aeiouàèéìíîòóùú", joined: Self.pairs(strong: "aeoàèéòó", weak: "iuìù"), silentEndings: []),
        "fr": VowelRules(
            vowels: "aeiouyàâæèéêëîïôœùûü",
            joined: """
                ai aî ei eî oi oî au eu eû ou oû où ay ey oy uy ea eo ie iè ié iê ia io iu ue uê ué uè ui ua uo ya yo ye yé yeu œu aie ée oe
                """, silentEndings: ["e", "es"]),
    ]

    private init(vowels: String, joined: String, silentEndings: [String]) {
        self.vowels = Set(vowels.unicodeScalars)
        self.joined = Set(joined.split(whereSeparator: \.isWhitespace).map { Array($0.unicodeScalars) })
        self.silentEndings = silentEndings
    }

    /// All pairs with a weak vowel; accented weak vowels are spoken by themselves.
    private static func pairs(strong: String, weak: String) -> String {
        weak.flatMap { weakOne in (strong + weak).flatMap { ["\(weakOne)\($0)", "\($0)\(weakOne)"] } }.joined(separator: " ")
    }

    func count(_ word: String) -> Int {
        let letters = Array(word.lowercased().unicodeScalars)
        var (count, before): (Int, Unicode.Scalar?) = (0, nil)
        for (index, letter) in letters.enumerated() {
            guard vowels.contains(letter), !isConsonant(letter, at: index, in: letters) else {
                before = nil
                continue
            }
            if let before, joined.contains([before, letter]) {
                // Still the same syllable.
            } else {
                count += 1
            }
            before = letter
        }
        return max(1, count - (isSilent(letters) && count > 1 ? 1 : 0))
    }

    /// y between vowels, or before one at the start, begins a syllable as a consonant does.
    private func isConsonant(_ letter: Unicode.Scalar, at index: Int, in letters: [Unicode.Scalar]) -> Bool {
        guard letter == "y", index + 1 < letters.count, letters[index + 1] != "y", vowels.contains(letters[index + 1]) else { return false }
        return index == 0 || vowels.contains(letters[index - 1])
    }

    /// Whether the word ends in a vowel that is written only.
    private func isSilent(_ letters: [Unicode.Scalar]) -> Bool {
        silentEndings.contains { ending in
            let scalars = Array(ending.unicodeScalars)
            guard letters.count > scalars.count, letters.suffix(scalars.count).elementsEqual(scalars) else { return false }
            let previous = letters[letters.count - scalars.count - 1]
            // Behind a vowel it was joined to that vowel's syllable already; the u of "que" is no vowel.
            if previous == "u", let before = letters.dropLast(scalars.count + 1).last { return before == "q" || before == "g" }
            return !vowels.contains(previous)
        }
    }
}
