import DocumentModel
import Foundation
import TextAnalysis

/// Chunks of a document with the words in them. Takes a fraction of a millisecond a chunk: made before the database is written to.
struct AnalyzedChunks: Sendable {
    /// Of the rules by which words are cut and lists are written. To be raised when they change: documents that were analysed by others are
    /// analysed again.
    static let version = 1

    let chunks: [Chunk]
    let language: String?
    /// What `search_document.facts` becomes.
    let facts: Data
    private let terms: [String]
    /// Numbers of terms in `terms`.
    private let fields: [(headings: [[UInt32]], text: [UInt32])]

    init(_ chunks: [Chunk], language: String?) {
        var numbering = TermNumbering(language: language)
        var facts = Data(capacity: chunks.count * ChunkFacts.size)
        var headings: (path: [String], terms: [[UInt32]]) = ([], [])
        fields = chunks.map { chunk in
            // Chunks of a section follow each other.
            if chunk.headings != headings.path { headings = (chunk.headings, chunk.headings.map { numbering.numbers(of: $0) }) }
            let text = numbering.numbers(of: chunk.text)
            ChunkFacts(chunk, wordCount: text.count).write(to: &facts)
            return (headings.terms, text)
        }
        self.chunks = chunks
        self.language = language
        self.facts = facts
        terms = numbering.terms
    }

    struct List {
        var term: String
        var list: PostingList
    }

    /// Lists of all words, ordered by word.
    ///
    /// - Parameter first: number of the first chunk.
    func lists(title: String, from first: Int64) -> [List] {
        var numbering = TermNumbering(language: language, terms: terms)
        let title = numbering.numbers(of: title)
        var lists = numbering.terms.map { List(term: $0, list: PostingList(before: UInt64(first) - 1)) }
        for (index, field) in fields.enumerated() {
            var places = ChunkPlaces()
            places.add(title)
            for heading in field.headings { places.add(heading) }
            places.add(field.text)
            let (afterTitle, beforeText) = (places.starts[1], places.starts[field.headings.count + 1])
            places.forEachTerm { term, positions in
                let times = positions.count { $0 >= beforeText }
                lists[Int(term)].list.add(
                    UInt64(first) + UInt64(index), times: times, isInHeadings: positions.contains { afterTitle..<beforeText ~= $0 },
                    isInTitle: positions.first.map { $0 < afterTitle } ?? false)
                lists[Int(term)].list.addPositions(positions)
            }
        }
        return lists.filter { !$0.list.postings.isEmpty }.sorted { $0.term.utf8.lexicographicallyPrecedes($1.term.utf8) }
    }
}

/// Gives each term a number.
private struct TermNumbering {
    private(set) var terms: [String]
    private var numbers: [String: UInt32]
    private let analysis: SearchTerms

    init(language: String?, terms: [String] = []) {
        analysis = SearchTerms(language: language)
        self.terms = terms
        numbers = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, UInt32($0)) })
    }

    mutating func numbers(of text: String) -> [UInt32] {
        analysis.terms(of: text).map { term in
            if let number = numbers[term] { return number }
            let number = UInt32(terms.count)
            numbers[term] = number
            terms.append(term)
            return number
        }
    }
}

/// Where the terms of a chunk stand, field after field with a place left free between two: phrases do not reach from one into the next.
private struct ChunkPlaces {
    /// The first place of each field.
    private(set) var starts: [UInt32] = []
    private var next: UInt32 = 0
    /// Term and place in one number, to be sorted.
    private var places: [UInt64] = []

    mutating func add(_ terms: [UInt32]) {
        starts.append(next)
        for term in terms {
            places.append(UInt64(term) << 32 | UInt64(next))
            next += 1
        }
        next += 1
    }

    /// - Parameter body: called with each term and its places, ascending.
    func forEachTerm(_ body: (UInt32, ArraySlice<UInt32>) -> Void) {
        let sorted = places.sorted()
        let positions = sorted.map { UInt32(truncatingIfNeeded: $0) }
        var start = 0
        while start < sorted.count {
            let term = sorted[start] >> 32
            var end = start + 1
            while end < sorted.count, sorted[end] >> 32 == term { end += 1 }
            body(UInt32(term), positions[start..<end])
            start = end
        }
    }
}
