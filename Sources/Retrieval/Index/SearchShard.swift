import Backends
import DocumentModel
import TextAnalysis

/// The chunks of one workspace with their words.
struct SearchShard: Sendable {
    fileprivate struct Entry: Sendable {
        var chunk: IndexedChunk
        var document: SearchedDocument
        /// Numbers of terms; fields do not run into each other.
        var fields: [[Int]]
        var vectors: [EmbeddingSpace: [Float]] = [:]
        var weights: [Int: Double]
        var length: Double
    }

    private var entries: [ChunkID: Entry] = [:]
    private var documentsByID: [DocumentID: SearchedDocument] = [:]
    private var wordsByDocument: [DocumentID: [String: String]] = [:]
    private var numbers: [String: Int] = [:]
    /// Chunks that have the term.
    private var postings: [Int: Set<ChunkID>] = [:]
    private var totalLength = 0.0

    // MARK: Contents

    mutating func add(_ document: SearchedDocument, _ chunks: [Chunk]) {
        remove(document.id)
        let analysis = SearchTerms(language: document.language)
        let title = number(analysis.terms(of: document.title))
        for chunk in chunks {
            let headings = chunk.headings.map { number(analysis.terms(of: $0)) }
            let text = number(analysis.terms(of: chunk.text))
            let indexed = IndexedChunk(document: document.id, documentTitle: document.title, chunk: chunk)
            let weights = BM25.weights(text: text, headings: headings, title: title)
            entries[indexed.id] = Entry(
                chunk: indexed, document: document, fields: [title] + headings + [text], weights: weights, length: Double(text.count))
            for term in weights.keys { postings[term, default: []].insert(indexed.id) }
            totalLength += Double(text.count)
        }
        documentsByID[document.id] = document
        wordsByDocument[document.id] = SpelledWords.distinct(in: [document.title] + chunks.map(\.text))
    }

    mutating func remove(_ document: DocumentID) {
        guard documentsByID.removeValue(forKey: document) != nil else { return }
        wordsByDocument[document] = nil
        for (id, entry) in entries where id.document == document {
            entries[id] = nil
            totalLength -= entry.length
            for term in entry.weights.keys { postings[term]?.remove(id) }
        }
    }

    mutating func save(_ vector: ChunkVector, in space: EmbeddingSpace) {
        guard let entry = entries[vector.id], entry.chunk.chunk.passage == vector.text else { return }
        entries[vector.id]?.vectors[space] = vector.values
    }

    private mutating func number(_ terms: [String]) -> [Int] {
        terms.map { term in
            if let number = numbers[term] { return number }
            numbers[term] = numbers.count
            return numbers.count - 1
        }
    }

    // MARK: Looking up

    var documentCount: Int { documentsByID.count }
    var chunkCount: Int { entries.count }
    var searchedDocuments: [SearchedDocument] { Array(documentsByID.values) }
    var vectorCounts: [EmbeddingSpace: Int] {
        entries.values.reduce(into: [:]) { counts, entry in for space in entry.vectors.keys { counts[space, default: 0] += 1 } }
    }

    func chunk(_ id: ChunkID) -> IndexedChunk? { entries[id]?.chunk }

    func vector(of id: ChunkID, in space: EmbeddingSpace) -> [Float]? { entries[id]?.vectors[space] }

    /// In the order of the document.
    func chunks(of document: DocumentID) -> [IndexedChunk] {
        entries.filter { $0.key.document == document }.map(\.value.chunk).sorted { $0.chunk.index < $1.chunk.index }
    }

    func missing(in space: EmbeddingSpace) -> [(uploadedAt: Timestamp, chunk: IndexedChunk)] {
        entries.values.filter { $0.vectors[space] == nil }.map { ($0.document.uploadedAt, $0.chunk) }
    }

    var words: [VocabularyWord] {
        var counted: [String: VocabularyWord] = [:]
        for (folded, text) in wordsByDocument.values.joined() {
            counted[folded, default: VocabularyWord(text: text, folded: folded, documentCount: 0)].documentCount += 1
        }
        return Array(counted.values)
    }

    // MARK: Searching

    func nearest(to vector: [Float], in space: EmbeddingSpace, _ filters: SearchFilters) -> [ScoredChunk] {
        entries.compactMap { id, entry in
            guard let values = entry.vectors[space], filters.passes(entry.chunk.chunk, of: entry.document) else { return nil }
            return ScoredChunk(id: id, score: Double(values.cosine(to: vector)))
        }
    }

    /// Chunks that have the word in one of its forms; of several words, those that have the rarest.
    func count(of word: String) -> Int {
        let groups = groups([word], Set(documentsByID.values.map(\.language)), keepsUnknown: true)
        return groups.map { forms in forms.reduce(into: Set<ChunkID>()) { $0.formUnion(postings[$1] ?? []) }.count }.min() ?? 0
    }

    func lexical(_ query: LexicalQuery, _ filters: SearchFilters) -> [ScoredChunk] {
        let languages = Set(documentsByID.values.map(\.language))
        let words = groups(query.words, languages)
        let phrases = query.phrases.map { sequences($0, languages) }
        let excluded = query.excluded.map { sequences($0, languages) }
        // Words of phrases count as words, too: the rarer they are, the better the hit.
        let scored = words + phrases.flatMap { alternatives in Self.groups(ofPhrase: alternatives) }
        let candidates = Set(scored.flatMap { $0 }).reduce(into: Set<ChunkID>()) { $0.formUnion(postings[$1] ?? []) }
        return candidates.compactMap { id in
            guard let entry = entries[id], filters.passes(entry.chunk.chunk, of: entry.document),
                phrases.allSatisfy({ entry.has(oneOf: $0) }), !excluded.contains(where: { entry.has(oneOf: $0) })
            else { return nil }
            return ScoredChunk(id: id, score: score(entry, scored))
        }
    }

    private func score(_ entry: Entry, _ groups: [Set<Int>]) -> Double {
        let average = max(1, totalLength / Double(max(1, entries.count)))
        return groups.reduce(0) { sum, group in
            // Forms of one word in several languages: one of them is meant.
            sum
                + (group.map { term in
                    guard let weight = entry.weights[term] else { return 0 }
                    let rarity = BM25.rarity(ofWordIn: postings[term]?.count ?? 0, of: entries.count)
                    return rarity * BM25.saturated(weight, length: entry.length, averageLength: average)
                }.max() ?? 0)
        }
    }

    /// For each term of the words, its forms in the languages of the documents.
    ///
    /// - Parameter keepsUnknown: whether terms that no chunk has are in it, as empty sets.
    private func groups(_ words: [String], _ languages: Set<String?>, keepsUnknown: Bool = false) -> [Set<Int>] {
        var groups: [Set<Int>] = []
        for word in words {
            let forms = languages.map { SearchTerms(language: $0).terms(of: word) }
            for place in 0..<(forms.map(\.count).max() ?? 0) {
                groups.append(Set(forms.compactMap { place < $0.count ? numbers[$0[place]] : nil }))
            }
        }
        return groups.filter { keepsUnknown || !$0.isEmpty }
    }

    /// The phrase in the languages of the documents; none where one of its words is unknown.
    private func sequences(_ phrase: String, _ languages: Set<String?>) -> [[Int]] {
        let forms = Set(languages.map { SearchTerms(language: $0).terms(of: phrase) })
        return forms.compactMap { form in
            let known = form.compactMap { numbers[$0] }
            return known.count == form.count && !known.isEmpty ? known : nil
        }
    }

    private static func groups(ofPhrase alternatives: [[Int]]) -> [Set<Int>] {
        (0..<(alternatives.map(\.count).max() ?? 0)).map { place in Set(alternatives.compactMap { place < $0.count ? $0[place] : nil }) }
    }
}

extension SearchShard.Entry {
    fileprivate func has(oneOf sequences: [[Int]]) -> Bool {
        sequences.contains { sequence in
            sequence.allSatisfy { weights[$0] != nil } && fields.contains { $0.contains(sequence) }
        }
    }
}
