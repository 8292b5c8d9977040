package import Backends
package import DocumentModel
import Foundation
import TextAnalysis

/// What documents are to be like.
package struct LikenessReference: Sendable {
    /// `nil` for a text or a file that is not stored.
    package var document: DocumentID?
    package var title: String
    /// Parts of the text of a size that models read well.
    package var parts: [String]

    package init(document: DocumentID?, title: String, parts: [String]) {
        self.document = document
        self.title = title
        self.parts = parts
    }

    /// Bytes of a part of a text that is not stored: about what a chunk has.
    private static let partBytes = 1400

    /// A text or a file that is not stored.
    package init(_ outline: DocumentOutline) {
        self.init(document: nil, title: outline.title, parts: [])
        var part = ""
        for passage in outline.passages {
            if part.utf8.count + passage.text.utf8.count > Self.partBytes, !part.isEmpty {
                parts.append(part)
                part = ""
            }
            part += (part.isEmpty ? "" : "\n") + passage.text
        }
        if !part.isEmpty { parts.append(part) }
    }
}

/// Documents like another.
package struct SimilarDocuments: Sendable {
    package struct Match: Hashable, Sendable {
        package var document: DocumentRecord
        package var score: Double
        /// Keywords that both have.
        package var topics: [String]
        /// Share of the reference's parts, or words by weight, that have their like in the document.
        package var overlap: Double
        /// The part of the document that is most like the reference.
        package var snippet: String
    }

    package var matches: [Match]
    /// Matches in all, beyond the limit too, among the documents that were compared.
    package var totalCount: Int
    /// For people: what was compared, and how.
    package var algorithm: String
    /// Whether vectors were compared.
    package var isSemantic: Bool
    package var leastScore: Double
}

/// Which documents are looked for.
package struct LikenessRequest: Hashable, Sendable {
    package var algorithm = VectorAlgorithm.cosine
    package var limit = 10
    /// `nil` for the one that fits the method.
    package var leastScore: Double?
    package var filters = SearchFilters()
    package var excludesReference = true

    package init() {}
}

/// Finds documents like a document or a text: by the vectors of their chunks where there are any, else by their words.
package struct DocumentFinder: Sendable {
    /// Chunks of a document that are looked at: the beginning of a long one.
    static let mostChunks = 300
    /// Parts of a text that is not stored that are embedded, each about 15 ms on a core.
    private static let mostEmbedded = 64
    /// Vectors that the index is searched with: the mean, and parts of a document that speaks of several things.
    private static let probes = 8
    private static let hitsPerProbe = 100
    /// Documents that are compared in full.
    private static let mostCompared = 60
    /// Cosine of the means of two documents on one matter, with MiniLM; on different matters it is below 0.3.
    private static let leastCosine = 0.4
    /// Of parts that say about the same.
    private static let leastPartCosine = 0.6
    private static let leastOverlap = 0.1
    private static let wordsLookedUp = 24
    private static let keywords = 24
    private static let mostTopics = 6

    private let index: any SearchIndex
    private let documents: any DocumentStore
    private let embedder: (any TextEmbedder)?
    private let missing: String

    /// - Parameters:
    ///   - embedder: `nil` when there is none: `missing` says why.
    package init(index: any SearchIndex, documents: any DocumentStore, embedder: (any TextEmbedder)?, missing: String) {
        self.index = index
        self.documents = documents
        self.embedder = embedder
        self.missing = missing
    }

    /// A stored document as what others are compared with.
    package func reference(_ document: DocumentRecord, in scope: Scope) async throws(StoreError) -> LikenessReference {
        let chunks = try await index.chunks(of: document.id, 0..<Self.mostChunks, in: scope)
        return LikenessReference(document: document.id, title: document.title, parts: chunks.map(\.chunk.text))
    }

    /// - Throws: `StoreError`, `RecognitionError`.
    package func documents(like reference: LikenessReference, _ request: LikenessRequest, in scope: Scope) async throws -> SimilarDocuments {
        if let embedder, let vectors = try await vectors(of: reference, by: embedder, in: scope) {
            return try await byVectors(reference, vectors, embedder.space, request, in: scope)
        }
        return try await byWords(reference, request, in: scope)
    }

    // MARK: By meaning

    private func vectors(of reference: LikenessReference, by embedder: any TextEmbedder, in scope: Scope) async throws -> DocumentVectors? {
        guard let document = reference.document else {
            return DocumentVectors(try await embedder.embed(Array(reference.parts.prefix(Self.mostEmbedded))))
        }
        return try await stored(document, embedder.space, in: scope)
    }

    /// `nil` when the document has no vectors of the space yet.
    private func stored(_ document: DocumentID, _ space: EmbeddingSpace, in scope: Scope) async throws(StoreError) -> DocumentVectors? {
        let ids = (0..<Self.mostChunks).map { ChunkID(document: document, index: $0) }
        let vectors = try await index.vectors(of: ids, in: space, scope: scope)
        return DocumentVectors(ids.compactMap { vectors[$0] })
    }

    private func byVectors(
        _ reference: LikenessReference, _ vectors: DocumentVectors, _ space: EmbeddingSpace, _ request: LikenessRequest, in scope: Scope
    ) async throws -> SimilarDocuments {
        var best: [DocumentID: ScoredChunk] = [:]
        for probe in [vectors.direction].compactMap({ $0 }) + vectors.sample(Self.probes) {
            for hit in try await index.nearest(to: probe, in: space, request.filters, scope: scope, limit: Self.hitsPerProbe)
            where best[hit.id.document].map({ $0.score < hit.score }) ?? true {
                best[hit.id.document] = hit
            }
        }
        let least = request.leastScore ?? (request.algorithm == .cosine ? Self.leastCosine : 0)
        var candidates: [Candidate] = []
        for hit in Self.first(best, request.excludesReference ? reference.document : nil) {
            guard let other = try await stored(hit.id.document, space, in: scope) else { continue }
            candidates.append(
                Candidate(
                    document: hit.id.document, chunk: hit.id, score: request.algorithm.likeness(vectors.mean, other.mean),
                    overlap: vectors.overlap(with: other, least: Self.leastPartCosine)))
        }
        return try await matches(
            candidates, reference, request, least: least, isSemantic: true,
            algorithm: "\(request.algorithm.formula) of the mean vectors of the documents' chunks (\(space.model))", in: scope)
    }

    private static func first(_ best: [DocumentID: ScoredChunk], _ excluded: DocumentID?) -> [ScoredChunk] {
        Array(
            best.values.filter { $0.id.document != excluded }.sorted { ($0.score, $1.id.document) > ($1.score, $0.id.document) }.prefix(mostCompared))
    }

    // MARK: By words

    private func byWords(_ reference: LikenessReference, _ request: LikenessRequest, in scope: Scope) async throws -> SimilarDocuments {
        let words = Self.tellingWords(of: reference.parts)
        var best: [DocumentID: ScoredChunk] = [:]
        if !words.isEmpty {
            let query = LexicalQuery(words: words)
            for hit in try await index.lexical(query, request.filters, scope: scope, limit: Self.hitsPerProbe * Self.probes)
            where best[hit.id.document] == nil {
                best[hit.id.document] = hit
            }
        }
        let hits = Self.first(best, request.excludesReference ? reference.document : nil)
        var texts: [[String]] = []
        for hit in hits { texts.append(try await index.chunks(of: hit.id.document, 0..<Self.mostChunks, in: scope).map(\.chunk.text)) }
        let (parts, others) = (reference.parts, texts)
        let scores = await OffThreads.run { WordLikeness(parts, others) }
        let candidates = hits.enumerated().map { number, hit in
            Candidate(document: hit.id.document, chunk: hit.id, score: scores.cosines[number], overlap: scores.overlaps[number])
        }
        return try await matches(
            candidates, reference, request, least: request.leastScore ?? Self.leastOverlap, isSemantic: false,
            algorithm: "keyword overlap: cosine of TF-IDF vectors of the documents' words (meanings were not compared: \(missing))", in: scope)
    }

    /// Words that come most often among those that say something.
    private static func tellingWords(of parts: [String]) -> [String] {
        let stops = StopWords.of(LanguageFinder.language(of: parts.prefix(20).joined(separator: " ")).language)
        var counts: [String: Int] = [:]
        for part in parts {
            for token in WordToken.cut(part.lowercased()) where !token.isSign && token.text.utf8.count > 3 && !stops.contains(token.text) {
                counts[token.text, default: 0] += 1
            }
        }
        return counts.sorted { ($0.value, $0.key.count, $1.key) > ($1.value, $1.key.count, $0.key) }.prefix(wordsLookedUp).map(\.key)
    }

    // MARK: Writing

    private struct Candidate {
        var document: DocumentID
        var chunk: ChunkID
        var score: Double
        var overlap: Double
    }

    private func matches(
        _ candidates: [Candidate], _ reference: LikenessReference, _ request: LikenessRequest, least: Double, isSemantic: Bool, algorithm: String,
        in scope: Scope
    ) async throws -> SimilarDocuments {
        let found = candidates.filter { $0.score >= least }.sorted { ($0.score, $1.document) > ($1.score, $0.document) }
        let topics = await keywords(of: reference.parts)
        var matches: [SimilarDocuments.Match] = []
        for candidate in found.prefix(request.limit) {
            guard let document = try await documents.document(candidate.document, in: scope) else { continue }
            let chunks = try await index.chunks(of: candidate.document, 0..<Self.mostChunks, in: scope)
            let own = Set(await keywords(of: chunks.map(\.chunk.text)).map { $0.lowercased() })
            matches.append(
                .init(
                    document: document, score: candidate.score,
                    topics: Array(topics.filter { own.contains($0.lowercased()) }.prefix(Self.mostTopics)),
                    overlap: candidate.overlap, snippet: chunks.first { $0.id == candidate.chunk }?.chunk.text ?? document.facts.preview))
        }
        return SimilarDocuments(
            matches: matches, totalCount: found.count, algorithm: algorithm, isSemantic: isSemantic, leastScore: least)
    }

    private func keywords(of parts: [String]) async -> [String] {
        await OffThreads.run {
            let text = AnalyzedText(parts.map { .init(.prose, $0) })
            let language = LanguageFinder.language(of: text).language
            return ((try? Keywords.of(text, language: language, limit: Self.keywords)) ?? []).map(\.text)
        }
    }
}

/// How much of a text's words others have.
struct WordLikeness: Sendable {
    /// By text.
    private(set) var cosines: [Double] = []
    private(set) var overlaps: [Double] = []

    init(_ reference: [String], _ others: [[String]]) {
        var vocabulary = Vocabulary()
        func bag(_ parts: [String], _ vocabulary: inout Vocabulary) -> WordBag {
            WordBag(
                parts.flatMap { WordToken.cut($0.lowercased()) }.filter { !$0.isSign && $0.text.utf8.count > 2 }.map {
                    vocabulary.number(of: $0.text)
                })
        }
        let own = bag(reference, &vocabulary)
        let bags = others.map { bag($0, &vocabulary) }
        // Among the documents that were found: words that all of them have tell nothing.
        let weights = WordBag.weights(of: bags + [own], wordCount: vocabulary.count).map { $0 - 0.1 }
        cosines = bags.map { Self.cosine(own, $0, weights) }
        overlaps = bags.map { Self.overlap(own, $0, weights) }
    }

    /// Frequent words count by the logarithm of how often they come.
    private static func cosine(_ a: WordBag, _ b: WordBag, _ weights: [Float]) -> Double {
        func vector(_ bag: WordBag) -> [Int32: Double] {
            Dictionary(uniqueKeysWithValues: bag.entries.map { ($0.word, (1 + log(Double($0.count))) * Double(weights[Int($0.word)])) })
        }
        let (left, right) = (vector(a), vector(b))
        let product = left.reduce(0) { $0 + $1.value * (right[$1.key] ?? 0) }
        let lengths = [left, right].map { $0.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        return lengths[0] * lengths[1] > 0 ? product / (lengths[0] * lengths[1]) : 0
    }

    private static func overlap(_ a: WordBag, _ b: WordBag, _ weights: [Float]) -> Double {
        let words = Set(b.entries.map(\.word))
        let all = a.entries.reduce(Float(0)) { $0 + weights[Int($1.word)] }
        let common = a.entries.filter { words.contains($0.word) }.reduce(Float(0)) { $0 + weights[Int($1.word)] }
        return all > 0 ? Double(common / all) : 0
    }
}
