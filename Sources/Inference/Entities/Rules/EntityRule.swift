import Backends

/// Something written in a regular way, and how sure its form makes it.
struct RuleMatch {
    var kind: Entity.Kind
    var range: Range<Int>
    /// Share of right ones among matches of this form.
    var confidence: Double
}

/// Finds one kind of regular writing. Rules look at a bounded number of bytes from a position on, and never back.
protocol EntityRule: Sendable {
    /// The match that begins at the position; `nil` when there is none.
    func match(in text: RuleText, at position: Int) -> RuleMatch?
}

/// All rules, the more specific first: where two could match, the first one wins.
enum EntityRules {
    private static let rules: [any EntityRule] = [
        AddressRule(), StandardRule(), DateRule(), MoneyRule(), PhoneRule(), QuantityRule(), ProductRule(),
    ]

    /// Matches in order of position, not overlapping.
    static func matches(in text: RuleText) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        var position = 0
        while position < text.bytes.count {
            guard text.isStart(position), text[position] & 0xC0 != 0x80, let match = firstMatch(in: text, at: position) else {
                position += 1
                continue
            }
            matches.append(match)
            position = match.range.upperBound
        }
        return matches
    }

    private static func firstMatch(in text: RuleText, at position: Int) -> RuleMatch? {
        for rule in rules {
            if let match = rule.match(in: text, at: position) { return match }
        }
        return nil
    }
}
