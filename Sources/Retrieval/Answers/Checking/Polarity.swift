import TextAnalysis

/// Whether two sentences with the same words say opposite things, as far as single words tell.
enum Polarity {
    static func contradict(_ first: String, _ second: String, language: String?) -> Bool {
        let (one, other) = (words(first), words(second))
        if isNegated(one) != isNegated(other) { return true }
        return opposites.contains { pair in
            let (left, right) = (pair.0, pair.1)
            // One side on each, and neither says both.
            return meets(one, left) && !meets(one, right) && meets(other, right) && !meets(other, left)
                || meets(one, right) && !meets(one, left) && meets(other, left) && !meets(other, right)
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "\u{2019}" }.map(String.init)
    }

    private static func meets(_ words: [String], _ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

    private static func isNegated(_ words: [String]) -> Bool {
        let count = words.count { negations.contains($0) || $0.hasSuffix("n't") || $0.hasSuffix("n\u{2019}t") }
        return count % 2 == 1
    }

    private static let negations: Set<String> = [
        "not", "no", "never", "neither", "nor", "without", "none", "cannot", "nicht", "kein", "keine", "keinen", "keiner", "keinem", "nie", "niemals",
        "ohne", "pas", "jamais", "aucun", "aucune", "sans", "ningún", "ninguna", "nunca", "sin", "non", "nessun", "nessuna", "mai", "senza", "não",
        "nenhum", "sem", "niet", "geen", "не", "нет", "никогда", "δεν", "μη", "χωρίς",
    ]

    private static let opposites: [(Set<String>, Set<String>)] = [
        (["increase", "increased", "increases", "rose", "rise", "rises", "grew", "grow", "grows", "higher", "gain", "gained", "up"],
            ["decrease", "decreased", "decreases", "fell", "fall", "falls", "declined", "decline", "shrank", "lower", "lost", "dropped", "down"]),
        (["more", "above", "over", "exceeds", "exceeded"], ["less", "fewer", "below", "under"]),
        (["before", "earlier", "prior"], ["after", "later"]),
        (["maximum", "most", "highest", "largest", "longest"], ["minimum", "least", "lowest", "smallest", "shortest"]),
        (["allowed", "permitted", "may", "accepted", "approved"], ["forbidden", "prohibited", "rejected", "denied", "refused"]),
        (["includes", "included", "including", "with"], ["excludes", "excluded", "excluding"]), (["first"], ["last"]),
        (["true", "correct"], ["false", "wrong", "incorrect"]), (["buyer", "customer", "tenant"], ["seller", "supplier", "landlord"]),
        (["gestiegen", "stieg", "höher", "zunahme", "mehr"], ["gesunken", "sank", "fiel", "niedriger", "abnahme", "weniger"]),
        (["vor"], ["nach"]), (["mindestens", "minimum"], ["höchstens", "maximal", "maximum"]),
        (["augmenté", "hausse", "plus"], ["diminué", "baisse", "moins"]), (["aumentó", "más"], ["disminuyó", "menos"]),
    ]
}
