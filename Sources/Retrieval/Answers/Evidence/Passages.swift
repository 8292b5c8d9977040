import Backends
import DocumentModel

/// The passages that an answer stands on, numbered, with their sentences.
struct Passages: Sendable {
    struct Passage: Sendable {
        /// From 1.
        let number: Int
        let found: IndexedChunk
        /// 0...1.
        let score: Double
        let sentences: [SourceSentence]
        let best: SourceSentence?
    }

    let all: [Passage]
    /// Sentences of all passages, the best first.
    let ranked: [SentenceRanking.Ranked]

    func passage(_ number: Int) -> Passage? { all.indices.contains(number - 1) ? all[number - 1] : nil }

    func number(of chunk: ChunkID) -> Int? { all.first { $0.found.id == chunk }?.number }

    var sources: [AnswerSource] {
        all.map { passage in
            AnswerSource(number: passage.number, found: passage.found, score: passage.score, excerpt: passage.excerpt)
        }
    }
}

extension Passages.Passage {
    /// Its best sentence, or the beginning of its text when it has none.
    fileprivate var excerpt: Citation {
        if let best { return best.citation }
        let quote = String(found.chunk.text.prefix(200))
        return Citation(
            chunk: found.id, documentTitle: found.documentTitle, page: found.chunk.page, regions: found.chunk.regions, quote: quote)
    }
}

/// From hits to the passages of an answer: neighbours fetched, all of it ordered by how well its best sentences answer the question.
struct PassageSelection: Sendable {
    /// Neighbours are fetched for so many of the best hits: what answers a question begins in one chunk and ends in the next.
    private static let expandedHits = 3
    /// A neighbour's score beside that of the hit it stands next to: it was not found by itself.
    private static let neighbourWorth = 0.5
    /// Sentences that are judged, and whose meaning is compared: embedding takes some 2 ms each, and answers are to come in 300 ms. Of 20
    /// sentences that answer a question, 19 are among the first eight by their words.
    private static let judgedSentences = 8
    private static let sentenceShare = 0.6

    let question: Question
    let reader: (any ChunkReader)?
    let embedder: (any TextEmbedder)?
    let limit: Int

    func passages(of hits: [SearchHit], in scope: Scope) async throws(StoreError) -> Passages {
        let candidates = try await expanded(hits, in: scope)
        let sentences = candidates.map { $0.found.headingSentences + $0.found.sentences(language: question.language) }
        let ranking = SentenceRanking(
            question, zip(candidates, sentences).flatMap { candidate, sentences in sentences.map { ($0, candidate.score) } })
        let words = question.stems.map { question.spelling[$0] ?? $0 }
        let counts = try await reader?.counts(of: words, language: question.language, in: scope)
        let ranked = await judged(Self.distinct(ranking.ranked()), AnswerJudge(question, candidates.map(\.found), counts))
        return numbered(candidates, sentences, ranked)
    }

    private struct Candidate {
        let found: IndexedChunk
        /// 0...1.
        let score: Double
    }

    // MARK: Neighbours

    private func expanded(_ hits: [SearchHit], in scope: Scope) async throws(StoreError) -> [Candidate] {
        let most = max(hits.map(\.score).max() ?? 1, .leastNonzeroMagnitude)
        var candidates = hits.map { Candidate(found: $0.found, score: min(1, max(0, $0.score / most))) }
        var known = Set(hits.map(\.found.id))
        guard let reader else { return candidates }
        for hit in candidates.prefix(Self.expandedHits) {
            let index = hit.found.chunk.index
            let around = try await reader.chunks(of: hit.found.document, max(0, index - 1)..<index + 2, in: scope)
            for neighbour in around where known.insert(neighbour.id).inserted {
                candidates.append(Candidate(found: neighbour, score: hit.score * Self.neighbourWorth))
            }
        }
        return candidates
    }

    // MARK: Judgement

    /// The likeliest first, behind them the others as they were.
    private func judged(_ ranked: [SentenceRanking.Ranked], _ judge: AnswerJudge) async -> [SentenceRanking.Ranked] {
        var best = Array(ranked.prefix(Self.judgedSentences))
        var likelihood = AnswerLikelihood.of(embedder?.space)
        let cosines = likelihood.comparesMeaning ? await cosines(of: best.map(\.sentence)) : nil
        // Without vectors the words have to do: an answer by words is better than none.
        if cosines == nil { likelihood = .of(nil) }
        for index in best.indices {
            let evidence = judge.evidence(for: best[index], cosine: cosines?[index])
            best[index].evidence = evidence
            best[index].likelihood = likelihood.probability(evidence) * best[index].newness
        }
        let order = best.enumerated().sorted { ($0.element.likelihood, $1.offset) > ($1.element.likelihood, $0.offset) }
        return order.map(\.element) + ranked.dropFirst(Self.judgedSentences)
    }

    /// Of each sentence to the question; `nil` when there is no model or it fails.
    private func cosines(of sentences: [SourceSentence]) async -> [Double]? {
        guard let vectors = try? await embedder?.embed([question.text] + sentences.map(\.text)), vectors.count == sentences.count + 1 else {
            return nil
        }
        return vectors.dropFirst().map { Double(vectors[0].cosine(to: $0)) }
    }

    // MARK: Order

    /// Overlapping chunks repeat sentences: the better ranked of each stays.
    private static func distinct(_ ranked: [SentenceRanking.Ranked]) -> [SentenceRanking.Ranked] {
        var seen: Set<String> = []
        return ranked.filter { seen.insert("\($0.sentence.chunk.document) \($0.sentence.quote)").inserted }
    }

    private func numbered(
        _ candidates: [Candidate], _ sentences: [[SourceSentence]], _ ranked: [SentenceRanking.Ranked]
    ) -> Passages {
        let best = Dictionary(ranked.map { ($0.sentence.chunk, $0) }, uniquingKeysWith: { first, _ in first })
        let scored = candidates.indices.map { index -> (index: Int, score: Double) in
            let sentence = best[candidates[index].found.id]?.likelihood ?? 0
            return (index, sentence * Self.sentenceShare + candidates[index].score * (1 - Self.sentenceShare))
        }
        let order = scored.sorted { ($0.score, $1.index) > ($1.score, $0.index) }.prefix(limit)
        let all = order.enumerated().map { place, entry in
            let candidate = candidates[entry.index]
            return Passages.Passage(
                number: place + 1, found: candidate.found, score: entry.score, sentences: sentences[entry.index],
                best: best[candidate.found.id]?.sentence)
        }
        let kept = Set(all.map(\.found.id))
        return Passages(all: all, ranked: ranked.filter { kept.contains($0.sentence.chunk) })
    }
}
