import DocumentModel

/// Which script a page is in, by what is said of it and by what was read.
enum ScriptHint {
    /// Tesseract's name of Greek.
    static let greekData = "ell"
    /// Of the letters; less are formulas and names in a text of another language.
    private static let greekShare = 0.3
    /// Fewer letters say nothing.
    private static let fewestLetters = 20

    /// Languages whose letters the networks lack, with Tesseract's names. The networks leave such letters out, or read the Latin ones that
    /// look like them, and are sure of it.
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

    // MARK: Noticing a script

    /// Of the letters of a sample: less are names in another language.
    private static let leastShareOfScript = 0.6
    /// Tesseract's own, 0...1: what it reads in the wrong script gets half of it.
    private static let leastConfidence = 0.7
    /// Languages that a sample is read in, at most: each takes some tenths of a second.
    private static let mostCandidates = 4

    /// Letters of the scripts that the networks lack, with the languages of Tesseract that are written in them.
    private static let scripts: [(letters: ClosedRange<UInt32>, languages: Set<String>)] = [
        (0x400...0x52F, ["rus", "ukr", "bel", "bul", "mkd", "srp", "kaz", "kir", "tgk", "mon"]), (0xAC00...0xD7A3, ["kor"]),
        (0x600...0x6FF, ["ara", "fas", "urd"]), (0x590...0x5FF, ["heb", "yid"]), (0x900...0x97F, ["hin", "mar", "nep"]),
        (0x980...0x9FF, ["ben"]), (0xB80...0xBFF, ["tam"]), (0xC00...0xC7F, ["tel"]), (0xE00...0xE7F, ["tha"]), (0x10A0...0x10FF, ["kat"]),
        (0x530...0x58F, ["hye"]),
    ]

    /// Languages to try on a page that the networks cannot read, of those installed; the one that the last page was in first.
    static func candidates(in installed: [String], first: String?) -> [String] {
        let known = installed.filter { data in scripts.contains { $0.languages.contains(data) } }
        let ordered = known.filter { $0 == first } + known.filter { $0 != first }
        return Array(ordered.prefix(mostCandidates))
    }

    /// How sure Tesseract is of what it read with that language's data; `nil` when that is not mostly in the language's script.
    static func confidence(of data: String, in lines: [RecognizedLine]) -> Double? {
        guard let letters = scripts.first(where: { $0.languages.contains(data) })?.letters else { return nil }
        let all = lines.flatMap(\.characters).filter { $0.scalar.properties.isAlphabetic }
        let own = all.filter { letters.contains($0.scalar.value) }
        guard own.count >= fewestLetters, Double(own.count) >= leastShareOfScript * Double(all.count) else { return nil }
        let confidence = own.reduce(0) { $0 + $1.confidence } / Double(own.count)
        return confidence >= leastConfidence ? confidence : nil
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
