import Backends
import DocumentModel
import TextAnalysis

/// Finds words that documents have for those of a query that none has.
struct Spelling {
    /// Shorter words are as near to each other as to their typos.
    private static let leastLetters = 4
    /// From this length on, two slips are forgiven.
    private static let longWord = 8
    /// Words of the vocabulary that are compared, those of most documents first.
    private static let comparedWords = 50_000

    let vocabulary: any SearchVocabulary
    /// Whether documents have the word, in any of its forms.
    let isKnown: (String) async throws(StoreError) -> Bool

    /// The query with its unknown words corrected; `nil` when all are known or nothing comes near.
    func correction(of query: String, words: [String], in scope: Scope) async throws(StoreError) -> String? {
        var corrected = query
        for word in Set(words.flatMap { $0.split(separator: " ").map(String.init) }) {
            guard let better = try await correction(of: word, in: scope) else { continue }
            corrected = corrected.split(separator: " ", omittingEmptySubsequences: false).map { part in
                part.replacing(word, with: better)
            }.joined(separator: " ")
        }
        return corrected == query ? nil : corrected
    }

    private func correction(of word: String, in scope: Scope) async throws(StoreError) -> String? {
        guard word.allSatisfy(\.isLetter), !CommonWords.contains(word, language: nil) else { return nil }
        let wanted = Array(SpelledWords.folded(word).unicodeScalars)
        guard wanted.count >= Self.leastLetters, try await !isKnown(word) else { return nil }
        let slips = wanted.count >= Self.longWord ? 2 : 1
        let near = try await vocabulary.words(
            ofLengths: (wanted.count - slips)...(wanted.count + slips), in: scope, limit: Self.comparedWords)
        var best: (slips: Int, word: VocabularyWord)?
        for candidate in near {
            let limit = min(slips, (best?.slips ?? slips + 1) - 1)
            // Of equal distance, the one of more documents came first.
            guard limit >= 1, let distance = EditDistance.between(wanted, Array(candidate.folded.unicodeScalars), limit: limit) else { continue }
            best = (distance, candidate)
        }
        return best?.word.text
    }
}

/// Slips of a typist between two words: letters put in, left out, wrong or swapped (F. Damerau, 1964; optimal string alignment).
enum EditDistance {
    /// `nil` when there are more than the limit.
    static func between(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar], limit: Int) -> Int? {
        guard abs(first.count - second.count) <= limit else { return nil }
        var (before, last) = ([Int](), Array(0...second.count))
        for i in first.indices {
            var row = [i + 1]
            for j in second.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            if row.allSatisfy({ $0 > limit }) { return nil }
            (before, last) = (last, row)
        }
        let distance = last[second.count]
        return distance <= limit ? distance : nil
    }
}
