import DocumentModel

/// Which script a page is in, by what is said of it and by what was read.
enum ScriptHint {
    /// Tesseract's name of Greek.
    static let greekData = "ell"
    /// Of the letters; less are formulas and names in a text of another language.
    private static let greekShare = 0.3
    /// Fewer letters say nothing.
    private static let fewestLetters = 20

    /// Languages whose letters the networks lack, with Tesseract's names. The networks do not stumble over them: they read Cyrillic as
    /// the Latin letters that look like it, and are sure of it.
    private static let dataByLanguage = [
        "el": greekData, "ru": "rus", "uk": "ukr", "be": "bel", "bg": "bul", "mk": "mkd", "sr": "srp", "kk": "kaz", "ky": "kir", "tg": "tgk",
        "mn": "mon", "ko": "kor", "ar": "ara", "fa": "fas", "ur": "urd", "he": "heb", "yi": "yid", "hi": "hin", "mr": "mar", "ne": "nep",
        "bn": "ben", "ta": "tam", "te": "tel", "th": "tha", "ka": "kat", "hy": "hye",
    ]

    /// Tesseract's name of the first language of the tags when only Tesseract has its letters; `nil` for others and for Latin writing
    /// of them ("sr-Latn").
    static func tesseractData(for languages: [String]) -> String? {
        let parts = (languages.first ?? "").split(separator: "-").map { $0.lowercased() }
        guard let language = parts.first, !parts.contains("latn") else { return nil }
        return dataByLanguage[language]
    }

    static func looksGreek(_ lines: [RecognizedLine]) -> Bool {
        var (letters, greek) = (0, 0)
        for line in lines {
            for character in line.characters where character.scalar.properties.isAlphabetic {
                letters += 1
                if GreekSpelling.isGreek(character.scalar) { greek += 1 }
            }
        }
        return letters >= fewestLetters && Double(greek) >= greekShare * Double(letters)
    }
}
