package import Backends
import DocumentModel

extension DocumentComparer {
    /// Passages whose meanings are looked at, those of the first document and of the second together; they take about 10 ms each on a core.
    package static let mostEmbedded = 1000
    /// Cosine from which two passages say the same, when the client does not say: with MiniLM, paraphrases of a sentence have 0.8 and more,
    /// sentences on the same matter that say something else 0.5 to 0.7.
    private static let leastCosine = 0.8

    /// Compares by meaning where there is a model, else by words, and says so.
    ///
    /// - Parameters:
    ///   - embedder: `nil` when there is none: `missing` says why.
    package func compare(
        _ before: DocumentOutline, _ after: DocumentOutline, embedder: (any TextEmbedder)?, missing: String
    ) async throws(RecognitionError) -> DocumentComparison {
        guard options.mode == .semantic else { return await OffThreads.run { compare(before, after) } }
        let (draft, meanings) = await OffThreads.run {
            let draft = align(before, after)
            return (draft, SemanticPassages(draft))
        }
        guard let embedder else {
            var plain = draft
            plain.warnings.append("Meanings were not compared: \(missing).")
            return await OffThreads.run { [plain] in plain.comparison(.semantic) }
        }
        let vectors = try await embedder.embed(meanings.texts)
        let least = options.leastSimilarity ?? Self.leastCosine
        let method = "\(ComparisonDraft.textualMethod); passages that differ compared by the cosine of \(embedder.space.model) vectors"
        return await OffThreads.run {
            meanings.refined(draft, vectors, least: least).comparison(.semantic, method: method, alike: meanings.alike(vectors))
        }
    }
}

/// The passages of a draft that have no equal: what they mean decides whether they differ.
struct SemanticPassages: Sendable {
    /// Words below which a passage means too little to be told from others by it.
    private static let fewestWords = 5

    /// Changed pairs, then passages without a partner: indices of units.
    private let changed: [UnitPair]
    private let looseBefore: [Int]
    private let looseAfter: [Int]
    let texts: [String]
    private let isCut: Bool

    init(_ draft: ComparisonDraft) {
        let pair = draft.pair
        let (pairedBefore, pairedAfter) = (Set(draft.pairs.map(\.a)), Set(draft.pairs.map(\.b)))
        let allChanged = draft.pairs.filter { pair.a[$0.a].key != pair.b[$0.b].key && !pair.a[$0.a].isHeading }
        func loose(_ units: [ComparedUnit], _ paired: Set<Int>) -> [Int] {
            units.indices.filter { !paired.contains($0) && !units[$0].isHeading && units[$0].wordCount >= Self.fewestWords }
        }
        let (before, after) = (loose(pair.a, pairedBefore), loose(pair.b, pairedAfter))
        // Passages without a partner on the other side have nobody to mean the same.
        let hasBoth = !before.isEmpty && !after.isEmpty
        changed = Array(allChanged.prefix(DocumentComparer.mostEmbedded / 4))
        looseBefore = hasBoth ? Array(before.prefix(DocumentComparer.mostEmbedded / 4)) : []
        looseAfter = hasBoth ? Array(after.prefix(DocumentComparer.mostEmbedded / 4)) : []
        isCut = allChanged.count > changed.count || hasBoth && (before.count > looseBefore.count || after.count > looseAfter.count)
        texts =
            changed.flatMap { [Self.text(before: $0.a, pair), Self.text(after: $0.b, pair)] }
            + looseBefore.map { Self.text(before: $0, pair) } + looseAfter.map { Self.text(after: $0, pair) }
    }

    private static func text(before index: Int, _ pair: ComparedPair) -> String { pair.before.passages[pair.a[index].passage].text }
    private static func text(after index: Int, _ pair: ComparedPair) -> String { pair.after.passages[pair.b[index].passage].text }

    /// The draft with pairs that mean the same: with those that had no partner, and without differences of words alone.
    func refined(_ draft: ComparisonDraft, _ vectors: [[Float]], least: Double) -> ComparisonDraft {
        var draft = draft
        let changedCosines = changed.indices.map { Double(vectors[2 * $0].cosine(to: vectors[2 * $0 + 1])) }
        for (link, cosine) in zip(changed, changedCosines) where cosine >= least && !hasOtherValues(link, draft) {
            mark(link, cosine, in: &draft)
        }
        for link in partners(vectors, least: least) {
            draft.pairs.append(link)
            if !hasOtherValues(link, draft) { draft.rewordings.insert(link.a) }
        }
        draft.pairs.sort { $0.a < $1.a }
        if isCut { draft.warnings.append("Meanings were compared of the first \(texts.count) passages that differ; of the others, words.") }
        return draft
    }

    private func mark(_ link: UnitPair, _ cosine: Double, in draft: inout ComparisonDraft) {
        draft.rewordings.insert(link.a)
        guard let index = draft.pairs.firstIndex(where: { $0.a == link.a }) else { return }
        draft.pairs[index].likeness = max(cosine, link.likeness)
    }

    /// What says "100" says something else than what says "120", however close their meanings.
    private func hasOtherValues(_ link: UnitPair, _ draft: ComparisonDraft) -> Bool {
        let pair = draft.pair
        let diff = WordDiff(pair.before.passages[pair.a[link.a].passage].content, pair.after.passages[pair.b[link.b].passage].content)
        return !draft.values.of(diff).isEmpty
    }

    /// Passages without a partner that speak of the same: what different documents have in common.
    func alike(_ vectors: [[Float]]) -> [UnitPair] { partners(vectors, least: AlikePassages.leastCosine) }

    /// Passages without a partner that are each other's closest.
    private func partners(_ vectors: [[Float]], least: Double) -> [UnitPair] {
        let startBefore = 2 * changed.count
        let startAfter = startBefore + looseBefore.count
        let cosines = looseBefore.indices.map { left in
            looseAfter.indices.map { Double(vectors[startBefore + left].cosine(to: vectors[startAfter + $0])) }
        }
        var links: [UnitPair] = []
        for left in looseBefore.indices {
            guard let right = looseAfter.indices.max(by: { cosines[left][$0] < cosines[left][$1] }), cosines[left][right] >= least,
                let back = looseBefore.indices.max(by: { cosines[$0][right] < cosines[$1][right] }), back == left
            else { continue }
            links.append(UnitPair(a: looseBefore[left], b: looseAfter[right], likeness: cosines[left][right]))
        }
        return links
    }

}
