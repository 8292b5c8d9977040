import Foundation

/// Words that say something of a text's subject, in a form in which they can be compared.
package enum ContentWords {
    /// Letters of a word without its ending, at least: "es" in "best" is none.
    private static let shortestStem = 4

    /// Comparable forms in order, function words left out: without capitals, accents and the commonest endings. Text without spaces
    /// between words (Chinese, Japanese) comes in overlapping pairs of signs.
    ///
    /// - Parameter language: BCP 47; taken for English when unknown.
    package static func stems(of text: some StringProtocol, language: String?) -> [String] {
        let language = language ?? "en"
        let ignored = FunctionWords.byLanguage[language] ?? []
        return Words.cut(text, splitsAtApostrophes: splitting.contains(language)).flatMap { word -> [String] in
            let lower = word.lowercased()
            if ignored.contains(lower) { return [] }
            return comparable(lower, language)
        }
    }

    /// Whether the word, in small letters, says nothing of any subject in that language.
    package static func isFunctionWord(_ word: String, language: String?) -> Bool {
        FunctionWords.byLanguage[language ?? "en"]?.contains(word) == true
    }

    /// Words as they are written, hyphens and apostrophes inside kept.
    package static func words(of text: some StringProtocol) -> [String] { Words.cut(text) }

    private static let splitting: Set<String> = ["fr", "it", "ca"]
    private static let germanic: Set<String> = ["de", "nl", "da", "sv", "nb"]
    private static let romance: Set<String> = ["fr", "es", "it", "pt", "ca", "ro"]

    private static func comparable(_ word: String, _ language: String) -> [String] {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return [withoutEnding(word, language)] }
        let signs = word.unicodeScalars.filter { $0.isSign }
        if !signs.isEmpty { return pairs(Array(word.unicodeScalars)) }
        let folded = word.folding(options: [.diacriticInsensitive, .widthInsensitive, .caseInsensitive], locale: nil)
        return [withoutEnding(folded.replacing("ß", with: "ss"), language)]
    }

    private static func pairs(_ scalars: [Unicode.Scalar]) -> [String] {
        guard scalars.count > 1 else { return scalars.map { String(Character($0)) } }
        return zip(scalars, scalars.dropFirst()).map { String(Character($0)) + String(Character($1)) }
    }

    private static func withoutEnding(_ word: String, _ language: String) -> String {
        // What has a digit in it is a name, a number or a code.
        guard word.utf8.count > shortestStem, !word.utf8.contains(where: { $0 &- 0x30 < 10 }) else { return word }
        if germanic.contains(language) { return word.dropping(["ern", "en", "er", "em", "es", "e", "n", "s"]) }
        if romance.contains(language) { return word.dropping(["mente", "es", "os", "as", "s"]).dropping(["e", "o", "a"]) }
        guard language == "en" else { return word }
        if word.hasSuffix("'s") { return withoutEnding(String(word.dropLast(2)), language) }
        if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        let shorter = word.dropping(["ingly", "edly", "ing", "ed", "ly", "es", "s"]).dropping(["e"])
        return shorter.utf8.count < word.utf8.count ? shorter.withoutDoubledEnd : shorter
    }

    fileprivate static func leavesEnough(_ count: Int) -> Bool { count >= shortestStem }
}

extension String {
    /// Without the first of the endings that it has, when enough is left.
    fileprivate func dropping(_ endings: [String]) -> String {
        for ending in endings where hasSuffix(ending) && ContentWords.leavesEnough(utf8.count - ending.utf8.count) {
            return String(dropLast(ending.count))
        }
        return self
    }

    /// "planned" and "plan" have one stem.
    fileprivate var withoutDoubledEnd: String {
        let end = Array(utf8.suffix(2))
        guard end.count == 2, end[0] == end[1], !"lsaeiou".utf8.contains(end[0]) else { return self }
        return String(dropLast())
    }
}

extension Unicode.Scalar {
    /// Of a script that puts no spaces between words.
    fileprivate var isSign: Bool {
        switch value {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
