/// Takes the endings off folded words, by language. Raw values are BCP 47.
enum Stemmer: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
    case italian = "it"
    case greek = "el"

    func stem(_ word: inout WordStem) {
        switch self {
        case .english: EnglishStemmer.stem(&word)
        case .german: GermanStemmer.stem(&word)
        case .french: FrenchStemmer.stem(&word)
        case .spanish: SpanishStemmer.stem(&word)
        case .italian: ItalianStemmer.stem(&word)
        case .greek: GreekStemmer.stem(&word)
        }
    }
}

/// A folded word whose endings are coming off: UTF-8.
struct WordStem {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    /// The byte so many places before the end, 1 for the last; 0 where the word has none.
    func last(_ place: Int = 1) -> UInt8 { place <= bytes.count ? bytes[bytes.count - place] : 0 }

    func ends(_ suffix: StaticString) -> Bool {
        suffix.withUTF8Buffer { $0.count <= bytes.count && bytes.suffix($0.count).elementsEqual($0) }
    }

    func isOne(of words: StaticString...) -> Bool {
        words.contains { word in word.withUTF8Buffer { bytes.elementsEqual($0) } }
    }

    func starts(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { $0.count <= bytes.count && bytes.prefix($0.count).elementsEqual($0) }
    }

    mutating func drop(_ count: Int) {
        bytes.removeLast(min(count, bytes.count))
    }

    mutating func replace(_ count: Int, by ending: StaticString) {
        drop(count)
        ending.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The first of the suffixes that the word ends with; list longer ones first.
    func firstEnding(of suffixes: [StaticString]) -> StaticString? {
        suffixes.first { ends($0) }
    }

    var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }
}
