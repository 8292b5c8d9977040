import Backends
import CSearchScan
import DocumentModel
import Foundation
import GRDB
import TextAnalysis

/// What words count for. They are applied when a search is made: changing them needs no new index.
package struct LexicalWeights: Hashable, Sendable {
    /// BM25's k1: from which number of times on more of the same word add little.
    package var saturation = 1.2
    /// BM25's b, 0...1: how far a long chunk has to have a word more often than a short one.
    package var lengthShare = 0.75
    /// How many times as in the text a word counts that is in the headings above the chunk.
    package var headings = 0.7
    /// The same for the document's title.
    package var title = 0.5

    package init() {}
}

/// One search by words. Goes through the lists of all its words and adds up what each chunk has of them: lists are read faster than
/// anything could be worked out that would spare their reading ([ADR 28](docs/adr/0028-search-index.md)).
struct LexicalSearch {
    private let contents: SearchMemory.Contents
    private let weights: LexicalWeights
    private let database: Database
    private let segments: [SegmentRows.Segment]

    /// Languages of documents by whose rules the words of a query are read.
    private static let mostLanguages = 16

    init(_ contents: SearchMemory.Contents, weights: LexicalWeights, _ database: Database) throws {
        self.contents = contents
        self.weights = weights
        self.database = database
        segments = try SegmentRows.active(database)
    }

    func best(_ query: LexicalQuery, among bits: ChunkBits, limit: Int) throws -> [ScoredChunk] {
        let reading = QueryReading(query, languages: languages(first: query.language))
        guard !reading.words.isEmpty, contents.view.chunkCount > 0 else { return [] }
        var bits = bits
        for phrase in reading.phrases { bits.intersect(try chunks(withOneOf: phrase)) }
        for excluded in reading.excluded { bits.subtract(try chunks(withOneOf: excluded)) }
        let scores = try scores(of: reading.words)
        return try best(scores, among: bits, limit: limit)
    }

    /// Chunks of the scope that have the word in one of its forms; of something that is read as several, those that have the rarest.
    func count(of word: String, language: String?) throws -> Int {
        let reading = QueryReading(LexicalQuery(words: [word], language: language), languages: languages(first: language))
        return try reading.words.map(count(ofForms:)).min() ?? 0
    }

    private func count(ofForms forms: Set<String>) throws -> Int {
        // A chunk that has two forms is counted twice: languages differ in few words, and seldom in one text.
        try withHits(room: contents.catalogue.count * forms.count) { hits, room in
            try withView { view in
                try forms.reduce(0) { count, form in count + (try read(form, view, into: hits + count, room: room - count)) }
            }
        }
    }

    private func languages(first: String?) -> [String?] {
        let known = contents.view.languages.sorted { ($0 ?? "") < ($1 ?? "") }
        return Array((known.filter { $0 == first } + known.filter { $0 != first }).prefix(Self.mostLanguages))
    }

    // MARK: Scores

    /// One for each place of the catalogue.
    private func scores(of words: [Set<String>]) throws -> [Float] {
        let catalogue = contents.catalogue
        var scores = [Float](repeating: 0, count: catalogue.count)
        let variants = words.map(\.count).max() ?? 1
        try withHits(room: catalogue.count * variants) { hits, room in
            try withView { view in
                for word in words {
                    var count = 0
                    for variant in word { count += try read(variant, view, into: hits + count, room: room - count) }
                    mivaa_scan_add(hits, count, rarity(of: count), &scores)
                }
            }
        }
        return scores
    }

    private func withHits<Value>(room: Int, _ body: (UnsafeMutablePointer<mivaa_scan_hit>, Int) throws -> Value) rethrows -> Value {
        let hits = UnsafeMutablePointer<mivaa_scan_hit>.allocate(capacity: max(1, room))
        defer { hits.deallocate() }
        return try body(hits, room)
    }

    /// BM25's weight of a word that this many chunks of the scope have.
    private func rarity(of count: Int) -> Float {
        let without = max(0, Double(contents.view.chunkCount - count))
        return Float(log(1 + (without + 0.5) / (Double(count) + 0.5)) * (weights.saturation + 1))
    }

    private func withView<Value>(_ body: (UnsafePointer<mivaa_scan_view>) throws -> Value) throws -> Value {
        let (catalogue, scope) = (contents.catalogue, contents.view)
        return try scope.bits.words.withUnsafeBufferPointer { bits in
            try catalogue.lengths.withUnsafeBufferPointer { lengths in
                let view = mivaa_scan_view(
                    first: UInt64(catalogue.first), count: catalogue.count, scope: bits.baseAddress, lengths: lengths.baseAddress,
                    length_base: Float(weights.saturation * (1 - weights.lengthShare)),
                    length_slope: Float(weights.saturation * weights.lengthShare / scope.averageLength),
                    heading_weight: Float(weights.headings), title_weight: Float(weights.title))
                return try withUnsafePointer(to: view, body)
            }
        }
    }

    private func read(
        _ term: String, _ view: UnsafePointer<mivaa_scan_view>, into hits: UnsafeMutablePointer<mivaa_scan_hit>, room: Int
    ) throws -> Int {
        var count = 0
        for segment in segments {
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: "SELECT postings FROM search_posting WHERE segment = ? AND term = ?"),
                arguments: [segment.id, term])
            guard let row = try rows.next() else { continue }
            try row.withUnsafeData(atIndex: 0) { data in
                data?.withUnsafeBytes { bytes in
                    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
                    count += mivaa_scan_postings(start, bytes.count, segment.before, view, hits + count, room - count)
                }
            }
        }
        return count
    }

    private func best(_ scores: [Float], among bits: ChunkBits, limit: Int) throws -> [ScoredChunk] {
        let limit = min(limit, scores.count)
        let hits = [mivaa_scan_hit](unsafeUninitializedCapacity: limit) { hits, count in
            bits.words.withUnsafeBufferPointer { allowed in
                guard let start = hits.baseAddress, let allowed = allowed.baseAddress else { return }
                count = mivaa_scan_best(scores, allowed, scores.count, 0, start, limit)
            }
        }
        return hits.compactMap { hit in
            contents.catalogue.chunk(at: Int(hit.index)).map { ScoredChunk(id: $0, score: Double(hit.weight)) }
        }
    }

    // MARK: Phrases

    /// - Parameter variants: the phrase by the rules of each language.
    private func chunks(withOneOf variants: Set<[String]>) throws -> ChunkBits {
        var bits = ChunkBits(count: contents.catalogue.count)
        for terms in variants {
            for segment in segments {
                guard let search = try PhraseSearch(terms, in: segment, database) else { continue }
                search.forEachChunk { number in
                    guard number >= contents.catalogue.first else { return }
                    let place = Int(number - contents.catalogue.first)
                    if place < bits.count { bits.set(place) }
                }
            }
        }
        return bits
    }
}

/// A query as the documents' analysis reads it.
struct QueryReading {
    /// Words to score by, each in the forms that it has by the rules of the languages.
    private(set) var words: [Set<String>] = []
    private(set) var phrases: [Set<[String]>] = []
    private(set) var excluded: [Set<[String]>] = []

    init(_ query: LexicalQuery, languages: [String?]) {
        let analyses = (languages.isEmpty ? [nil] : languages).map(SearchTerms.init(language:))
        var seen: Set<Set<String>> = []
        for text in query.words + query.phrases {
            let readings = analyses.map { $0.terms(of: text) }
            for word in Self.words(readings) where words.count < LexicalQuery.mostWords && seen.insert(word).inserted { words.append(word) }
        }
        let variants: (String) -> Set<[String]> = { text in Set(analyses.map { $0.terms(of: text) }.filter { !$0.isEmpty }) }
        phrases = query.phrases.prefix(LexicalQuery.mostPhrases).map(variants).filter { !$0.isEmpty }
        excluded = query.excluded.prefix(LexicalQuery.mostPhrases).map(variants).filter { !$0.isEmpty }
    }

    /// Forms of the same word together, where the languages agree on how many words there are.
    private static func words(_ readings: [[String]]) -> [Set<String>] {
        guard let first = readings.first else { return [] }
        guard readings.allSatisfy({ $0.count == first.count }) else { return Set(readings.joined()).sorted().map { [$0] } }
        return first.indices.map { index in Set(readings.map { $0[index] }) }
    }
}
