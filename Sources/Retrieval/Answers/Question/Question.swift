import TextAnalysis

/// A question, as far as its words tell what would answer it.
struct Question: Sendable {
    let text: String
    /// BCP 47; `nil` when it cannot be told from so few words.
    let language: String?
    /// What to look for, each once, in comparable form.
    let stems: [String]
    let kind: QuestionKind

    /// - Parameter text: with what earlier questions were about, when it refers to them.
    init(_ text: String) {
        self.text = text
        language = LanguageFinder.language(of: text).language ?? Self.languageByWords(text)
        var seen: Set<String> = []
        let language = language
        let asking = QuestionKind.askingWords
        let words = ContentWords.words(of: text).filter { !asking.contains($0.lowercased()) }
        var stems = ContentWords.stems(of: words.joined(separator: " "), language: language).filter { seen.insert($0).inserted }
        // Nothing but function words: "Who is it?" The words themselves, then.
        if stems.isEmpty { stems = words.map { $0.lowercased() }.filter { seen.insert($0).inserted } }
        self.stems = stems
        kind = QuestionKind(text, language: language)
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
