/// Recognises printed page numbers: "12", "xiv", "- 5 -", "A-5", "Page 3", "3 / 10", "Seite 4 von 9".
enum PageNumberText {
    private static let words: Set<String> = ["page", "seite", "стр", "стр.", "página", "pagina", "p.", "pg.", "pág.", "페이지", "页", "ページ"]
    private static let ofWords: Set<String> = ["of", "von", "de", "из", "sur", "di", "van", "/"]

    /// The page number; `nil` when the text is anything else.
    static func value(of text: String) -> Int? {
        guard text.utf8.count <= 30 else { return nil }
        let spaced = text.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "–" || $0 == "—" || $0 == "|" || $0 == "[" || $0 == "]" })
        var words = spaced.map { $0.lowercased() }
        if let first = words.first, Self.words.contains(first) { words.removeFirst() }
        if words.count == 1, words[0].contains("/") { words = words[0].split(separator: "/").map(String.init) }
        if words.count == 2, isSectionLetter(text), number(words[1]) != nil { words.removeFirst() }
        if words.count == 3, ofWords.contains(words[1]), number(words[2]) != nil { words.removeLast(2) }
        if words.count == 2, text.contains("/"), number(words[1]) != nil { words.removeLast() }
        guard words.count == 1 else { return nil }
        return number(words[0])
    }

    /// "A-5", "B–12": the pages of appendices.
    private static func isSectionLetter(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.prefix(2).map(\.value)
        return scalars.count == 2 && ScalarKinds.isUpper(scalars[0]) && (scalars[1] == 0x2D || scalars[1] == 0x2013)
    }

    private static func number(_ word: String) -> Int? {
        if let value = Int(word), value >= 0, word.utf8.count <= 4 { return value }
        let scalars = word.scalarValues
        return RomanNumeral.value(of: scalars[...])
    }
}
