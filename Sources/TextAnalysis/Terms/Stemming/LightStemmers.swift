/// The light stemmer for German of J. Savoy (Light Stemming Approaches for the French, Portuguese, German and Hungarian Languages, 2006).
enum GermanStemmer {
    static func stem(_ word: inout WordStem) {
        guard word.isASCII else { return }
        if word.count > 5, word.ends("ern") {
            word.drop(3)
        } else if word.count > 4, word.last(2) == UInt8(ascii: "e"), "mnrs".utf8.contains(word.last()) {
            word.drop(2)
        } else if word.count > 3, word.last() == UInt8(ascii: "e") {
            word.drop(1)
        } else if word.count > 3, word.last() == UInt8(ascii: "s"), takesS(word.last(2)) {
            word.drop(1)
        }
        if word.count > 5, word.ends("est") {
            word.drop(3)
        } else if word.count > 4, word.ends("er") || word.ends("en") {
            word.drop(2)
        } else if word.count > 4, word.ends("st"), takesS(word.last(3)) {
            word.drop(2)
        }
    }

    /// ä, ö and ü as they are written without them: "Mueller" is "Muller", which folding makes of "Müller". Not "neue", "Quelle".
    static func joinUmlauts(_ word: inout [UInt8]) {
        guard word.count > 2, word.contains(UInt8(ascii: "e")) else { return }
        var index = 1
        while index < word.count {
            let before = index > 1 ? word[index - 2] : 0
            let isUmlaut: Bool
            switch word[index - 1] {
            case UInt8(ascii: "a"), UInt8(ascii: "o"): isUmlaut = true
            case UInt8(ascii: "u"): isUmlaut = !"aeiouyq".utf8.contains(before)
            default: isUmlaut = false
            }
            if word[index] == UInt8(ascii: "e"), isUmlaut { word.remove(at: index) } else { index += 1 }
        }
    }

    private static func takesS(_ letter: UInt8) -> Bool { "bdfghklmnt".utf8.contains(letter) }
}

/// The light stemmer for Spanish of J. Savoy (Report on CLEF-2001 experiments): gender and number.
enum SpanishStemmer {
    static func stem(_ word: inout WordStem) {
        guard word.count >= 5, word.isASCII else { return }
        switch word.last() {
        case UInt8(ascii: "o"), UInt8(ascii: "a"), UInt8(ascii: "e"): word.drop(1)
        case UInt8(ascii: "s"):
            if word.ends("eses") {
                word.drop(2)
            } else if word.ends("ces") {
                word.replace(3, by: "z")
            } else if "oae".utf8.contains(word.last(2)) {
                word.drop(2)
            }
        default: break
        }
    }
}

/// The light stemmer for Italian of J. Savoy (Report on CLEF-2001 experiments): gender and number.
enum ItalianStemmer {
    static func stem(_ word: inout WordStem) {
        guard word.count >= 6, word.isASCII else { return }
        switch word.last() {
        case UInt8(ascii: "e"), UInt8(ascii: "i"): word.drop("ih".utf8.contains(word.last(2)) ? 2 : 1)
        case UInt8(ascii: "a"), UInt8(ascii: "o"): word.drop(word.last(2) == UInt8(ascii: "i") ? 2 : 1)
        default: break
        }
    }
}

/// The light stemmer for French of J. Savoy (2006), on words without accents, so that those typed without them are found.
enum FrenchStemmer {
    /// What ends so, in words longer than this, is cut and completed; the first that fits is the only one.
    private static let derivations: [(suffix: StaticString, leastCount: Int, drops: Int, adds: StaticString)] = [
        ("issement", 9, 7, "r"), ("issant", 8, 5, "r"), ("ivement", 6, 5, "f"), ("ement", 6, 4, ""), ("ficatrice", 11, 7, "er"),
        ("ficateur", 10, 6, "er"), ("catrice", 9, 7, "quer"), ("cateur", 8, 6, "quer"), ("atrice", 8, 6, "er"), ("ateur", 7, 5, "er"),
        ("trice", 6, 4, "eur"), ("ieme", 5, 4, ""), ("teuse", 7, 3, "r"), ("teur", 6, 2, "r"), ("euse", 5, 2, ""), ("ere", 8, 2, "r"),
        ("ive", 7, 2, "f"), ("folle", 4, 3, "u"), ("molle", 4, 3, "u"), ("nnelle", 9, 5, ""), ("nnel", 9, 3, ""), ("ete", 4, 1, ""),
        ("ualisation", 12, 9, "el"), ("isation", 9, 7, ""), ("isateur", 9, 7, ""), ("ique", 8, 4, ""), ("esse", 8, 3, ""), ("inage", 7, 3, ""),
        ("ation", 8, 5, ""), ("ition", 8, 5, ""),
    ]

    static func stem(_ word: inout WordStem) {
        guard word.isASCII else { return }
        if word.count > 5, word.last() == UInt8(ascii: "x") {
            if word.ends("aux"), word.last(4) != UInt8(ascii: "e") { word.replace(3, by: "al") } else { word.drop(1) }
        }
        if word.count > 3, word.last() == UInt8(ascii: "x") { word.drop(1) }
        if word.count > 3, word.last() == UInt8(ascii: "s") { word.drop(1) }
        if let rule = derivations.first(where: { word.count > $0.leastCount && word.ends($0.suffix) }) { word.replace(rule.drops, by: rule.adds) }
        normalize(&word)
    }

    private static func normalize(_ word: inout WordStem) {
        if word.count > 4 { word.bytes = word.bytes.reduce(into: []) { if $0.last != $1 { $0.append($1) } } }
        if word.count > 4, word.ends("ie") { word.drop(2) }
        guard word.count > 4 else { return }
        if word.last() == UInt8(ascii: "r") { word.drop(1) }
        if word.last() == UInt8(ascii: "e") { word.drop(1) }
        if word.last() == UInt8(ascii: "e") { word.drop(1) }
        if word.last() == word.last(2) { word.drop(1) }
    }
}
