import TextAnalysis

/// Units by which the answer to "how large" or "how heavy" is known.
struct MeasureUnits: Sendable {
    private let units: Set<String>
    /// Whether "until 1939" answers, too.
    private let isDuration: Bool

    /// `nil` when any number may answer, or none is asked for. "Wie hoch" and "wie groß" ask for any number in German.
    init?(_ question: Question) {
        let words = ContentWords.words(of: question.text.lowercased())
        let asked = zip(words, words.dropFirst()).compactMap { ["how", "wie"].contains($0) ? Self.byWord[$1] : nil }
        guard let units = asked.first else { return nil }
        self.units = units
        isDuration = units.isSuperset(of: Self.times) && !units.isSuperset(of: Self.ages)
    }

    /// Whether a number stands with one of the units, in digits or as a word.
    func measure(_ sentence: String) -> Bool {
        let words = Self.words(of: sentence)
        let isNumber = words.map { $0.contains { $0.isNumber } || Self.numberWords.contains($0) }
        if isDuration, !Self.ends.isDisjoint(with: words) { return true }
        return words.indices.contains { index in
            units.contains(words[index])
                && (isNumber[max(0, index - Self.before)..<index].contains(true)
                    || Self.standingBefore.contains(words[index]) && isNumber[(index + 1)..<min(words.count, index + 1 + Self.behind)].contains(true))
        }
    }

    /// Words between a number and its unit: "1.5 million square kilometres", "at the age of 39".
    private static let (before, behind) = (3, 2)

    /// In small letters, "45km" and "$40" in two.
    private static func words(of sentence: String) -> [String] {
        var words: [String] = []
        var isOfNumber: Bool?
        for character in sentence.lowercased() {
            let isNumber = character.isWholeNumber || isOfNumber == true && ".,".contains(character)
            let isCurrency = "$€£¥%".contains(character)
            guard isNumber || isCurrency || character.isLetter || character == "²" else {
                isOfNumber = nil
                continue
            }
            if isOfNumber == isNumber, !isCurrency, let last = words.indices.last {
                words[last].append(character)
            } else {
                words.append(String(character))
            }
            isOfNumber = isCurrency ? nil : isNumber
        }
        return words
    }

    private static let numberWords: Set<String> = Set(Numerals.words.keys).union([
        "a", "an", "several", "many", "few", "half", "some", "mehrere", "mehreren", "einige", "einigen", "viele", "vielen", "halbe", "halbes",
    ])
    private static let ends: Set<String> = [
        "until", "till", "throughout", "since", "century", "centuries", "bis", "seit", "jahrhundert", "jahrhunderts",
    ]
    private static let lengths: Set<String> = [
        "km", "m", "cm", "mm", "mi", "mile", "miles", "ft", "feet", "foot", "inch", "inches", "yard", "yards", "metre", "metres", "meter",
        "meters", "kilometre", "kilometres", "kilometer", "kilometers", "centimetre", "centimetres", "meilen", "metern", "kilometern", "mètres",
        "kilomètres", "metros", "kilómetros", "metri", "chilometri", "millimetres", "millimeters", "millimeter", "zentimeter",
    ]
    private static let areas: Set<String> = [
        "km2", "km²", "m2", "m²", "sq", "square", "acre", "acres", "hectare", "hectares", "ha", "quadratkilometer", "quadratmeter", "hektar",
    ]
    /// What else may be large: a sum, a number of people, a share.
    private static let amounts: Set<String> = [
        "$", "€", "£", "¥", "%", "eur", "usd", "gbp", "chf", "dollars", "euros", "pounds", "francs", "percent", "million", "billion", "trillion",
        "people",
        "persons", "members", "inhabitants", "residents", "employees", "students", "times", "litres", "liters", "gb", "mb", "kb", "bytes", "pages",
        "cubic", "rooms", "seats",
    ]
    private static let weights: Set<String> = [
        "kg", "g", "mg", "t", "lb", "lbs", "pounds", "tons", "tonnes", "tonnen", "kilogram", "kilograms", "kilogramm", "gramm", "grams", "ounces",
    ]
    private static let times: Set<String> = [
        "second", "seconds", "minute", "minutes", "min", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
        "decade",
        "decades", "century", "centuries", "sekunden", "minuten", "stunde", "stunden", "tag", "tage", "tagen", "woche", "wochen", "monat", "monate",
        "monaten", "jahr", "jahre", "jahren", "jahrzehnte", "jahrhunderte", "heures", "jours", "mois", "ans",
    ]
    /// Stand before their number: "age 39", "$40".
    private static let standingBefore: Set<String> = ["age", "aged", "alter", "$", "€", "£", "¥", "eur", "usd", "gbp", "chf"]
    private static let ages: Set<String> = ["age", "aged", "old", "alter", "alt", "jähriger", "jährige", "jährigen"]

    /// By the word behind "how" or "wie".
    private static let byWord: [String: Set<String>] = [
        "large": areas.union(lengths).union(amounts), "big": areas.union(lengths).union(amounts), "far": lengths, "weit": lengths,
        "high": lengths.union(amounts), "tall": lengths, "deep": lengths, "tief": lengths, "wide": lengths, "breit": lengths,
        "long": lengths.union(times), "lange": times, "lang": lengths.union(times), "heavy": weights, "schwer": weights, "old": times.union(ages),
        "alt": times.union(ages),
    ]
}
