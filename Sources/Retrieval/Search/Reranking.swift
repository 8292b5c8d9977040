import Backends
import DocumentModel
import TextAnalysis

/// Looks at the texts of the best candidates: how many of the query's words each has, and how near to each other they stand. Neither BM25
/// nor a vector of the whole chunk knows of that.
struct Reranking {
    /// Candidates that are looked at: what stands further down seldom comes up, and each costs a tenth of a millisecond.
    static let depth = 32
    /// In standard deviations of `Fusion`, for a chunk that has all of the words, side by side.
    private static let coverageWeight = 2.0
    private static let proximityWeight = 2.0
    /// Words of any text of the language say little.
    private static let commonWordWeight = 0.1
    /// Words further apart than this do not belong together.
    private static let nearestWords = 8

    private let terms: QueryTerms

    init(_ terms: QueryTerms) {
        self.terms = terms
    }

    /// - Parameter language: of the document.
    func bonus(_ chunk: IndexedChunk, language: String?) -> Double {
        let query = terms.terms(in: language)
        guard !query.isEmpty else { return 0 }
        let analysis = SearchTerms(language: language)
        let text = [chunk.documentTitle] + chunk.chunk.headings + [chunk.chunk.text]
        let places = Self.places(of: Set(query.map(\.term)), in: text.map { analysis.terms(of: $0) })
        return Self.coverageWeight * Self.coverage(query, places) + Self.proximityWeight * Self.proximity(query, places)
    }

    /// Share of the words that are there, by their weight.
    private static func coverage(_ query: [QueryTerms.Term], _ places: [String: [Int]]) -> Double {
        var seen: Set<String> = []
        var (found, all) = (0.0, 0.0)
        for word in query where seen.insert(word.term).inserted {
            all += weight(word)
            if places[word.term] != nil { found += weight(word) }
        }
        return found / all
    }

    /// How near neighbours of the query stand to each other: 1 when they are neighbours in the text, too.
    private static func proximity(_ query: [QueryTerms.Term], _ places: [String: [Int]]) -> Double {
        guard query.count > 1 else { return 0 }
        var sum = 0.0
        for (first, second) in zip(query, query.dropFirst()) where first.term != second.term {
            guard let left = places[first.term], let right = places[second.term], let distance = Self.distance(left, right),
                distance <= nearestWords
            else { continue }
            sum += min(weight(first), weight(second)) / Double(max(1, distance))
        }
        return sum / query.reduce(0) { $0 + weight($1) }
    }

    private static func weight(_ word: QueryTerms.Term) -> Double { word.isCommon ? commonWordWeight : 1 }

    /// Places of the wanted terms; a gap between two fields is wider than words are near.
    private static func places(of wanted: Set<String>, in fields: [[String]]) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        var place = 0
        for field in fields {
            for term in field {
                if wanted.contains(term) { places[term, default: []].append(place) }
                place += 1
            }
            place += nearestWords + 1
        }
        return places
    }

    /// The least between two ascending lists.
    private static func distance(_ left: [Int], _ right: [Int]) -> Int? {
        var (i, j) = (0, 0)
        var best: Int?
        while i < left.count, j < right.count {
            best = min(best ?? .max, abs(left[i] - right[j]))
            if left[i] < right[j] { i += 1 } else { j += 1 }
        }
        return best
    }
}

/// The words of a query, cut as documents of each language are.
final class QueryTerms {
    struct Term: Hashable {
        var term: String
        var isCommon: Bool
    }

    private let words: [String]
    private var byLanguage: [String?: [Term]] = [:]

    // A class: what was found for one language is kept for the next document in it.
    init(_ query: SearchQuery) {
        words = query.wanted
    }

    func terms(in language: String?) -> [Term] {
        if let known = byLanguage[language] { return known }
        let analysis = SearchTerms(language: language)
        let terms = words.flatMap { word in
            analysis.terms(of: word).map { Term(term: $0, isCommon: CommonWords.contains(word, language: language)) }
        }
        byLanguage[language] = terms
        return terms
    }
}
