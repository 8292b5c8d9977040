import TextAnalysis

/// The numbers in a text, whatever way they are written.
struct Numerals: Sendable {
    /// One number as it stands there, with what it may mean: "1.240" is 1240 or 1.24.
    struct Value: Hashable, Sendable {
        var text: String
        /// Decimal notation without grouping and needless zeros.
        var meanings: Set<String>

        /// 1000...2100 in four digits without a separator.
        var isYear: Bool { text.utf8.count == 4 && (Int(text).map { (1000...2100).contains($0) } ?? false) }
    }

    let values: [Value]

    init(in text: String) {
        var values: [Value] = []
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index].isDigit else {
                index += 1
                continue
            }
            let end = Self.end(of: scalars, from: index)
            let written = String(String.UnicodeScalarView(scalars[index..<end]))
            values.append(Value(text: written, meanings: Self.meanings(written, behind: scalars[end...])))
            index = end
        }
        self.values = values
    }

    /// Whether one of the numbers may be the same as this.
    func contains(_ value: Value) -> Bool { values.contains { !$0.meanings.isDisjoint(with: value.meanings) } }

    // MARK: Reading

    /// Digits with single separators between them, each followed by another digit.
    private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count {
            if scalars[index].isDigit {
                index += 1
            } else if index + 1 < scalars.count, scalars[index].isSeparator, scalars[index + 1].isDigit, isGroup(scalars, index) {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    /// A space separates groups only before exactly three digits, else two numbers stand side by side.
    private static func isGroup(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard scalars[index].isSpaceLike else { return true }
        let following = scalars[(index + 1)...].prefix { $0.isDigit }.count
        return following == 3
    }

    private static func meanings(_ text: String, behind rest: ArraySlice<Unicode.Scalar>) -> Set<String> {
        let plain = text.filter { !$0.isSpaceLike && $0 != "'" && $0 != "\u{2019}" }
        var meanings: Set<String> = []
        let points = plain.filter { $0 == "." }.count
        let commas = plain.filter { $0 == "," }.count
        switch (points, commas) {
        case (0, 0): meanings.insert(normal(plain))
        case (1, 0), (0, 1):
            let mark: Character = points == 1 ? "." : ","
            meanings.insert(normal(plain.replacing(String(mark), with: ".")))
            if plain.split(separator: mark).last?.count == 3 { meanings.insert(normal(plain.replacing(String(mark), with: ""))) }
        default:
            let last = plain.last { $0 == "." || $0 == "," } ?? "."
            let isGroupedOnly = points == 0 || commas == 0
            let whole = plain.filter { $0 != "." && $0 != "," || $0 == last && !isGroupedOnly }
            meanings.insert(normal(whole.replacing(String(last), with: ".")))
            // "3.2.1" is a section and not a number: its digits, as they stand.
            if isGroupedOnly { meanings.insert(plain) }
        }
        return meanings.union(scaled(meanings, rest))
    }

    /// "3 million" is 3000000 too.
    private static func scaled(_ meanings: Set<String>, _ rest: ArraySlice<Unicode.Scalar>) -> Set<String> {
        let word = String(String.UnicodeScalarView(rest.drop { $0.isSpaceLike }.prefix { $0.properties.isAlphabetic })).lowercased()
        guard let zeros = scales[word] else { return [] }
        return Set(meanings.map { shifted($0, by: zeros) })
    }

    private static func shifted(_ number: String, by zeros: Int) -> String {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, zeros - fraction.count))
        let whole = String(parts[0]) + padded.prefix(zeros)
        return normal(padded.count > zeros ? "\(whole).\(padded.dropFirst(zeros))" : whole)
    }

    private static func normal(_ number: String) -> String {
        var parts = number.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        parts[0] = String(parts[0].drop { $0 == "0" })
        if parts[0].isEmpty { parts[0] = "0" }
        guard parts.count > 1 else { return parts[0] }
        let fraction = String(parts[1].reversed().drop { $0 == "0" }.reversed())
        return fraction.isEmpty ? parts[0] : "\(parts[0]).\(fraction)"
    }

    private static let scales: [String: Int] = [
        "thousand": 3, "k": 3, "tausend": 3, "mille": 3, "mil": 3, "million": 6, "millions": 6, "mio": 6, "m": 6, "mn": 6, "millionen": 6,
        "millones": 6, "milioni": 6, "billion": 9, "billions": 9, "bn": 9, "mrd": 9, "milliarden": 9, "milliarde": 9, "milliard": 9, "milliards": 9,
        "trillion": 12,
    ]

    /// Small numbers as words.
    static let words: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
        "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "ein": 1, "eine": 1, "zwei": 2, "drei": 3,
        "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "zwanzig": 20, "hundert": 100,
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "uno": 1, "una": 1, "dos": 2,
        "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    ]

    /// Whether the text has the number as a word.
    static func isWritten(_ value: Value, in words: Set<String>) -> Bool {
        value.meanings.contains { meaning in words.contains { Self.words[$0].map(String.init) == meaning } }
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { value &- 0x30 < 10 }
    fileprivate var isSpaceLike: Bool { self == " " || self == "\u{A0}" || self == "\u{202F}" || self == "\u{2009}" }
    /// Between digits of one number.
    fileprivate var isSeparator: Bool { self == "." || self == "," || self == "'" || self == "\u{2019}" || isSpaceLike }
}

extension Character {
    fileprivate var isSpaceLike: Bool { self == " " || self == "\u{A0}" || self == "\u{202F}" || self == "\u{2009}" }
}
