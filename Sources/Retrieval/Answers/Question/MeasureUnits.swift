import TextAnalysis

/// Units by which the answer to "how large" or "how heavy" is known.
enum MeasureUnits {
    private static let lengths: Set<String> = [
        "km", "m", "cm", "mm", "mi", "mile", "miles", "ft", "feet", "foot", "inch", "inches", "in", "yard", "yards", "metre", "metres", "meter",
        "meters",
        "kilometre", "kilometres", "kilometer", "kilometers", "centimetre", "centimetres", "meilen", "metern", "kilometern", "mètres", "kilomètres",
        "metros", "kilómetros", "metri", "chilometri",
    ]
    private static let areas: Set<String> = [
        "km2", "km²", "m2", "m²", "sq", "square", "acre", "acres", "hectare", "hectares", "ha", "quadratkilometer", "quadratmeter", "hektar", "area",
        "fläche",
    ]
    private static let weights: Set<String> = [
        "kg", "g", "mg", "t", "lb", "lbs", "pounds", "tons", "tonnes", "tonnen", "kilogram", "kilograms", "gramm",
    ]
    private static let times: Set<String> = [
        "second", "seconds", "minute", "minutes", "min", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
        "century",
        "centuries", "sekunden", "minuten", "stunde", "stunden", "tag", "tage", "tagen", "woche", "wochen", "monat", "monate", "monaten", "jahr",
        "jahre",
        "jahren", "heures", "jours", "mois", "ans",
    ]

    /// By the word behind "how" or "wie".
    private static let byWord: [String: Set<String>] = [
        "large": areas.union(lengths), "big": areas.union(lengths), "groß": areas.union(lengths), "far": lengths, "weit": lengths, "high": lengths,
        "tall": lengths, "hoch": lengths, "deep": lengths, "tief": lengths, "wide": lengths, "breit": lengths, "long": lengths.union(times),
        "lange": times, "lang": lengths.union(times), "heavy": weights, "schwer": weights, "old": times, "alt": times,
    ]

    /// One of which the answer must have; `nil` when any number may answer.
    static func of(_ question: Question) -> Set<String>? {
        let words = ContentWords.words(of: question.text.lowercased())
        return zip(words, words.dropFirst()).lazy.compactMap { ["how", "wie"].contains($0) ? byWord[$1] : nil }.first
    }

    /// Words in small letters, "45km" in two.
    static func words(of sentence: String) -> Set<String> {
        Set(
            ContentWords.words(of: sentence.lowercased()).flatMap { word -> [String] in
                let unit = String(word.drop { $0.isNumber || ".,".contains($0) })
                return unit.isEmpty || unit == word ? [word] : [word, unit]
            })
    }
}
