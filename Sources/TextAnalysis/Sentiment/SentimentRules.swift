/// How good or bad one sentence sounds, -1...1: its words' valences, changed by the words around them.
///
/// Hutto & Gilbert: VADER: a parsimonious rule-based model for sentiment analysis of social media text, ICWSM 2014, with the amounts that
/// the authors measured.
package struct SentimentRules: Sendable {
    private let lexicon: SentimentLexicon

    package init(_ lexicon: SentimentLexicon) {
        self.lexicon = lexicon
    }

    /// What a degree adverb adds ("very good") or takes ("somewhat good").
    private static let degree = 0.293
    /// What capitals among small letters add.
    private static let capitals = 0.733
    /// What a negation makes of a valence: "not good" is less bad than "bad".
    private static let negation = -0.74
    /// How much of a degree adverb is left one and two words further away.
    private static let fading = [1, 0.95, 0.9]
    /// What stands before and behind "but".
    private static let (beforeBut, behindBut) = (0.5, 1.5)
    private static let exclamation = (each: 0.292, most: 4)
    private static let question = (each: 0.18, many: 0.96, most: 3)
    /// Makes sums of valences -1...1: a sum of 15 valences of 1 is near the end.
    private static let normalization = 15.0

    private struct Token {
        var lower: String
        var isShouted: Bool
    }

    package func compound(of sentence: Substring) -> Double {
        let written = sentence.split(whereSeparator: \.isWhitespace).map { Self.withoutPunctuation(String($0)) }.filter { !$0.isEmpty }
        let shouted = written.map(Self.isShouted)
        // Where everything is in capitals, capitals emphasise nothing.
        let isMixed = shouted.contains(true) && shouted.contains(false)
        let tokens = zip(written, shouted).map { Token(lower: $0.lowercased(), isShouted: $1 && isMixed) }
        var valences = tokens.indices.map { valence(at: $0, in: tokens) }
        weighBut(&valences, tokens)
        var sum = valences.reduce(0, +)
        let emphasis = Self.emphasis(of: sentence)
        if sum > 0 { sum += emphasis } else if sum < 0 { sum -= emphasis }
        return sum / (sum * sum + Self.normalization).squareRoot()
    }

    private func valence(at index: Int, in tokens: [Token]) -> Double {
        let token = tokens[index]
        guard SentimentWords.degrees[token.lower] == nil, var valence = lexicon.valences[token.lower] else { return 0 }
        if token.lower == "kind", index + 1 < tokens.count, tokens[index + 1].lower == "of" { return 0 }
        // "no" negates what follows when that has a valence; by itself it is bad.
        if token.lower == "no", index + 1 < tokens.count, lexicon.valences[tokens[index + 1].lower] != nil { return 0 }
        if token.isShouted { valence += valence > 0 ? Self.capitals : -Self.capitals }
        for distance in 1...3 where distance <= index {
            let before = tokens[index - distance]
            guard lexicon.valences[before.lower] == nil || SentimentWords.negations.contains(before.lower) else { continue }
            valence += degree(of: before, on: valence) * Self.fading[distance - 1]
            valence = negated(valence, at: index, distance: distance, tokens)
        }
        if index > 0, tokens[index - 1].lower == "least", index < 2 || !["at", "very"].contains(tokens[index - 2].lower) {
            valence *= Self.negation
        }
        return valence
    }

    private func degree(of adverb: Token, on valence: Double) -> Double {
        guard let direction = SentimentWords.degrees[adverb.lower] else { return 0 }
        var amount = direction * Self.degree * (valence < 0 ? -1 : 1)
        if adverb.isShouted { amount += valence > 0 ? Self.capitals : -Self.capitals }
        return amount
    }

    private func negated(_ valence: Double, at index: Int, distance: Int, _ tokens: [Token]) -> Double {
        let word = tokens[index - distance].lower
        if word == "never", distance > 1, ["so", "this"].contains(tokens[index - distance + 1].lower) {
            // "never so good", "never been this good"
            return valence * (distance == 2 ? 1.25 : 1.5)
        }
        if word == "without", distance > 1, tokens[index - distance + 1].lower == "doubt" { return valence }
        return SentimentWords.isNegation(word) ? valence * Self.negation : valence
    }

    private func weighBut(_ valences: inout [Double], _ tokens: [Token]) {
        guard let but = tokens.firstIndex(where: { $0.lower == "but" }) else { return }
        for index in valences.indices {
            if index < but { valences[index] *= Self.beforeBut } else if index > but { valences[index] *= Self.behindBut }
        }
    }

    private static func emphasis(of sentence: Substring) -> Double {
        let exclamations = min(exclamation.most, sentence.utf8.count { $0 == UInt8(ascii: "!") })
        let questions = sentence.utf8.count { $0 == UInt8(ascii: "?") }
        let asked = questions <= 1 ? 0 : questions <= question.most ? Double(questions) * question.each : question.many
        return Double(exclamations) * exclamation.each + asked
    }

    /// Emoticons are short and all punctuation: they stay as they are.
    private static func withoutPunctuation(_ word: String) -> String {
        let scalars = word.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isEdgePunctuation }), let last = scalars.lastIndex(where: { !$0.isEdgePunctuation }) else {
            return word
        }
        let stripped = String(scalars[first...last])
        return stripped.unicodeScalars.count <= 2 ? word : stripped
    }

    private static func isShouted(_ word: String) -> Bool {
        word.unicodeScalars.contains(where: \.isUppercase) && !word.unicodeScalars.contains(where: \.isLowercase)
    }
}

extension Unicode.Scalar {
    fileprivate var isEdgePunctuation: Bool {
        if value < 0x80 { return value > 0x20 && !isWordPart }
        return self == "\u{2018}" || self == "\u{2019}" || self == "\u{201C}" || self == "\u{201D}" || self == "\u{2026}" || self == "\u{2014}"
    }
}
