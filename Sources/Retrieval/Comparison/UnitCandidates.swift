import DocumentModel

/// A passage of each document that may be the same one.
struct UnitPair: Hashable, Sendable {
    var a: Int
    var b: Int
    /// 0...1; 1 when they are equal.
    var likeness: Double
    /// Found outside of the order that the other pairs keep.
    var isMoved = false
}

/// Finds pairs of passages that may be the same, in any order, without comparing each with each.
struct UnitCandidates {
    /// Words of a passage that it is looked up by: its rarest.
    private static let lookedUp = 12
    /// Passages with a word beyond which the word tells nothing apart.
    private static let mostPostings = 200
    /// Passages that are compared in full for each.
    private static let mostCompared = 8
    /// Of these, kept.
    private static let mostKept = 3
    /// Words below which only equal passages are taken for the same wherever they stand: "Total" is everywhere.
    private static let fewestWords = 4

    private let pair: ComparedPair
    /// Passages of the second document by word.
    private var postings: [Int32: [Int32]] = [:]

    init(_ pair: ComparedPair) {
        self.pair = pair
        for (index, unit) in pair.b.enumerated() where unit.wordCount >= Self.fewestWords {
            for entry in unit.bag.entries { postings[entry.word, default: []].append(Int32(index)) }
        }
        postings = postings.filter { $0.value.count <= Self.mostPostings }
    }

    /// - Parameter least: likeness of pairs that are no equals.
    func pairs(least: Double) -> [UnitPair] {
        var pairs = equals()
        pairs += renumbered(except: (Set(pairs.map(\.a)), Set(pairs.map(\.b))))
        let known = Set(pairs.map(\.a))
        for index in pair.a.indices where !known.contains(index) && pair.a[index].wordCount >= Self.fewestWords {
            pairs += alike(index, least: least)
        }
        return pairs
    }

    /// Passages that stand once in each document.
    private func equals() -> [UnitPair] {
        func places(_ units: [ComparedUnit]) -> [Int32: Int] {
            var places: [Int32: Int] = [:]
            for (index, unit) in units.enumerated() { places[unit.key] = places[unit.key] == nil ? index : -1 }
            return places
        }
        let others = places(pair.b)
        return places(pair.a).compactMap { key, a in
            guard a >= 0, let b = others[key], b >= 0, pair.a[a].isHeading == pair.b[b].isHeading else { return nil }
            return UnitPair(a: a, b: b, likeness: 1)
        }
    }

    /// Headings that are called the same once in each document but for their number: "4. Liability" became "5. Liability".
    private func renumbered(except taken: (a: Set<Int>, b: Set<Int>)) -> [UnitPair] {
        func places(_ units: [ComparedUnit], _ outline: DocumentOutline, _ taken: Set<Int>) -> [String: Int] {
            var places: [String: Int] = [:]
            for (index, unit) in units.enumerated() where unit.isHeading && !taken.contains(index) {
                let title = HeadingNumber.title(of: outline.passages[unit.passage].text)
                if !title.isEmpty { places[title] = places[title] == nil ? index : -1 }
            }
            return places
        }
        let others = places(pair.b, pair.after, taken.b)
        return places(pair.a, pair.before, taken.a).compactMap { title, a in
            guard a >= 0, let b = others[title], b >= 0 else { return nil }
            return UnitPair(a: a, b: b, likeness: Self.likenessOfRenumbered)
        }
    }

    /// As good as the same, so that they are paired wherever they stand.
    private static let likenessOfRenumbered = 0.99

    private func alike(_ index: Int, least: Double) -> [UnitPair] {
        let unit = pair.a[index]
        let words = unit.bag.entries.filter { postings[$0.word] != nil }
            .sorted { (pair.weights[Int($0.word)], $1.word) > (pair.weights[Int($1.word)], $0.word) }
        var shared: [Int32: Float] = [:]
        for entry in words.prefix(Self.lookedUp) {
            for other in postings[entry.word] ?? [] { shared[other, default: 0] += pair.weights[Int(entry.word)] }
        }
        let best = shared.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(Self.mostCompared)
        let alike = best.map { UnitPair(a: index, b: Int($0.key), likeness: pair.likeness(index, Int($0.key))) }
            .filter { $0.likeness >= least && unit.isHeading == pair.b[$0.b].isHeading }
        return Array(alike.sorted { ($0.likeness, $1.b) > ($1.likeness, $0.b) }.prefix(Self.mostKept))
    }
}

/// "3.2 Prices" without its number.
enum HeadingNumber {
    static func title(of heading: String) -> String {
        let title = heading.drop { $0.isNumber || $0.isWhitespace || ".)§".contains($0) }
        return title.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
