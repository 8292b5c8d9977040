import Backends

/// Telephone numbers: "+30 210 123 4567", "(212) 555-0143", "212-555-0143", "Tel. 0171 1234567" (the number only).
struct PhoneRule: EntityRule {
    /// E.164 allows 15; fewer than 7 are extensions.
    private static let digits = 7...15
    private static let labels: [StaticString] = [
        "tel", "telephone", "phone", "fax", "mobile", "telefon", "τηλ", "whatsapp",
    ]
    /// How far before the number its label may be: "Telephone number: ".
    private static let labelReach = 24

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        guard text.isDigit(position) || text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "(") else { return nil }
        guard let number = number(in: text, at: position), Self.digits.contains(number.digits) else { return nil }
        let range = position..<number.end
        if text[position] == UInt8(ascii: "+") { return number.digits >= 8 ? RuleMatch(kind: .phone, range: range, confidence: 0.97) : nil }
        if isLabelled(text, before: position) { return RuleMatch(kind: .phone, range: range, confidence: 0.95) }
        guard isNorthAmerican(text, range) else { return nil }
        return RuleMatch(kind: .phone, range: range, confidence: text[position] == UInt8(ascii: "(") ? 0.95 : 0.85)
    }

    /// Digits with single spaces, dots, hyphens, slashes and one pair of brackets between them.
    private func number(in text: RuleText, at start: Int) -> (end: Int, digits: Int)? {
        var position = text[start] == UInt8(ascii: "+") ? start + 1 : start
        var (end, digits, signs) = (start, 0, 0)
        // A longer run than 40 bytes has too many digits or signs.
        while position - start < 40 {
            if text.isDigit(position) {
                (digits, signs) = (digits + 1, 0)
                position += 1
                end = position
                continue
            }
            switch text[position] {
            case 0x20, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): signs += 1
            default: signs = 9
            }
            // Two signs: ") ", " (".
            guard signs <= 2 else { break }
            position += 1
        }
        return digits > 0 && text.isEnd(end) ? (end, digits) : nil
    }

    private func isNorthAmerican(_ text: RuleText, _ range: Range<Int>) -> Bool {
        var groups: [Int] = [0]
        for position in range {
            if text.isDigit(position) { groups[groups.count - 1] += 1 } else if groups.last != 0 { groups.append(0) }
        }
        let isParted = text[range.lowerBound] == UInt8(ascii: "(") || !range.contains { text[$0] == 0x20 || text[$0] == UInt8(ascii: "/") }
        return isParted && groups == [3, 3, 4]
    }

    private func isLabelled(_ text: RuleText, before position: Int) -> Bool {
        var start = position
        // Back over ": ", ". ", " number ".
        while start > 0, position - start < Self.labelReach,
            text[start - 1] == 0x20 || text[start - 1] == UInt8(ascii: ":") || text[start - 1] == UInt8(ascii: ".")
        { start -= 1 }
        let end = start
        guard end < position else { return false }
        while start > 0, position - start < Self.labelReach, text.isWordByte(start - 1) { start -= 1 }
        return Self.labels.contains { text.after($0, at: start) == end }
    }
}
