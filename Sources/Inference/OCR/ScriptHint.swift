import DocumentModel

/// Which script a page is in, by what is said of it and by what was read.
enum ScriptHint {
    /// Tesseract's name of Greek.
    static let greekData = "ell"
    /// Of the letters; less are formulas and names in a text of another language.
    private static let greekShare = 0.3
    /// Fewer letters say nothing.
    private static let fewestLetters = 20

    /// Whether the first language of the tags is Greek.
    static func isGreek(_ languages: [String]) -> Bool {
        guard let first = languages.first else { return false }
        return first.split(separator: "-").first.map { $0.lowercased() == "el" } ?? false
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
