import TextAnalysis

/// A question, as far as its words tell what would answer it.
struct Question: Sendable {
    let text: String
    /// BCP 47; `nil` when it cannot be told from so few words.
    let language: String?
    /// What to look for, each once, in comparable form.
    let stems: [String]
    /// Of these, the ones that only earlier questions have: they help to find, and an answer need not repeat them.
    let hints: Set<String>
    /// The word of each stem as the question has it.
    let spelling: [String: String]
    let kind: QuestionKind

    /// - Parameters:
    ///   - text: with what earlier questions were about, when it refers to them.
    ///   - asked: the question without that; `nil` when it is the same.
    init(_ text: String, asked: String? = nil) {
        self.text = text
        language = LanguageFinder.language(of: text).language ?? Self.languageByWords(text)
        var seen: Set<String> = []
        let language = language
        let asking = QuestionKind.askingWords
        let words = QuestionKind.withoutMeasures(ContentWords.words(of: text)).filter { !asking.contains($0.lowercased()) }
        var stems = ContentWords.stems(of: words.joined(separator: " "), language: language).filter { seen.insert($0).inserted }
        // Nothing but function words: "Who is it?" The words themselves, then.
        if stems.isEmpty { stems = words.map { $0.lowercased() }.filter { seen.insert($0).inserted } }
        self.stems = stems
        spelling = Self.spelling(of: stems, words, language)
        kind = QuestionKind(asked ?? text, language: language)
        let own = Set(asked.map { ContentWords.stems(of: $0, language: language).filter { !asking.contains($0) } } ?? stems)
        hints = own.isDisjoint(with: stems) ? [] : Set(stems).subtracting(own)
    }

    private static func spelling(of stems: [String], _ words: [String], _ language: String?) -> [String: String] {
        var spelling = Dictionary(stems.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
        for word in words.reversed() {
            let own = ContentWords.stems(of: word, language: language)
            // What is cut into pairs of signs is looked up by these.
            if own.count == 1 { spelling[own[0]] = word }
        }
        return spelling
    }

    /// The language of the first question word there is.
    private static func languageByWords(_ text: String) -> String? {
        let words = ContentWords.words(of: text.lowercased())
        return QuestionKind.languages.first { _, asking in words.contains { asking.contains($0) } }?.language
    }
}

extension Question {
    static func stems(_ text: String, _ language: String?) -> [String] { ContentWords.stems(of: text, language: language) }
}
