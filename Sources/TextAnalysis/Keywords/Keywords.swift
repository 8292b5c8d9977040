/// The words and phrases that a text is about, by the statistics of the text alone.
///
/// Campos, Mangaravite, Pasquali, Jorge, Nunes, Jatowt: YAKE! Keyword extraction from single documents using multiple local features,
/// Information Sciences 509 (2020): a word counts that is written with a capital, comes early, comes often, comes in many sentences, and
/// stands beside few different words.
///
/// Unlike there, phrases must come more than once, frequency counts twice, and a phrase whose words were named before is not named again.
package enum Keywords {
    package static let method = "word scores of YAKE (Campos et al. 2020) over words and repeated phrases"

    package struct Keyword: Hashable, Sendable {
        /// As it is written most often.
        package var text: String
        /// How often it comes.
        package var frequency: Int
        /// 0...1, relative to the most important one of the text.
        package var importance: Double
    }

    /// Words that a text must have: statistics of a sentence are chance.
    package static let fewestWords = 20

    /// The most important ones first; none is nearly the same as another.
    ///
    /// - Parameters:
    ///   - language: BCP 47; `nil` for unknown.
    ///   - limit: keywords at most.
    /// - Throws: when there is too little text, or the language's words cannot be told by spaces.
    package static func of(_ text: AnalyzedText, language: String?, limit: Int) throws(TextAnalysisError) -> [Keyword] {
        choose(try TokenizedText(text, language: language, method: "keywords"), limit: limit).map(\.keyword)
    }

    /// Keywords with the numbers of their words.
    static func choose(_ tokens: TokenizedText, limit: Int) -> [(keyword: Keyword, terms: [Int])] {
        var kept: [(keyword: Keyword, terms: [Int])] = []
        var covered: Set<Int> = []
        var best: Double?
        for candidate in Candidates(tokens, TermScores(tokens)).ranked {
            let words = candidate.terms.filter { !tokens.terms[$0].isStop }
            guard words.count(where: { !covered.contains($0) }) * 2 > words.count else { continue }
            let written = candidate.text(in: tokens)
            if kept.contains(where: { $0.keyword.text.lowercased().isAlmost(written.lowercased()) }) { continue }
            covered.formUnion(words)
            let merit = -Double.ln(candidate.score)
            best = best ?? merit
            let importance = max(0, min(1, merit / max(best ?? 1, .leastNonzeroMagnitude)))
            kept.append((Keyword(text: written, frequency: candidate.frequency, importance: importance), candidate.terms))
            if kept.count == limit { break }
        }
        return kept
    }
}

extension String {
    /// Likeness above which two keywords are one in two forms: with the paper's 0.9, "package" and "packages" are two.
    private static let sameLikeness = 0.85

    /// Whether few letters differ: 1 - edit distance / length of the longer.
    ///
    /// Letters of other scripts have two bytes and more, which makes them differ a little more.
    fileprivate func isAlmost(_ other: String) -> Bool {
        let (a, b) = (Array(utf8), Array(other.utf8))
        let longest = max(a.count, b.count)
        let most = Int(Double(longest) * (1 - Self.sameLikeness))
        guard abs(a.count - b.count) <= most else { return false }
        return EditDistance.between(a, b) <= most
    }
}

enum EditDistance {
    /// Letters to insert, delete or replace (Levenshtein 1966).
    static func between(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, diagonal + 1, row[j] + 1)
            }
        }
        return row[b.count]
    }
}
