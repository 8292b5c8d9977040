/// The English stemmer of Snowball ("Porter2", M. F. Porter, snowballstem.org/algorithms/english/stemmer.html), with the regions of its
/// third version, which keeps "university" from "universe".
enum EnglishStemmer {
    static func stem(_ word: inout WordStem) {
        guard word.count > 2, word.isASCII else { return }
        if let fixed = exceptions[word.bytes] {
            word.bytes = fixed
            return
        }
        markConsonantY(&word)
        let regions = Regions(word)
        dropPlural(&word)
        if !invariants.contains(word.bytes) {
            dropPast(&word, regions)
            if word.count > 2, [UInt8(ascii: "y"), UInt8(ascii: "Y")].contains(word.last()), !isVowel(word.last(2)) { word.replace(1, by: "i") }
            shorten(&word, regions, by: longEndings)
            shorten(&word, regions, by: middleEndings)
            dropLast(&word, regions)
            dropSilentE(&word, regions)
        }
        for index in word.bytes.indices where word.bytes[index] == UInt8(ascii: "Y") { word.bytes[index] = UInt8(ascii: "y") }
    }

    // MARK: Tables

    private static let exceptions: [[UInt8]: [UInt8]] = [
        "skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl",
        "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas", "cosmos": "cosmos", "bias": "bias", "andes": "andes",
    ].bytes
    /// Left alone once the plural is off.
    private static let invariants: Set<[UInt8]> = Set(
        ["evening", "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"].map { Array($0.utf8) })

    private static let longEndings: [(StaticString, StaticString, Bool)] = [
        ("ational", "ate", false), ("tional", "tion", false), ("enci", "ence", false), ("anci", "ance", false), ("abli", "able", false),
        ("entli", "ent", false), ("ization", "ize", false), ("izer", "ize", false), ("ation", "ate", false), ("ator", "ate", false),
        ("alism", "al", false), ("aliti", "al", false), ("alli", "al", false), ("fulness", "ful", false), ("ousli", "ous", false),
        ("ousness", "ous", false), ("iveness", "ive", false), ("iviti", "ive", false), ("biliti", "ble", false), ("bli", "ble", false),
        ("ogist", "og", false), ("ogi", "og", false), ("fulli", "ful", false), ("lessli", "less", false), ("li", "", false),
    ]
    private static let middleEndings: [(StaticString, StaticString, Bool)] = [
        ("ational", "ate", false), ("tional", "tion", false), ("alize", "al", false), ("icate", "ic", false), ("iciti", "ic", false),
        ("ical", "ic", false), ("ative", "", true), ("ful", "", false), ("ness", "", false),
    ]
    private static let lastEndings: [StaticString] = [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ]

    // MARK: Steps

    private static func markConsonantY(_ word: inout WordStem) {
        for index in word.bytes.indices where word.bytes[index] == UInt8(ascii: "y") {
            if index == 0 || isVowel(word.bytes[index - 1]) { word.bytes[index] = UInt8(ascii: "Y") }
        }
    }

    /// Step 1a.
    private static func dropPlural(_ word: inout WordStem) {
        if word.ends("sses") {
            word.drop(2)
        } else if word.ends("ied") || word.ends("ies") {
            word.drop(word.count > 4 ? 2 : 1)
        } else if word.last() == UInt8(ascii: "s"), !word.ends("us"), !word.ends("ss") {
            if word.bytes.dropLast(2).contains(where: isVowel) { word.drop(1) }
        }
    }

    /// Step 1b.
    private static func dropPast(_ word: inout WordStem, _ regions: Regions) {
        if let suffix = word.firstEnding(of: ["eedly", "eed"]) {
            if word.count - suffix.utf8CodeUnitCount >= regions.first { word.replace(suffix.utf8CodeUnitCount, by: "ee") }
            return
        }
        guard let suffix = word.firstEnding(of: ["ingly", "edly", "ing", "ed"]) else { return }
        let rest = word.bytes.dropLast(suffix.utf8CodeUnitCount)
        guard rest.contains(where: isVowel) else { return }
        // "dying", "lying", "tying".
        if suffix.utf8CodeUnitCount == 3, rest.count == 2, rest.last == UInt8(ascii: "y") { return word.replace(4, by: "ie") }
        word.drop(suffix.utf8CodeUnitCount)
        if word.ends("at") || word.ends("bl") || word.ends("iz") {
            word.replace(0, by: "e")
        } else if endsInDouble(word) {
            if !(word.count == 3 && "aeo".utf8.contains(word.bytes[0])) { word.drop(1) }
        } else if word.count <= regions.first, endsInShortSyllable(word.bytes) {
            word.replace(0, by: "e")
        }
    }

    /// Steps 2 and 3: the longest ending that fits decides, even when its place forbids to take it off.
    private static func shorten(_ word: inout WordStem, _ regions: Regions, by endings: [(StaticString, StaticString, Bool)]) {
        let longest = endings.filter { word.ends($0.0) }.max { $0.0.utf8CodeUnitCount < $1.0.utf8CodeUnitCount }
        guard let (suffix, replacement, isInSecond) = longest else { return }
        let size = suffix.utf8CodeUnitCount
        guard word.count - size >= (isInSecond ? regions.second : regions.first) else { return }
        if word.ends("ogi"), word.last(4) != UInt8(ascii: "l") { return }
        if size == 2, !"cdeghkmnrt".utf8.contains(word.last(3)) { return }
        word.replace(size, by: replacement)
    }

    /// Step 4.
    private static func dropLast(_ word: inout WordStem, _ regions: Regions) {
        guard let suffix = word.firstEnding(of: lastEndings), word.count - suffix.utf8CodeUnitCount >= regions.second else { return }
        if word.ends("ion"), !"st".utf8.contains(word.last(4)) { return }
        word.drop(suffix.utf8CodeUnitCount)
    }

    /// Step 5.
    private static func dropSilentE(_ word: inout WordStem, _ regions: Regions) {
        let place = word.count - 1
        if word.last() == UInt8(ascii: "e") {
            if place >= regions.second || place >= regions.first && !endsInShortSyllable(Array(word.bytes.dropLast())) { word.drop(1) }
        } else if word.ends("ll"), place >= regions.second {
            word.drop(1)
        }
    }

    // MARK: Sounds

    fileprivate static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

    private static func endsInDouble(_ word: WordStem) -> Bool {
        word.count > 1 && word.last() == word.last(2) && "bdfgmnprt".utf8.contains(word.last())
    }

    private static func endsInShortSyllable(_ bytes: [UInt8]) -> Bool {
        let count = bytes.count
        if count == 2 { return isVowel(bytes[0]) && !isVowel(bytes[1]) }
        guard count > 2 else { return false }
        if bytes.elementsEqual("past".utf8) { return true }
        return !isVowel(bytes[count - 3]) && isVowel(bytes[count - 2]) && !isVowel(bytes[count - 1]) && !"wxY".utf8.contains(bytes[count - 1])
    }
}

/// R1 and R2 of the algorithm: where endings may come off.
private struct Regions {
    var first: Int
    var second: Int

    private static let wholePrefixes: [StaticString] = [
        "gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter",
    ]

    init(_ word: WordStem) {
        first = Self.wholePrefixes.first { word.starts($0) }?.utf8CodeUnitCount ?? Self.end(word.bytes, from: 0)
        second = Self.end(word.bytes, from: first)
    }

    /// Behind the first consonant that follows a vowel.
    private static func end(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count {
            if EnglishStemmer.isVowel(bytes[index - 1]), !EnglishStemmer.isVowel(bytes[index]) { return index + 1 }
            index += 1
        }
        return bytes.count
    }
}

extension [String: String] {
    fileprivate var bytes: [[UInt8]: [UInt8]] {
        Dictionary<[UInt8], [UInt8]>(uniqueKeysWithValues: map { (Array($0.key.utf8), Array($0.value.utf8)) })
    }
}
