/// Words that every text of a language is full of.
package enum CommonWords {
    /// - Parameter language: BCP 47; when it is `nil` or unknown, a word that is common in English or in two other languages is.
    package static func contains(_ word: String, language: String?) -> Bool {
        let bare = word.lowercased().trimming { !$0.isLetter && !$0.isNumber }
        if let language, let words = FunctionWords.byLanguage[language] { return words.contains(bare) }
        return FunctionWords.byLanguage["en"]?.contains(bare) == true || FunctionWords.byLanguage.values.count { $0.contains(bare) } > 1
    }
}

extension String {
    fileprivate func trimming(_ isLeftOut: (Character) -> Bool) -> String {
        String(drop(while: isLeftOut).reversed().drop(while: isLeftOut).reversed())
    }
}
