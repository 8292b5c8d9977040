/// Cuts text into the terms that an index keeps and that a query is compared by.
///
/// Text and query are cut by the same rules, so that a phrase of the query is a run of the text's terms wherever its words stand there:
/// * words without case and accents ("Größe", "GROSSE" and "grosse" are one), in German with ä as ae or a, in Greek with one sigma;
/// * their stems, in languages that have a stemmer (`language`);
/// * codes and numbers whole and in parts: "EN 12390-3" is en, 123903, 12390, 3; "COVID19" is covid19, covid, 19. The whole one comes first;
///   decimals have one writing: 3.5 and 3,5 are one term;
/// * words with hyphens in parts, and joined when there are two or three;
/// * Chinese, Japanese and Korean as pairs of neighbouring signs, Han also one by one.
///
/// Terms are letters and digits only (general categories L and N), so that any tokenizer of an index leaves them whole.
package struct SearchTerms: Sendable {
    /// Longer words are cut: they are data (base64, hashes), and an index would keep each of them once.
    package static let longestTerm = 64

    private let stemmer: Stemmer?
    private let elisions: Set<String>
    private let isGerman: Bool

    /// - Parameter language: BCP 47 of the text; endings stay as they are when it is `nil` or has no stemmer.
    package init(language: String?) {
        let primary = language.map { $0.lowercased().prefix { $0 != "-" && $0 != "_" } }.map(String.init)
        stemmer = primary.flatMap(Stemmer.init(rawValue:))
        elisions = primary.flatMap { Elisions.byLanguage[$0] } ?? []
        isGerman = primary == "de"
    }

    /// In the order of the text; what stands at one place comes whole before its parts. Empty for text without letters and digits.
    package func terms(of text: String) -> [String] {
        occurrences(in: text).map(\.term)
    }

    /// The same with where each stands.
    package func occurrences(in text: String) -> [TermOccurrence] {
        var cutter = TermCutter(self)
        for token in TokenCutter.tokens(of: text) { cutter.take(token) }
        return cutter.occurrences
    }

    /// A folded word as the index has it.
    func stem(_ word: [UInt8]) -> String {
        var word = word
        if isGerman { GermanStemmer.joinUmlauts(&word) }
        guard let stemmer else { return String(decoding: word, as: UTF8.self) }
        var stem = WordStem(word)
        stemmer.stem(&stem)
        return String(decoding: stem.bytes, as: UTF8.self)
    }

    func isElision(_ word: [UInt8]) -> Bool {
        elisions.contains(String(decoding: word, as: UTF8.self))
    }
}

/// A term with what it stands for in the text.
package struct TermOccurrence: Hashable, Sendable {
    package var term: String
    /// UTF-8 offsets in the text of what the term stands for.
    package var range: Range<Int>
}

/// Words that lose their vowel before an apostrophe and say nothing: "l'arbre", "dell'anno".
private enum Elisions {
    static let byLanguage: [String: Set<String>] = [
        "fr": ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"],
        "it": [
            "l", "d", "c", "n", "s", "t", "v", "m", "un", "all", "dall", "dell", "nell", "sull", "coll", "gl", "agl", "dagl", "degl", "negl", "sugl",
            "quest", "quell",
        ],
    ]
}

/// Makes terms of tokens.
private struct TermCutter {
    let rules: SearchTerms
    private(set) var occurrences: [TermOccurrence] = []

    /// "e-mail" is also "email"; a chain of more words is a phrase.
    private static let mostJoined = 3

    init(_ rules: SearchTerms) {
        self.rules = rules
    }

    mutating func take(_ token: Token) {
        switch token.kind {
        case .ideographs: addPairs(token)
        case .words: addWords(token)
        case .code: addCode(token)
        }
    }

    // MARK: Words

    private mutating func addWords(_ token: Token) {
        let parts = withoutApostrophes(token.parts)
        if parts.count == 1 { return addWord(parts[0].folded, parts[0].range) }
        let areInitials = parts.allSatisfy { $0.letterCount == 1 }
        if areInitials || parts.count <= Self.mostJoined && parts.dropFirst().allSatisfy({ $0.joiner == .hyphen }) {
            addWord(parts.flatMap(\.folded), token.range)
        }
        if areInitials { return }
        for part in parts { addWord(part.folded, part.range) }
    }

    /// What stands before and behind apostrophes: articles are left out, endings go with the word ("Smith's", "don't").
    private func withoutApostrophes(_ parts: [Token.Part]) -> [Token.Part] {
        var result: [Token.Part] = []
        for part in parts {
            guard part.joiner == .apostrophe, let last = result.last else {
                result.append(part)
                continue
            }
            if rules.isElision(last.folded) {
                result[result.count - 1] = Token.Part(part, joiner: last.joiner)
            } else if part.letterCount <= 2 {
                if part.folded != [UInt8(ascii: "s")] { result[result.count - 1].folded += part.folded }
                result[result.count - 1].range = last.range.lowerBound..<part.range.upperBound
            } else {
                result.append(part)
            }
        }
        return result
    }

    private mutating func addWord(_ folded: [UInt8], _ range: Range<Int>) {
        add(rules.stem(folded), range)
    }

    // MARK: Numbers and codes

    private mutating func addCode(_ token: Token) {
        if token.isDecimal { return addNumber(token) }
        add(String(decoding: token.parts.flatMap(\.folded), as: UTF8.self), token.range)
        let pieces = token.parts.flatMap { $0.piecesOfOneKind }
        guard pieces.count > 1 else { return }
        for piece in pieces where !(piece.isCut && piece.folded.count == 1) {
            if piece.isNumber { add(String(decoding: piece.folded, as: UTF8.self), piece.range) } else { addWord(piece.folded, piece.range) }
        }
    }

    /// "1,000.5": with one sign for the point in all languages; with groups of three also without signs.
    private mutating func addNumber(_ token: Token) {
        let groups = token.parts.map { String(decoding: $0.folded, as: UTF8.self) }
        add(groups.joined(separator: Token.point), token.range)
        if groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) { add(groups.joined(), token.range) }
    }

    // MARK: Signs

    private mutating func addPairs(_ token: Token) {
        let signs = token.signs
        for (place, sign) in signs.enumerated() {
            if sign.isHan || signs.count == 1 { add(sign.text, sign.range) }
            guard place + 1 < signs.count else { continue }
            let next = signs[place + 1]
            add(sign.text + next.text, sign.range.lowerBound..<next.range.upperBound)
        }
    }

    private mutating func add(_ term: String, _ range: Range<Int>) {
        let isLong = term.utf8.count > SearchTerms.longestTerm
        occurrences.append(TermOccurrence(term: isLong ? term.shortened(to: SearchTerms.longestTerm) : term, range: range))
    }
}

extension String {
    /// Its beginning with at most this many UTF-8 bytes, cut between characters.
    fileprivate func shortened(to bytes: Int) -> String {
        var end = utf8.index(startIndex, offsetBy: bytes)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
