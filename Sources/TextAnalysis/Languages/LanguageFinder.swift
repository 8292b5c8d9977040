import Foundation

/// Tells the language of text by its script and by the function words in it.
///
/// Languages that have a script to themselves are told by the script. The others are told by how many of the words are function words of
/// each language, rare ones counting more: "the" is English only, "de" is a word of ten languages.
package enum LanguageFinder {
    package static let method = "scripts and function words"

    /// What was found.
    package struct Finding: Hashable, Sendable {
        /// BCP 47; `nil` when the text is too short or in no language that is known.
        package var language: String?
        /// How far it is ahead of the next language, 0...1: 0 when both fit as well, 1 when nothing else does. 0 without a language.
        package var lead: Double
    }

    /// Words looked at: more do not change the answer.
    private static let sampleWords = 20_000
    /// Unicode scalars of a text that is one piece.
    private static let mostScalars = 200_000
    /// Hits that make a finding: one or two are a quotation, a name or chance.
    private static let fewestHits = 2
    /// Share of the words that must be function words: running text has 0.3 to 0.5, lists of names in a foreign language below this.
    private static let leastShare = 0.06
    /// Languages nearer than this cannot be told apart.
    private static let leastLead = 0.03

    package static func language(of text: AnalyzedText) -> Finding {
        language(ofParts: text.passages.lazy.map(\.text))
    }

    /// Of the text's beginning, which is enough of a long one.
    package static func language(of text: String) -> Finding {
        language(ofParts: CollectionOfOne(String(text.unicodeScalars.prefix(mostScalars))))
    }

    private static func language(ofParts parts: some Sequence<String>) -> Finding {
        var scripts = ScriptCounts()
        var words: [String] = []
        for part in parts {
            scripts.count(part)
            words += Words.cut(part, splitsAtApostrophes: true).lazy.map { $0.lowercased() }
            if words.count >= sampleWords { break }
        }
        if let language = scripts.language { return Finding(language: language, lead: 1) }
        return language(ofWords: words.prefix(sampleWords))
    }

    private static func language(ofWords words: some Collection<String>) -> Finding {
        var tally = LanguageTally()
        for word in words { tally.count(word) }
        let ranked = tally.ranked
        guard let best = ranked.first else { return Finding(language: nil, lead: 0) }
        let lead = ranked.count > 1 ? 1 - exp2(ranked[1].score - best.score) : 1
        let isClear = best.hits >= fewestHits && Double(best.hits) >= leastShare * Double(words.count) && lead >= leastLead
        return isClear ? Finding(language: best.language, lead: lead) : Finding(language: nil, lead: 0)
    }
}

/// How likely the words so far are in each language, by a model with two kinds of words: function words, whose frequency falls with their
/// place in the list (Zipf), and all others, which differ in their letters only.
private struct LanguageTally {
    private let languages: [LanguageModel] = LanguageModel.all
    private var scores = LanguageModel.all.map(\.prior)
    private var hits = [Int](repeating: 0, count: LanguageModel.all.count)
    /// What words with these letters say: texts have the same few again and again.
    private var letterScores: [Set<Unicode.Scalar>: [Double]] = [:]

    /// The likeliest first, with the logarithm (base 2) of the likelihood.
    var ranked: [(language: String, score: Double, hits: Int)] {
        languages.indices.map { (languages[$0].language, scores[$0], hits[$0]) }.sorted { ($0.score, $1.language) > ($1.score, $0.language) }
    }

    mutating func count(_ word: String) {
        let letters = Set(word.unicodeScalars.lazy.filter { Alphabets.telling.contains($0) })
        let byLetters = letterScores[letters] ?? languages.map { $0.score(ofLetters: letters) }
        letterScores[letters] = byLetters
        for index in languages.indices {
            if let score = languages[index].functionWords[word] {
                scores[index] += score
                hits[index] += 1
            } else {
                scores[index] += byLetters[index]
                if byLetters[index] > 0 { hits[index] += 1 }
            }
        }
    }
}

/// What is known of the words of one language. Scores are logarithms (base 2) of how much likelier a word is than any rare word.
private struct LanguageModel: Sendable {
    let language: String
    let functionWords: [String: Double]
    private let alphabet: Set<Unicode.Scalar>
    /// Score before any word was seen.
    let prior: Double
    /// Of a word that is in no list.
    private let otherScore: Double

    static let all: [LanguageModel] = FunctionWords.ordered.map { LanguageModel($0.language, $0.words, share: $0.share, rarityBits: $0.rarityBits) }

    /// How often any one rare word comes.
    private static let rareShare = 0.0001
    /// Of words with a letter that the language does not have: names and quotations.
    private static let foreignScore = -5.0
    /// Of words with letters beyond the common ones, all of which the language has.
    private static let ownScore = 2.0
    /// The first places of a list are not as far apart as Zipf's law in its simplest form has it (Mandelbrot).
    private static let zipfShift = 3.0

    private init(_ language: String, _ words: [String], share: Double, rarityBits: Double) {
        prior = -rarityBits
        self.language = language
        alphabet = Alphabets.byLanguage[language] ?? []
        let total = words.indices.reduce(0.0) { $0 + 1 / (Double($1) + Self.zipfShift) }
        functionWords = Dictionary(
            words.enumerated().map { place, word in
                (word, log2(share / (Double(place) + Self.zipfShift) / total / Self.rareShare))
            }, uniquingKeysWith: { first, _ in first })
        otherScore = log2(1 - share)
    }

    func score(ofLetters letters: Set<Unicode.Scalar>) -> Double {
        guard !letters.isEmpty else { return otherScore }
        return alphabet.isSuperset(of: letters) ? otherScore + Self.ownScore : otherScore + Self.foreignScore
    }
}

/// How many letters of each script a text has.
struct ScriptCounts {
    private enum Script: Hashable {
        case latin, cyrillic, greek, han, kana, hangul, arabic, hebrew, thai, devanagari, armenian, georgian, tamil, telugu, bengali, other
    }

    /// Share of the letters above which a script is that of the text: technical text has many Latin words in it.
    private static let majority = 0.4
    /// Share of kana among kana and Han above which the text is Japanese: running Japanese has 0.5 and more.
    private static let kanaShare = 0.08
    /// Share of letters that only Persian, or only Urdu, has: of the text in these languages some 0.03.
    private static let ownLetterShare = 0.004

    private var counts: [Script: Int] = [:]
    private var persian = 0
    private var urdu = 0

    mutating func count(_ text: String) {
        var latin = 0
        for scalar in text.unicodeScalars {
            if scalar.value < 0x250 {
                if scalar.isLetter { latin += 1 }
            } else if scalar.isLetter {
                counts[Self.script(of: scalar), default: 0] += 1
                if "پچژگ".unicodeScalars.contains(scalar) { persian += 1 }
                if "ٹڈڑںے".unicodeScalars.contains(scalar) { urdu += 1 }
            }
        }
        counts[.latin, default: 0] += latin
    }

    /// The language of a script that has one language; `nil` for scripts of many, and for a mixture.
    var language: String? {
        let total = counts.values.reduce(0, +)
        func share(_ scripts: Script...) -> Double {
            total > 0 ? Double(scripts.reduce(0) { $0 + counts[$1, default: 0] }) / Double(total) : 0
        }
        if share(.han, .kana) > Self.majority { return share(.kana) > Self.kanaShare * share(.han, .kana) ? "ja" : "zh" }
        if share(.arabic) > Self.majority {
            let arabic = Double(counts[.arabic, default: 0])
            return Double(urdu) > Self.ownLetterShare * arabic ? "ur" : Double(persian) > Self.ownLetterShare * arabic ? "fa" : "ar"
        }
        let single: [(Script, String)] = [
            (.hangul, "ko"), (.hebrew, "he"), (.thai, "th"), (.devanagari, "hi"), (.armenian, "hy"), (.georgian, "ka"), (.tamil, "ta"),
            (.telugu, "te"), (.bengali, "bn"), (.greek, "el"),
        ]
        return single.first { share($0.0) > Self.majority }?.1
    }

    private static func script(of scalar: Unicode.Scalar) -> Script {
        switch scalar.value {
        case 0x1E00...0x1EFF: .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
        case 0x400...0x52F: .cyrillic
        case 0x530...0x58F: .armenian
        case 0x590...0x5FF: .hebrew
        case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
        case 0x900...0x97F: .devanagari
        case 0x980...0x9FF: .bengali
        case 0xB80...0xBFF: .tamil
        case 0xC00...0xC7F: .telugu
        case 0xE00...0xE7F: .thai
        case 0x10A0...0x10FF: .georgian
        case 0x1100...0x11FF, 0xAC00...0xD7AF: .hangul
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F: .han
        default: .other
        }
    }
}
