/// One piece of a query.
enum QueryPart: Hashable {
    enum Sign { case none, required, excluded }

    case text(String, Sign, isQuoted: Bool)
    case field(QueryField, String, isExcluded: Bool)
    case or
}

/// Cuts a query into its pieces: at space, but not within quotes.
struct QueryParts {
    private var rest: Substring
    private var parts: [QueryPart] = []

    static func cut(_ text: String) -> [QueryPart] {
        var parts = QueryParts(rest: Substring(text))
        while parts.takeNext() {}
        return parts.parts
    }

    private init(rest: Substring) {
        self.rest = rest
    }

    private mutating func takeNext() -> Bool {
        rest = rest.drop { $0.isWhitespace }
        guard !rest.isEmpty else { return false }
        let sign = takeSign()
        if rest.first.map(Self.isQuote) == true {
            addQuoted { .text($0, sign, isQuoted: true) }
            return true
        }
        let word = rest.prefix { !$0.isWhitespace }
        if let colon = word.firstIndex(of: ":"), let field = QueryField(name: word[..<colon].lowercased()) {
            takeField(field, from: rest.index(after: colon), isExcluded: sign == .excluded)
            return true
        }
        rest = rest[word.endIndex...]
        switch (word, sign) {
        case ("OR", .none), ("|", .none): parts.append(.or)
        // Written out by those who know it from elsewhere; what stands side by side is looked for together anyway.
        case ("AND", .none), ("&", .none): break
        default: parts.append(.text(String(word), sign, isQuoted: false))
        }
        return true
    }

    /// "-" and "+" directly before a word; alone they are punctuation.
    private mutating func takeSign() -> QueryPart.Sign {
        if rest.hasPrefix("NOT "), rest.dropFirst(4).contains(where: { !$0.isWhitespace }) {
            rest = rest.dropFirst(4).drop { $0.isWhitespace }
            return .excluded
        }
        guard let first = rest.first, first == "-" || first == "+" || first == "\u{2212}", let next = rest.dropFirst().first,
            next.isLetter || next.isNumber || Self.isQuote(next)
        else { return .none }
        rest = rest.dropFirst()
        return first == "+" ? .required : .excluded
    }

    private mutating func takeField(_ field: QueryField, from start: Substring.Index, isExcluded: Bool) {
        rest = rest[start...]
        if rest.first.map(Self.isQuote) == true {
            addQuoted { .field(field, $0, isExcluded: isExcluded) }
            return
        }
        let value = rest.prefix { !$0.isWhitespace }
        rest = rest[value.endIndex...]
        // "title:" with nothing behind it is a word with a colon.
        parts.append(value.isEmpty ? .text(field.rawValue, .none, isQuoted: false) : .field(field, String(value), isExcluded: isExcluded))
    }

    /// What is between quotes; to the end when the closing one is missing.
    private mutating func addQuoted(_ make: (String) -> QueryPart) {
        rest = rest.dropFirst()
        let inner = rest.prefix { !Self.isQuote($0) }
        rest = rest[inner.endIndex...].dropFirst()
        let text = inner.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if !text.isEmpty { parts.append(make(text)) }
    }

    private static func isQuote(_ character: Character) -> Bool {
        switch character {
        case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}", "\u{300C}", "\u{300D}": true
        default: false
        }
    }
}
