import DocumentModel

/// A passage with its words as numbers.
struct ComparedUnit: Sendable {
    /// Index into the outline's passages.
    var passage: Int
    var section: Int
    var isHeading: Bool
    /// Words and signs in order, capitals kept.
    var tokens: [Int32]
    /// Words without capitals.
    var bag: WordBag
    /// Equal for equal tokens.
    var key: Int32
    var wordCount: Int
}

/// Two documents, prepared so that their passages can be compared by the hundred thousand.
struct ComparedPair: Sendable {
    /// Passages of a document that are looked at; a book of 1,000 pages has some 15,000, a list of parts ten times as many.
    static let mostUnits = 60_000
    /// Numbers differ from version to version: beside words, they count little for whether two passages are the same one.
    private static let weightOfNumbers: Float = 0.8

    let before: DocumentOutline
    let after: DocumentOutline
    private(set) var a: [ComparedUnit] = []
    private(set) var b: [ComparedUnit] = []
    /// By number of the word.
    private(set) var weights: [Float] = []
    private(set) var isCut = false

    init(_ before: DocumentOutline, _ after: DocumentOutline) {
        self.before = before
        self.after = after
        var words = Vocabulary()
        var keys: [[Int32]: Int32] = [:]
        var numerals: Set<Int32> = []
        a = Self.units(of: before, &words, &keys, &numerals)
        b = Self.units(of: after, &words, &keys, &numerals)
        isCut = before.passages.count > Self.mostUnits || after.passages.count > Self.mostUnits
        weights = WordBag.weights(of: a.map(\.bag) + b.map(\.bag), wordCount: words.count)
        for numeral in numerals { weights[Int(numeral)] = min(weights[Int(numeral)], Self.weightOfNumbers) }
    }

    private static func units(
        of outline: DocumentOutline, _ words: inout Vocabulary, _ keys: inout [[Int32]: Int32], _ numerals: inout Set<Int32>
    ) -> [ComparedUnit] {
        outline.passages.prefix(mostUnits).map { passage in
            let tokens = WordToken.cut(passage.text)
            let numbers = tokens.map { words.number(of: $0.text) }
            var folded: [Int32] = []
            for token in tokens where !token.isSign {
                let number = words.number(of: token.text.lowercased())
                if token.text.utf8.first.map({ (0x30...0x39).contains($0) }) == true { numerals.insert(number) }
                folded.append(number)
            }
            let key = keys[numbers] ?? Int32(keys.count)
            keys[numbers] = key
            return ComparedUnit(
                passage: passage.index, section: passage.section, isHeading: passage.kind == .heading, tokens: numbers, bag: WordBag(folded),
                key: key, wordCount: folded.count)
        }
    }

    func likeness(_ left: Int, _ right: Int) -> Double {
        a[left].key == b[right].key ? 1 : a[left].bag.likeness(to: b[right].bag, weights)
    }
}
