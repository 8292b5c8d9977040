import Backends

/// Amounts of money: "$5", "€ 1.200,50", "US$3.2 billion", "EUR 20", "20 EUR", "15 million dollars".
struct MoneyRule: EntityRule {
    private static let signs: [StaticString] = ["us$", "a$", "c$", "hk$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺"]
    private static let codes: [StaticString] = [
        "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "RMB", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB",
        "INR", "BRL", "MXN", "ZAR", "KRW", "SGD", "HKD", "AED", "SAR", "ILS", "THB", "IDR", "MYR", "PHP", "VND", "UAH",
    ]
    private static let words: [StaticString] = [
        "euro", "euros", "ευρώ", "dollar", "dollars", "us dollars", "pounds sterling", "cents", "swiss francs", "yen", "yuan", "rupees", "rubles",
        "€", "$", "£", "¥",
    ]
    private static let magnitudes: [StaticString] = [
        "million", "millions", "billion", "billions", "trillion", "thousand", "mio", "mio.", "mrd", "mrd.", "millionen", "milliarden", "bn", "mn",
        "m", "k", "b",
        "εκατ.", "δισ.",
    ]

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        if text.isDigit(position) { return amountFirst(in: text, at: position) }
        if let sign = Self.signs.compactMap({ text.after($0, at: position) }).max() {
            return amount(in: text, from: position, at: text.afterSpace(at: sign), confidence: 0.98)
        }
        guard text.isUppercase(position), let code = text.afterWord(of: Self.codes, at: position, exactly: true) else { return nil }
        return amount(in: text, from: position, at: text.afterSpace(at: code), confidence: 0.97)
    }

    private func amount(in text: RuleText, from start: Int, at position: Int, confidence: Double) -> RuleMatch? {
        guard let number = text.afterNumber(at: position) else { return nil }
        let end = afterMagnitude(in: text, at: number) ?? number
        return RuleMatch(kind: .money, range: start..<end, confidence: confidence)
    }

    private func amountFirst(in text: RuleText, at position: Int) -> RuleMatch? {
        guard let number = text.afterNumber(at: position) else { return nil }
        let magnitude = afterMagnitude(in: text, at: number) ?? number
        let unit = text.afterSpace(at: magnitude)
        if let code = text.afterWord(of: Self.codes, at: unit, exactly: true) {
            return RuleMatch(kind: .money, range: position..<code, confidence: 0.97)
        }
        guard let word = text.afterWord(of: Self.words, at: unit) else { return nil }
        // "5 $10 notes": the sign belongs to what follows.
        if text[word - 1] == UInt8(ascii: "$") || text[word - 1] >= 0x80, text.isDigit(text.afterSpace(at: word)) { return nil }
        return RuleMatch(kind: .money, range: position..<word, confidence: 0.95)
    }

    private func afterMagnitude(in text: RuleText, at position: Int) -> Int? {
        let start = text.afterSpace(at: position)
        guard let end = text.afterWord(of: Self.magnitudes, at: start) else { return nil }
        // One letter is a magnitude only when it touches the number: "$5 m" is more often the next word.
        return end - start == 1 && start > position ? nil : end
    }
}
