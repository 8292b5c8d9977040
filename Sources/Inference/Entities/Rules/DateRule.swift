import Backends

/// Dates: "2024-01-31", "31.12.2024", "31 December 2024", "Dec. 31, 2024", "December 2024", "Q3 2024", "31. März 2024", "31 Μαΐου 2024".
struct DateRule: EntityRule {
    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        if text.isDigit(position) {
            return numeric(in: text, at: position) ?? dayFirst(in: text, at: position)
        }
        return quarter(in: text, at: position) ?? monthFirst(in: text, at: position)
    }

    /// Years before are history, years after are numbers.
    private static let years = 1000...2199

    // MARK: Digits only

    private func numeric(in text: RuleText, at position: Int) -> RuleMatch? {
        let first = text.afterDigits(at: position, limit: 5)
        let sign = text[first]
        guard [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(sign) else { return nil }
        let second = text.afterDigits(at: first + 1, limit: 3)
        guard text[second] == sign else { return nil }
        let third = text.afterDigits(at: second + 1, limit: 5)
        let lengths = (first - position, second - first - 1, third - second - 1)
        guard text.isEnd(third), text[third] != sign || !text.isDigit(third + 1) else { return nil }
        guard let a = text.value(position..<first), let b = text.value(first + 1..<second), let c = text.value(second + 1..<third) else { return nil }
        // "1.2.10" is a section, "01.02.10" a date; "10-11-12" may be anything.
        let isShortYear = sign == UInt8(ascii: "/") || sign == UInt8(ascii: ".") && lengths.0 == 2 && lengths.1 == 2
        let isYearFirst = lengths.0 == 4 && lengths.2 <= 2 && Self.years.contains(a) && isDay(c, month: b)
        let isYearLast =
            (lengths.2 == 4 && Self.years.contains(c) || lengths.2 == 2 && isShortYear) && lengths.0 <= 2
            && (isDay(a, month: b) || isDay(b, month: a))
        guard isYearFirst || isYearLast else { return nil }
        // "10/11/12" is a number of parts now and then.
        let confidence = isYearFirst || lengths.2 == 4 ? 0.97 : sign == UInt8(ascii: ".") ? 0.6 : 0.8
        return RuleMatch(kind: .date, range: position..<third, confidence: confidence)
    }

    private func isDay(_ day: Int, month: Int) -> Bool { (1...31).contains(day) && (1...12).contains(month) }

    // MARK: Names of months

    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb",
        "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
        "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
        "Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου",
        "Δεκεμβρίου",
    ]

    /// The position after a name of a month and the full stop of an abbreviation. Capital first letter, except after a day.
    private func afterMonth(in text: RuleText, at position: Int, afterDay: Bool) -> Int? {
        guard afterDay || text.isUppercase(position) || text[position] >= 0x80, let end = text.afterWord(of: Self.months, at: position) else {
            return nil
        }
        let isAbbreviation = end - position <= 4 && text[end] == UInt8(ascii: ".") && text[end + 1] == 0x20
        return isAbbreviation ? end + 1 : end
    }

    private func dayFirst(in text: RuleText, at position: Int) -> RuleMatch? {
        let digits = text.afterDigits(at: position, limit: 3)
        guard let day = text.value(position..<digits), (1...31).contains(day) else { return nil }
        var end = digits
        if let ordinal = text.afterWord(of: ["st", "nd", "rd", "th", "er"], at: digits) { end = ordinal }
        if text[end] == UInt8(ascii: ".") { end += 1 }
        end = text.afterSpace(at: end)
        if let of = text.afterWord(of: ["of", "de"], at: end) { end = text.afterSpace(at: of) }
        guard let month = afterMonth(in: text, at: end, afterDay: true) else { return nil }
        let year = afterYear(in: text, at: month)
        // "5 May" is a date; "2 mar" and "5 march" may be anything.
        let isCapital = text.isUppercase(end) || text[end] >= 0x80
        guard year != nil || isCapital else { return nil }
        return RuleMatch(kind: .date, range: position..<(year ?? month), confidence: year != nil ? 0.99 : 0.9)
    }

    private func monthFirst(in text: RuleText, at position: Int) -> RuleMatch? {
        guard let month = afterMonth(in: text, at: position, afterDay: false) else { return nil }
        if let year = afterYear(in: text, at: month) { return RuleMatch(kind: .date, range: position..<year, confidence: 0.98) }
        let start = text.afterSpace(at: month)
        let digits = text.afterDigits(at: start, limit: 3)
        guard start > month, let day = text.value(start..<digits), (1...31).contains(day) else { return nil }
        let end = text.afterWord(of: ["st", "nd", "rd", "th"], at: digits) ?? digits
        guard text.isEnd(end) else { return nil }
        let year = afterYear(in: text, at: end)
        return RuleMatch(kind: .date, range: position..<(year ?? end), confidence: year != nil ? 0.99 : 0.9)
    }

    /// The position after ", 2024", " 2024" or " de 2024".
    private func afterYear(in text: RuleText, at position: Int) -> Int? {
        var start = text.afterSpace(at: text[position] == UInt8(ascii: ",") ? position + 1 : position)
        if let of = text.afterWord(of: ["of", "de"], at: start) { start = text.afterSpace(at: of) }
        let end = text.afterDigits(at: start, limit: 5)
        guard start > position, end - start == 4, let year = text.value(start..<end), Self.years.contains(year), text.isEnd(end) else { return nil }
        return end
    }

    private func quarter(in text: RuleText, at position: Int) -> RuleMatch? {
        guard text[position] == UInt8(ascii: "Q"), (0x31...0x34).contains(text[position + 1]) else { return nil }
        guard let year = afterYear(in: text, at: position + 2) else { return nil }
        return RuleMatch(kind: .date, range: position..<year, confidence: 0.97)
    }
}
