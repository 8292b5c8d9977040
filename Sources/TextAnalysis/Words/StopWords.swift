/// Words that say nothing of a text's subject.
package enum StopWords {
    /// Lower-case function words of the language; those of English for a language without a list, or an unknown one.
    ///
    /// - Parameter language: BCP 47.
    package static func of(_ language: String?) -> Set<String> {
        let primary = language?.split(separator: "-").first.map { $0.lowercased() } ?? "en"
        return FunctionWords.byLanguage[primary] ?? FunctionWords.byLanguage["en"] ?? []
    }
}
