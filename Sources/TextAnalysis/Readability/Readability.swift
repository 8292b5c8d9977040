/// How hard a text is to read, by the formula that was published for its language.
package struct Readability: Hashable, Sendable {
    package struct Counts: Hashable, Sendable {
        package var sentences = 0
        package var words = 0
        /// 0 for languages whose syllables are not counted.
        package var syllables = 0
        /// Of more than six letters.
        package var longWords = 0
    }

    package var formula: ReadabilityFormula
    /// What the formula gives: 0 hard to 100 easy for the formulas after Flesch, 20 easy to 60 hard for LIX.
    package var score: Double
    /// Years of school in the United States; English only.
    package var fleschKincaidGrade: Double?
    package var level: ReadingLevel
    package var counts: Counts

    /// Words that a text must have: formulas were made on samples of a hundred words.
    package static let fewestWords = 30

    /// - Parameter language: BCP 47; `nil` for unknown.
    /// - Throws: when there is too little prose, or the language is written without spaces.
    package static func of(_ text: AnalyzedText, language: String?) throws(TextAnalysisError) -> Readability {
        let formula = ReadabilityFormula(language: language)
        guard !Self.unspacedLanguages.contains(language ?? "") else {
            throw .unsupportedLanguage(method: "readability", language: language, supported: ["languages that put spaces between words"])
        }
        guard !Self.otherScripts.contains(language ?? "") else {
            throw .unsupportedLanguage(
                method: "readability", language: language, supported: ["languages in the Latin, Greek and Cyrillic alphabets"])
        }
        let counts = count(text, language: language, syllables: formula.countsSyllables)
        guard counts.words >= fewestWords, counts.sentences > 0 else {
            throw .tooLittleText(method: "readability", words: counts.words, needed: fewestWords)
        }
        let score = formula.score(of: counts)
        return Readability(
            formula: formula, score: score, fleschKincaidGrade: language == "en" ? ReadabilityFormula.fleschKincaidGrade(of: counts) : nil,
            level: formula.level(of: score), counts: counts)
    }

    /// Scripts in which long words have fewer than seven letters: LIX was made for alphabets.
    private static let otherScripts: Set<String> = ["ko", "ar", "fa", "ur", "he", "hi", "ta", "te", "bn"]

    /// Nobody can count their words by spaces.
    static let unspacedLanguages: Set<String> = ["zh", "ja", "th"]

    private static func count(_ text: AnalyzedText, language: String?, syllables: Bool) -> Counts {
        var counts = Counts()
        var known: [String: Int] = [:]
        for passage in text.passages(of: [.prose]) {
            for sentence in Sentences.cut(passage.text, language: language) {
                let words = Words.cut(sentence).filter { $0.unicodeScalars.contains(where: \.isLetter) }
                guard !words.isEmpty else { continue }
                counts.sentences += 1
                counts.words += words.count
                for word in words {
                    if word.unicodeScalars.lazy.filter(\.isLetter).count > ReadabilityFormula.lettersOfShortWords { counts.longWords += 1 }
                    guard syllables, let language else { continue }
                    let count = known[word] ?? Syllables.count(word, language: language) ?? 1
                    known[word] = count
                    counts.syllables += count
                }
            }
        }
        return counts
    }
}

/// Formulas of readability.
package enum ReadabilityFormula: String, Hashable, Sendable, CaseIterable {
    case flesch, amstad, fernandezHuerta, kandelMoles, vacca, lix

    static let lettersOfShortWords = 6

    /// The one for the language; LIX where there is none of its own.
    init(language: String?) {
        switch language {
        case "en": self = .flesch
        case "de": self = .amstad
        case "es": self = .fernandezHuerta
        case "fr": self = .kandelMoles
        case "it": self = .vacca
        default: self = .lix
        }
    }

    package var name: String {
        switch self {
        case .flesch: "Flesch reading ease"
        case .amstad: "Amstad"
        case .fernandezHuerta: "Fernandez-Huerta"
        case .kandelMoles: "Kandel-Moles"
        case .vacca: "Flesch-Vacca"
        case .lix: "LIX"
        }
    }

    /// Where it was published.
    package var source: String {
        switch self {
        case .flesch: "Flesch 1948, A new readability yardstick; grade: Kincaid et al. 1975"
        case .amstad: "Amstad 1978, Wie verständlich sind unsere Zeitungen?"
        case .fernandezHuerta: "Fernández Huerta 1959, Medidas sencillas de lecturabilidad"
        case .kandelMoles: "Kandel & Moles 1958, Application de l'indice de Flesch à la langue française"
        case .vacca: "Franchina & Vacca 1986, Adaptation of Flesch readability index on a bilingual text"
        case .lix: "Björnsson 1968, Läsbarhet"
        }
    }

    var countsSyllables: Bool { self != .lix }

    func score(of counts: Readability.Counts) -> Double {
        let wordsPerSentence = Double(counts.words) / Double(counts.sentences)
        let syllablesPerWord = Double(counts.syllables) / Double(counts.words)
        return switch self {
        case .flesch: 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord
        case .amstad: 180 - wordsPerSentence - 58.5 * syllablesPerWord
        case .fernandezHuerta: 206.84 - 1.02 * wordsPerSentence - 60 * syllablesPerWord
        case .kandelMoles: 207 - 1.015 * wordsPerSentence - 73.6 * syllablesPerWord
        case .vacca: 206 - wordsPerSentence - 65 * syllablesPerWord
        case .lix: wordsPerSentence + 100 * Double(counts.longWords) / Double(counts.words)
        }
    }

    static func fleschKincaidGrade(of counts: Readability.Counts) -> Double {
        0.39 * Double(counts.words) / Double(counts.sentences) + 11.8 * Double(counts.syllables) / Double(counts.words) - 15.59
    }

    /// The bands of the authors: Flesch's seven, Björnsson's five.
    func level(of score: Double) -> ReadingLevel {
        guard self == .lix else {
            return switch score {
            case 90...: .veryEasy
            case 80..<90: .easy
            case 70..<80: .fairlyEasy
            case 60..<70: .standard
            case 50..<60: .fairlyDifficult
            case 30..<50: .difficult
            default: .veryDifficult
            }
        }
        return switch score {
        case ..<30: .veryEasy
        case 30..<40: .easy
        case 40..<50: .standard
        case 50..<60: .difficult
        default: .veryDifficult
        }
    }
}

/// How hard a text is, in words.
package enum ReadingLevel: String, Hashable, Sendable, CaseIterable {
    case veryEasy = "very easy"
    case easy
    case fairlyEasy = "fairly easy"
    case standard
    case fairlyDifficult = "fairly difficult"
    case difficult
    case veryDifficult = "very difficult"
}
