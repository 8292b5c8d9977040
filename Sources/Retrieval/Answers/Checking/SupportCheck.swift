import Backends
import DocumentModel
import Foundation
import TextAnalysis

/// Holds what was said against what it cites.
///
/// A score is the share of the sentence's words that stand together in the source, rare ones weighing more, joined with the closeness in
/// meaning where there is a model. Then what words alone miss: numbers and names that are not there, "not" on one side only, "rose" against
/// "fell".
struct SupportCheck: Sendable {
    /// From here on a sentence counts as supported, and as partly so.
    static let supported = 0.6
    static let partly = 0.35
    private static let meaningShare = 0.3
    /// Cosines of sentences with no common subject, and of those that say the same.
    private static let cosineRange = (unrelated: 0.1, same: 0.75)
    /// What words spread over the passage are worth beside words in one place.
    private static let spreadWorth = 0.8
    // What contradictions leave of a score.
    private static let missingNumber = 0.3
    private static let misplacedNumber = 0.5
    private static let missingName = 0.7
    private static let contradiction = 0.4
    /// Sentences cited for one: more prove nothing more.
    private static let mostQuotes = 3

    let question: Question
    let passages: Passages
    let embedder: (any TextEmbedder)?
    private let texts: [Int: Evidence]
    private let weights: [String: Double]

    /// A passage, ready to be compared.
    fileprivate struct Evidence: Sendable {
        var sentences: [SourceSentence]
        var stems: [Set<String>]
        var union: Set<String>
        var numerals: Numerals
        var words: Set<String>
        var text: String
    }

    init(_ question: Question, _ passages: Passages, embedder: (any TextEmbedder)?) {
        self.question = question
        self.passages = passages
        self.embedder = embedder
        texts = Dictionary(
            passages.all.map { ($0.number, Self.evidence($0, question.language)) }, uniquingKeysWith: { first, _ in first })
        let all = texts.values.flatMap(\.stems)
        var counts: [String: Int] = [:]
        for stems in all { for stem in stems { counts[stem, default: 0] += 1 } }
        let count = Double(max(1, all.count))
        weights = counts.mapValues { log(1 + count / Double($0)) }
    }

    private static func evidence(_ passage: Passages.Passage, _ language: String?) -> Evidence {
        let stems = passage.sentences.map { Set(ContentWords.stems(of: $0.text, language: language)) }
        let head = (passage.found.chunk.headings + [passage.found.documentTitle]).joined(separator: " ")
        let text = head + " " + passage.found.chunk.text
        return Evidence(
            sentences: passage.sentences, stems: stems, union: stems.reduce(Set(ContentWords.stems(of: head, language: language))) { $0.union($1) },
            numerals: Numerals(in: text), words: Set(ContentWords.words(of: text.lowercased())), text: text)
    }

    // MARK: Checking

    func checked(_ written: WrittenAnswer) async -> [AnswerSentence] {
        var sentences: [AnswerSentence] = []
        for sentence in written.sentences { sentences.append(await checked(sentence)) }
        return sentences
    }

    private func checked(_ sentence: WrittenAnswer.Sentence) async -> AnswerSentence {
        let stems = Set(ContentWords.stems(of: sentence.text, language: question.language))
        if Self.isRemark(sentence.text, stems) {
            return AnswerSentence(text: sentence.text, citations: [], support: 0, verdict: .remark)
        }
        // What the question says itself needs no source.
        let asked = Numerals(in: question.text)
        let numerals = Numerals(in: Self.withoutItemNumber(sentence.text)).values.filter { !asked.contains($0) }
        let unknown = numerals.filter { value in !texts.values.contains { $0.has(value) } }
        let names = missingNames(in: sentence.text)
        let named = sentence.cited.filter { texts[$0] != nil }
        var best = await finding(sentence.text, stems, numerals, in: named)
        if best.score < Self.supported {
            // It cites nothing, or the wrong passage: is it said in another?
            let other = await finding(sentence.text, stems, numerals, in: texts.keys.filter { !named.contains($0) }.sorted())
            if best.quotes.isEmpty || other.score >= Self.supported && other.score > best.score + 0.1 { best = other }
        }
        var score = best.score
        if !unknown.isEmpty { score *= Self.missingNumber }
        if !names.isEmpty { score *= Self.missingName }
        let verdict: AnswerSentence.Verdict = score >= Self.supported ? .supported : score >= Self.partly ? .partly : .unsupported
        return AnswerSentence(
            text: sentence.text, citations: verdict == .unsupported && named.isEmpty ? [] : best.quotes.map(\.citation),
            support: (score * 1000).rounded() / 1000, verdict: verdict, unsupportedNumerals: unknown.map(\.text), unsupportedNames: names)
    }

    private struct Finding {
        var score = 0.0
        var quotes: [SourceSentence] = []
    }

    /// The best that one of the passages says to it.
    private func finding(_ text: String, _ stems: Set<String>, _ numerals: [Numerals.Value], in numbers: [Int]) async -> Finding {
        var best = Finding()
        for number in numbers {
            guard let evidence = texts[number] else { continue }
            let found = await compared(text, stems, numerals, evidence)
            if found.score > best.score || best.quotes.isEmpty { best = found }
        }
        return best
    }

    private func compared(_ text: String, _ stems: Set<String>, _ numerals: [Numerals.Value], _ evidence: Evidence) async -> Finding {
        let order = evidence.stems.indices.map { ($0, share(of: stems, in: evidence.stems[$0])) }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
        guard let first = order.first, first.1 > 0 else { return Finding() }
        var quotes = [evidence.sentences[first.0]]
        var together = evidence.stems[first.0]
        for (index, _) in order.dropFirst() where quotes.count < Self.mostQuotes {
            // A second sentence is cited when it says what the first does not.
            guard share(of: stems, in: together.union(evidence.stems[index])) > share(of: stems, in: together) + 0.1 else { continue }
            quotes.append(evidence.sentences[index])
            together.formUnion(evidence.stems[index])
        }
        let said = quotes.map(\.text).joined(separator: " ")
        var score = max(
            first.1, share(of: stems, in: together) * (quotes.count == 1 ? 1 : 0.9), share(of: stems, in: evidence.union) * Self.spreadWorth)
        if let meaning = await meaning(text, said) { score = score * (1 - Self.meaningShare) + meaning * Self.meaningShare }
        if !numerals.allSatisfy({ evidence.has($0) }) { score *= Self.misplacedNumber }
        if Polarity.contradict(text, quotes[0].text, language: question.language) { score *= Self.contradiction }
        return Finding(score: min(1, score), quotes: quotes.sorted { $0.start ?? -1 < $1.start ?? -1 })
    }

    private func meaning(_ text: String, _ said: String) async -> Double? {
        guard let embedder, let vectors = try? await embedder.embed([text, said]), vectors.count == 2 else { return nil }
        let cosine = Double(vectors[0].cosine(to: vectors[1]))
        return min(1, max(0, (cosine - Self.cosineRange.unrelated) / (Self.cosineRange.same - Self.cosineRange.unrelated)))
    }

    /// By weight; words that no passage has weigh the most.
    private func share(of stems: Set<String>, in others: Set<String>) -> Double {
        let most = weights.values.max() ?? 1
        var (all, common) = (0.0, 0.0)
        for stem in stems {
            // What the question says itself proves little.
            let weight = (weights[stem] ?? most) * (question.stems.contains(stem) ? 0.5 : 1)
            all += weight
            if others.contains(stem) { common += weight }
        }
        return all == 0 ? 0 : common / all
    }

    private func missingNames(in text: String) -> [String] {
        let asked = Set(ContentWords.words(of: question.text.lowercased()))
        return Names.of(text, language: question.language).filter { name in
            let lower = name.lowercased()
            return !asked.contains(lower) && !texts.values.contains { $0.words.contains(lower) || $0.text.localizedCaseInsensitiveContains(name) }
        }
    }

    // MARK: What is not checked

    /// "Here is what the documents say:"
    private static func isRemark(_ text: String, _ stems: Set<String>) -> Bool {
        stems.isEmpty || text.hasSuffix(":") && stems.count <= 6 && Numerals(in: text).values.isEmpty
    }

    /// "3. Text": the number counts the items of the answer.
    private static func withoutItemNumber(_ text: String) -> String {
        let digits = text.prefix { $0.isNumber }
        guard !digits.isEmpty, digits.count <= 2, text.dropFirst(digits.count).first.map({ $0 == "." || $0 == ")" }) == true else { return text }
        let rest = text.dropFirst(digits.count + 1)
        return rest.first == " " ? String(rest) : text
    }
}

extension SupportCheck.Evidence {
    fileprivate func has(_ value: Numerals.Value) -> Bool {
        numerals.contains(value) || Numerals.isWritten(value, in: words)
    }
}
