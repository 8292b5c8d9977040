/// A text as numbers of its words, sentence by sentence, phrase by phrase.
struct TokenizedText: Sendable {
    struct Token: Sendable {
        /// Index into `terms`.
        var term: Int
        /// Written with a capital though it does not begin the sentence.
        var isCapitalized: Bool
        /// Written in capitals only.
        var isAcronym: Bool
    }

    struct Term: Sendable {
        var text: String
        /// A function word, a number or a single letter: never the start or the end of a keyword.
        var isStop: Bool
        /// How often it is written in each way.
        var writings: [String: Int] = [:]
    }

    /// Different words that are told apart: three numbers of words are packed into 64 bits.
    static let mostTerms = 1 << 21 - 2

    private(set) var terms: [Term] = []
    /// By sentence, then by phrase.
    private(set) var sentences: [[[Token]]] = []
    /// Number of the passage of each sentence.
    private(set) var passages: [Int] = []
    private var numbers: [String: Int] = [:]

    /// - Parameter method: for the error.
    init(_ text: AnalyzedText, language: String?, method: String) throws(TextAnalysisError) {
        guard !Readability.unspacedLanguages.contains(language ?? "") else {
            throw .unsupportedLanguage(method: method, language: language, supported: ["languages that put spaces between words"])
        }
        guard let known = FunctionWords.byLanguage[language ?? "en"], let english = FunctionWords.byLanguage["en"] else {
            throw .unsupportedLanguage(method: method, language: language, supported: FunctionWords.byLanguage.keys.sorted())
        }
        // Texts in every language quote English.
        let stops = known.union(english)
        let splits = ["fr", "it", "ca"].contains(language ?? "")
        var words = 0
        for (index, passage) in text.passages.enumerated() {
            for sentence in Sentences.cut(passage.text, language: language) {
                var isFirst = true
                let phrases = Words.phrases(Self.withoutAddresses(sentence), splitsAtApostrophes: splits).map { phrase in
                    phrase.compactMap { word in
                        defer { isFirst = false }
                        return token(Self.withoutPossessive(word), isFirst: isFirst, stops)
                    }
                }
                words += phrases.reduce(0) { $0 + $1.count }
                sentences.append(phrases)
                passages.append(index)
            }
        }
        guard words >= Keywords.fewestWords else { throw .tooLittleText(method: method, words: words, needed: Keywords.fewestWords) }
    }

    private mutating func token(_ word: String, isFirst: Bool, _ stops: Set<String>) -> Token? {
        let lower = word.lowercased()
        let number: Int
        if let known = numbers[lower] {
            number = known
        } else {
            guard terms.count < Self.mostTerms else { return nil }
            number = terms.count
            numbers[lower] = number
            terms.append(Term(text: lower, isStop: stops.contains(lower) || !Self.canBeKeyword(lower)))
        }
        terms[number].writings[word, default: 0] += 1
        let isAcronym = word.unicodeScalars.count > 1 && word.unicodeScalars.allSatisfy { $0.isUppercase || $0.isDigit }
        return Token(term: number, isCapitalized: !isFirst && word.unicodeScalars.first?.isUppercase == true, isAcronym: isAcronym)
    }

    /// Words of two letters are mostly function words and units (the paper's rule is three letters); numbers name nothing.
    private static func canBeKeyword(_ word: String) -> Bool {
        let letters = word.unicodeScalars.lazy.filter(\.isLetter).count
        return letters >= 3 && letters * 2 > word.unicodeScalars.count
    }

    /// Parts of addresses are no words of the text; where one stood, a phrase ends.
    private static func withoutAddresses(_ sentence: Substring) -> String {
        guard sentence.contains("://") || sentence.contains("www.") || sentence.contains("@") else { return String(sentence) }
        return sentence.split(separator: " ").map { $0.contains("://") || $0.contains("www.") || $0.contains("@") ? "," : String($0) }
            .joined(separator: " ")
    }

    private static func withoutPossessive(_ word: String) -> String {
        word.hasSuffix("'s") || word.hasSuffix("'S") ? String(word.dropLast(2)) : word
    }
}
