import DocumentModel
import Foundation
import TextAnalysis

/// What two documents both speak of, and what only one of them does.
package struct CommonTopics: Hashable, Sendable {
    /// Keywords of each document that are looked at.
    private static let keywords = 40
    private static let most = 15
    /// How often the other document must speak of something that is no keyword of its own.
    private static let fewestMentions = 2
    /// How often the one that speaks less of it must do so, for its words, beside the other: less is a mention.
    private static let leastShareOfMentions = 0.1

    /// The most important first.
    package let common: [CommonGround.Topic]
    /// Of the first document.
    package let onlyBefore: [String]
    package let onlyAfter: [String]
    /// 0...1: cosine of their words.
    package let likeness: Double

    package init(_ before: DocumentOutline, _ after: DocumentOutline) {
        let (before, after) = (DocumentSubject(before, keywords: Self.keywords), DocumentSubject(after, keywords: Self.keywords))
        common = Self.common(before, after)
        onlyBefore = Self.own(before, after)
        onlyAfter = Self.own(after, before)
        likeness = before.likeness(to: after)
    }

    private static func common(_ before: DocumentSubject, _ after: DocumentSubject) -> [CommonGround.Topic] {
        var seen: Set<String> = []
        let all = (before.named + after.named).sorted { $0.importance > $1.importance }
        let found = all.compactMap { keyword -> (topic: CommonGround.Topic, isOfBoth: Bool)? in
            let key = before.key(of: keyword.text)
            let isOfBoth = before.isKeyword(key) && after.isKeyword(key)
            let counts = (before.count(of: key), after.count(of: key))
            guard min(counts.0, counts.1) > 0, isOfBoth || areComparable(counts, before, after), seen.insert(key).inserted else { return nil }
            return (CommonGround.Topic(text: keyword.text, countBefore: counts.0, countAfter: counts.1), isOfBoth)
        }
        // What is important in both says more than what one of them mentions.
        return (found.filter(\.isOfBoth) + found.filter { !$0.isOfBoth }).prefix(most).map(\.topic)
    }

    private static func areComparable(_ counts: (Int, Int), _ before: DocumentSubject, _ after: DocumentSubject) -> Bool {
        guard min(counts.0, counts.1) >= fewestMentions else { return false }
        let shares = (Double(counts.0) / Double(max(1, before.wordCount)), Double(counts.1) / Double(max(1, after.wordCount)))
        return min(shares.0, shares.1) >= max(shares.0, shares.1) * leastShareOfMentions
    }

    private static func own(_ subject: DocumentSubject, _ other: DocumentSubject) -> [String] {
        subject.named.filter { other.count(of: subject.key(of: $0.text)) == 0 }.prefix(most).map(\.text)
    }
}

/// What a document is about, by its words.
private struct DocumentSubject {
    /// Keywords without those that any subject has.
    let named: [Keywords.Keyword]
    let wordCount: Int
    private let keys: Set<String>
    private let language: String?
    /// Comparable words in order, with a space before and behind each.
    private let text: String
    private let counts: [String: Double]

    init(_ outline: DocumentOutline, keywords limit: Int) {
        let sideMatter = outline.sideSections
        let passages = outline.passages.filter {
            [.paragraph, .heading, .listItem].contains($0.kind) && !sideMatter.contains($0.section)
        }
        let analyzed = AnalyzedText(passages.map { .init(.prose, $0.text) })
        let language = LanguageFinder.language(of: analyzed).language
        self.language = language
        // Too little text, or a script without spaces, has no keywords. Twice as many are looked at, as many are of no subject.
        let all = (try? Keywords.of(analyzed, language: language, limit: limit * 2)) ?? []
        named = Array(all.filter { !GeneralWords.makeUp($0.text, language: language) }.prefix(limit))
        keys = Set(named.map { Self.key(of: $0.text, language) })
        let stems = passages.flatMap { ContentWords.stems(of: $0.text, language: language) }
        wordCount = stems.count
        text = " " + stems.joined(separator: " ") + " "
        counts = stems.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    func key(of keyword: String) -> String { Self.key(of: keyword, language) }

    func isKeyword(_ key: String) -> Bool { keys.contains(key) }

    func count(of key: String) -> Int {
        if key.isEmpty { return 0 }
        if !key.contains(" ") { return Int(counts[key] ?? 0) }
        return text.ranges(of: " \(key) ").count
    }

    /// Cosine of logarithms of counts: twice as often is not twice as much about it.
    func likeness(to other: DocumentSubject) -> Double {
        func weight(_ count: Double) -> Double { log(1 + count) }
        func length(_ counts: [String: Double]) -> Double { counts.values.reduce(0) { $0 + weight($1) * weight($1) }.squareRoot() }
        let lengths = length(counts) * length(other.counts)
        guard lengths > 0 else { return 0 }
        return min(1, counts.reduce(0) { $0 + weight($1.value) * weight(other.counts[$1.key] ?? 0) } / lengths)
    }

    private static func key(of keyword: String, _ language: String?) -> String {
        ContentWords.stems(of: keyword, language: language).joined(separator: " ")
    }
}

extension DocumentOutline {
    /// Sections that say nothing of the subject: references, links, an index.
    var sideSections: Set<Int> { Set(sections.indices.filter { SideMatter.isTitle(sections[$0].title) }) }
}
