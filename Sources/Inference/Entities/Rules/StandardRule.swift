import Backends

/// Numbers of standards: "EN 14411", "DIN EN ISO 10545-2:2018", "ASTM C648-04", "ISO/IEC 27001", "MIL-STD-810G".
struct StandardRule: EntityRule {
    /// Bodies whose letters mean nothing else in capitals.
    private static let bodies: [StaticString] = [
        "ISO", "IEC", "ASTM", "DIN", "ANSI", "IEEE", "NFPA", "ASME", "CEN", "CENELEC", "JIS", "GOST", "ETSI", "ELOT", "UNI", "UNE", "VDE", "VDI",
        "MIL-STD", "MIL-PRF", "ITU-T", "ITU-R", "RFC", "AATCC", "ASHRAE", "ECMA", "NIST", "FIPS", "TAPPI", "EIA", "TIA", "JEDEC", "ÖNORM", "SIA",
        "NBN",
        "ABNT", "AASHTO", "NEMA", "IPC", "CSA", "SAE",
    ]
    /// Short ones that may be words or initials: taken only before at least three digits, or after another body.
    private static let shortBodies: [StaticString] = ["EN", "BS", "UL", "NF", "AS", "NZS", "GB", "API", "IS", "SS", "NS", "DS"]
    /// Kinds of documents, only after a body: "CEN/TS 15673", "ISO/TR 11069".
    private static let followers: [StaticString] = ["TS", "TR", "PAS", "HD"]
    /// Bodies of one designation: "BS DIN EN ISO/IEC 17025" has the most there are.
    private static let maximumBodies = 5

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        guard text.isUppercase(position) || text[position] == 0xC3 else { return nil }
        var end = position
        var count = 0
        var isCertain = false
        while count < Self.maximumBodies {
            let known = body(in: text, at: end, of: Self.bodies)
            let other = body(in: text, at: end, of: count == 0 ? Self.shortBodies : Self.shortBodies + Self.followers)
            guard let next = known ?? other else { break }
            isCertain = isCertain || known != nil
            count += 1
            end = text[next] == UInt8(ascii: "/") || text[next] == UInt8(ascii: "-") ? next + 1 : text.afterSpace(at: next)
        }
        guard count > 0, let number = number(in: text, at: end) else { return nil }
        guard isCertain || count > 1 || number.digits >= 3 else { return nil }
        return RuleMatch(kind: .standard, range: position..<number.end, confidence: isCertain ? 0.98 : count > 1 ? 0.97 : 0.85)
    }

    private func body(in text: RuleText, at position: Int, of bodies: [StaticString]) -> Int? {
        bodies.compactMap { text.afterExactly($0, at: position) }.filter { text.isEnd($0) }.max()
    }

    /// A number with parts, year and amendments: letters of a group ("C", "D", "STD"), digits, then groups behind `-`, `.`, `:`, `/`, `+`.
    private func number(in text: RuleText, at start: Int) -> (end: Int, digits: Int)? {
        var position = start
        while text.isUppercase(position), position - start < 3 { position += 1 }
        if position > start { position = text[position] == UInt8(ascii: "-") ? position + 1 : text.afterSpace(at: position) }
        let digits = text.afterDigits(at: position, limit: 7)
        guard digits > position else { return nil }
        let count = digits - position
        var end = afterSuffix(in: text, at: digits)
        // Ten groups: "12345-1-2:2009+A1:2012+AC:2014" has seven.
        for _ in 0..<10 {
            guard let next = group(in: text, at: end) else { break }
            end = next
        }
        return text.isEnd(end) ? (end, count) : nil
    }

    private func group(in text: RuleText, at end: Int) -> Int? {
        switch text[end] {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "+"): break
        default: return nil
        }
        var position = end + 1
        while text.isUppercase(position), position - end <= 2 { position += 1 }
        let digits = text.afterDigits(at: position, limit: 6)
        guard digits > end + 1 else { return nil }
        return afterSuffix(in: text, at: digits)
    }

    /// Letters after digits: "802.11ac", "810G", "648a".
    private func afterSuffix(in text: RuleText, at position: Int) -> Int {
        var end = position
        while text.isLetter(end), end - position < 2 { end += 1 }
        return text.isEnd(end) ? end : position
    }
}
