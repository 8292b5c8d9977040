import TextAnalysis

/// What sort of thing a question asks for.
enum QuestionKind: Hashable, Sendable {
    case person, time, place, quantity, reason, definition, other

    /// Question words by language; where two languages share one, the first has it.
    static let languages: [(language: String, words: Set<String>)] = [
        ("en", ["who", "whom", "whose", "when", "where", "why", "how", "what", "which", "does", "did", "is", "are", "was", "were"]),
        ("de", ["wer", "wem", "wen", "wessen", "wann", "wo", "wohin", "warum", "wieso", "weshalb", "wie", "was", "welche", "welcher", "welches"]),
        ("fr", ["qui", "quand", "où", "pourquoi", "comment", "combien", "quel", "quelle", "quels", "quelles", "que"]),
        ("es", ["quién", "quien", "quiénes", "cuándo", "cuando", "dónde", "donde", "cuánto", "cuántos", "cuántas", "cuál", "cómo", "qué"]),
        ("it", ["chi", "quando", "dove", "perché", "quanto", "quanti", "quante", "quale", "quali", "che", "come", "cosa"]),
        ("pt", ["quem", "quando", "onde", "quanto", "quantos", "quantas", "qual", "quais", "porque", "como"]),
        ("nl", ["wie", "wanneer", "waar", "waarom", "hoeveel", "wat", "welk", "welke", "hoe"]),
        ("ru", ["кто", "когда", "где", "почему", "сколько", "что", "какой", "какая", "какие", "как"]),
        ("el", ["ποιος", "ποια", "πότε", "πού", "γιατί", "πόσο", "πόσα", "πόσοι", "τι"]),
    ]

    /// They say what is asked for, and are not in the answer.
    static let askingWords: Set<String> = Set(languages.flatMap(\.words)).subtracting(["is", "are", "was", "were", "does", "did", "que", "come"])

    private static let persons: Set<String> = [
        "who", "whom", "whose", "wer", "wem", "wen", "wessen", "qui", "quién", "quien", "quiénes", "chi", "quem", "кто", "ποιος", "ποια",
    ]
    private static let times: Set<String> = ["when", "wann", "quand", "cuándo", "quando", "wanneer", "когда", "πότε"]
    private static let places: Set<String> = ["where", "wo", "wohin", "woher", "où", "dónde", "dove", "onde", "waar", "где", "πού"]
    private static let reasons: Set<String> = ["why", "warum", "wieso", "weshalb", "pourquoi", "perché", "porqué", "waarom", "почему", "γιατί"]
    private static let quantities: Set<String> = [
        "combien", "cuánto", "cuántos", "cuántas", "cuánta", "quanto", "quanti", "quante", "quantos", "quantas", "hoeveel", "сколько", "πόσο",
        "πόσα", "πόσοι", "wieviel", "wieviele",
    ]
    /// Behind "how", "wie", "what".
    private static let quantityNouns: Set<String> = [
        "many", "much", "long", "far", "old", "high", "tall", "large", "big", "fast", "heavy", "often", "viel", "viele", "vielen", "lange", "weit",
        "alt", "hoch", "groß", "schnell", "schwer", "oft", "amount", "number", "percentage", "percent", "price", "cost", "total", "sum", "rate",
        "share", "population", "temperature", "height", "length", "width", "depth", "distance", "speed", "capacity", "size", "weight", "anzahl",
        "betrag", "preis", "summe", "anteil", "prozent", "einwohnerzahl", "temperatur", "höhe", "länge", "breite", "tiefe", "entfernung",
        "geschwindigkeit", "kapazität", "größe", "gewicht", "montant", "prix", "nombre", "precio", "número", "importe",
    ]
    private static let timeNouns: Set<String> = [
        "year", "date", "day", "month", "century", "decade", "time", "jahr", "datum", "tag", "monat", "année", "date", "año", "fecha", "anno", "data",
        "ano", "год", "году", "deadline", "frist",
    ]
    private static let placeNouns: Set<String> = ["country", "city", "place", "location", "land", "stadt", "ort", "pays", "ville", "país", "ciudad"]
    private static let personNouns: Set<String> = ["person", "author", "company", "organization", "team", "name", "autor", "firma", "auteur"]

    init(_ text: String, language: String?) {
        let words = ContentWords.words(of: text.lowercased())
        func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }
        let start = words.prefix(8)
        func begins(_ set: Set<String>) -> Bool { start.contains { set.contains($0) } }
        if has(Self.times) || begins(Self.timeNouns) {
            self = .time
        } else if has(Self.quantities) || begins(Self.quantityNouns) {
            self = .quantity
        } else if has(Self.persons) {
            self = .person
        } else if has(Self.places) || begins(Self.placeNouns) {
            self = .place
        } else if has(Self.reasons) {
            self = .reason
        } else if begins(Self.personNouns) {
            self = .person
        } else {
            self = Self.asksForMeaning(words) ? .definition : .other
        }
    }

    /// Verbs and nouns that a measure is asked by, and that sentences with the measure often say otherwise.
    private static let measureWords = [
        "cost", "costs", "price", "priced", "fee", "pay", "weigh", "weight", "last", "lasts", "amount", "total", "worth", "measure", "size", "kosten",
        "kostet", "preis", "wiegt", "gewicht", "dauert", "dauer", "betrag", "beträgt", "größe", "coûte", "prix", "dure", "pèse", "cuesta", "precio",
        "dura",
        "pesa", "costa", "prezzo",
    ]

    /// In comparable form.
    static func measureStems(language: String?) -> Set<String> {
        Set(ContentWords.stems(of: measureWords.joined(separator: " "), language: language))
    }

    /// Without "long" of "how long": the answer has a measure in its place.
    static func withoutMeasures(_ words: [String]) -> [String] {
        words.enumerated().filter { index, word in
            index == 0 || !["how", "wie", "hoe"].contains(words[index - 1].lowercased()) || !quantityNouns.contains(word.lowercased())
        }.map(\.element)
    }

    /// "What is a …?", "Was bedeutet …?"
    private static func asksForMeaning(_ words: [String]) -> Bool {
        guard let first = words.first, words.count >= 3, words.count <= 6 else { return false }
        let forms: Set<String> = ["is", "are", "ist", "sind", "means", "bedeutet", "est", "es", "son", "è", "define"]
        return ["what", "was", "qu", "que", "qué", "cosa", "define"].contains(first) && forms.contains(words[1])
    }
}
