import Backends
import DocumentModel
import Foundation
import TextAnalysis

/// Looks for what two different documents have in common.
struct CommonGroundFinder {
    /// Keywords of each document that are looked at.
    private static let keywords = 40
    private static let mostTopics = 15
    private static let mostValues = 20
    /// How often the other document must speak of something that is no keyword of its own.
    private static let fewestMentions = 2
    /// Digits of a number that both have by more than chance.
    private static let fewestDigits = 3
    /// Passages of each that are searched for values: finding them costs as much as reading the passage.
    private static let searchedPassages = 4000

    let pair: ComparedPair
    let values: ValueFinder

    func ground(_ passages: [DocumentComparison.Likeness]) -> CommonGround {
        let (before, after) = (Subject(pair.before, keywords: Self.keywords), Subject(pair.after, keywords: Self.keywords))
        return CommonGround(
            subjectLikeness: before.likeness(to: after), topics: topics(before, after), onlyBefore: Self.own(before, after),
            onlyAfter: Self.own(after, before), values: sharedValues(), passages: passages)
    }

    // MARK: Topics

    private func topics(_ before: Subject, _ after: Subject) -> [CommonGround.Topic] {
        var seen: Set<String> = []
        let keys = (Set(before.keywords.map { before.key(of: $0.text) }), Set(after.keywords.map { after.key(of: $0.text) }))
        let all = (before.keywords + after.keywords).sorted { $0.importance > $1.importance }
        let found = all.compactMap { keyword -> (topic: CommonGround.Topic, isOfBoth: Bool)? in
            let key = before.key(of: keyword.text)
            let counts = (before.count(of: key), after.count(of: key))
            guard min(counts.0, counts.1) >= Self.fewestMentions, seen.insert(key).inserted else { return nil }
            return (CommonGround.Topic(text: keyword.text, countBefore: counts.0, countAfter: counts.1), keys.0.contains(key) && keys.1.contains(key))
        }
        // What is important in both says more than what one of them mentions.
        return (found.filter(\.isOfBoth) + found.filter { !$0.isOfBoth }).prefix(Self.mostTopics).map(\.topic)
    }

    private static func own(_ subject: Subject, _ other: Subject) -> [String] {
        subject.keywords.filter { other.count(of: subject.key(of: $0.text)) == 0 }.prefix(mostTopics).map(\.text)
    }

    // MARK: Values

    private struct Found {
        var kind: Entity.Kind
        var text: String
        var regions: [Region]
    }

    private func sharedValues() -> [CommonGround.Value] {
        let (before, after) = (found(in: pair.before), found(in: pair.after))
        let shared = before.filter { after[$0.key] != nil }.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
        return shared.prefix(Self.mostValues).compactMap { key, value in
            after[key].map { CommonGround.Value(kind: value.kind, text: value.text, before: value.regions, after: $0.regions) }
        }
    }

    /// The first place of each.
    private func found(in outline: DocumentOutline) -> [String: Found] {
        var found: [String: Found] = [:]
        let sideMatter = outline.sideSections
        for passage in outline.passages.prefix(Self.searchedPassages)
        where !sideMatter.contains(passage.section) && passage.text.contains(where: \.isNumber) {
            for value in values(passage.text) where ValueChanges.kinds.contains(value.kind) {
                guard value.text.count(where: \.isNumber) >= Self.fewestDigits else { continue }
                let key = ValueChanges.key(value.text)
                if found[key] == nil { found[key] = Found(kind: value.kind, text: value.text, regions: passage.content.regions(of: value.range)) }
            }
        }
        return found
    }
}

/// What a document is about, by its words.
private struct Subject {
    let keywords: [Keywords.Keyword]
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
        language = LanguageFinder.language(of: analyzed).language
        // Too little text, or a script without spaces, has no keywords.
        keywords = (try? Keywords.of(analyzed, language: language, limit: limit)) ?? []
        let language = language
        let stems = passages.flatMap { ContentWords.stems(of: $0.text, language: language) }
        text = " " + stems.joined(separator: " ") + " "
        counts = stems.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    func key(of keyword: String) -> String { ContentWords.stems(of: keyword, language: language).joined(separator: " ") }

    func count(of key: String) -> Int {
        if key.isEmpty { return 0 }
        if !key.contains(" ") { return Int(counts[key] ?? 0) }
        return text.ranges(of: " \(key) ").count
    }

    /// Cosine of logarithms of counts: twice as often is not twice as much about it.
    func likeness(to other: Subject) -> Double {
        func weight(_ count: Double) -> Double { log(1 + count) }
        func length(_ counts: [String: Double]) -> Double { counts.values.reduce(0) { $0 + weight($1) * weight($1) }.squareRoot() }
        let lengths = length(counts) * length(other.counts)
        guard lengths > 0 else { return 0 }
        return min(1, counts.reduce(0) { $0 + weight($1.value) * weight(other.counts[$1.key] ?? 0) } / lengths)
    }
}

extension DocumentOutline {
    /// Sections that say nothing of the subject: references, links, an index.
    fileprivate var sideSections: Set<Int> { Set(sections.indices.filter { SideMatter.isTitle(sections[$0].title) }) }
}
