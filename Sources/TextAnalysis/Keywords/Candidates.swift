/// Words, and phrases of up to three words that come more than once, with their scores (section 3.3 of the paper).
struct Candidates: Sendable {
    struct Candidate: Sendable {
        var terms: [Int]
        var frequency: Int
        /// The smaller, the better.
        var score: Double

        /// As its words are written most often.
        func text(in text: TokenizedText) -> String {
            terms.map { term in
                let writings = text.terms[term].writings
                return writings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? text.terms[term].text
            }.joined(separator: " ")
        }
    }

    /// Words of a keyword; the paper found three best.
    private static let longest = 3
    private static let bitsPerTerm = 21

    /// The best first.
    let ranked: [Candidate]

    init(_ text: TokenizedText, _ scores: TermScores) {
        var counts: [UInt64: Int] = [:]
        for phrase in text.sentences.joined() {
            for start in phrase.indices where !text.terms[phrase[start].term].isStop {
                var key: UInt64 = 0
                for end in start..<min(phrase.count, start + Self.longest) {
                    key = key << UInt64(Self.bitsPerTerm) | UInt64(phrase[end].term + 1)
                    if !text.terms[phrase[end].term].isStop { counts[key, default: 0] += 1 }
                }
            }
        }
        ranked = counts.filter { $0.value > 1 || Self.isOneWord($0.key) }.map { key, count in
            let terms = Self.terms(of: key)
            return Candidate(terms: terms, frequency: count, score: Self.score(terms, count, text, scores))
        }.sorted { ($0.score, $0.terms.count, $0.terms[0]) < ($1.score, $1.terms.count, $1.terms[0]) }
    }

    /// Numbers of words as one number; 0 stands for no word.
    static func key(_ first: Int, _ second: Int) -> UInt64 { UInt64(first + 1) << UInt64(bitsPerTerm) | UInt64(second + 1) }

    private static func terms(of key: UInt64) -> [Int] {
        var (rest, terms): (UInt64, [Int]) = (key, [])
        while rest > 0 {
            terms.append(Int(rest & (1 << UInt64(bitsPerTerm) - 1)) - 1)
            rest >>= UInt64(bitsPerTerm)
        }
        return terms.reversed()
    }

    /// A function word inside counts by how firmly it belongs between its neighbours ("state of emergency").
    private static func score(_ terms: [Int], _ count: Int, _ text: TokenizedText, _ scores: TermScores) -> Double {
        var (product, sum) = (1.0, 0.0)
        for (place, term) in terms.enumerated() {
            if text.terms[term].isStop, place > 0, place + 1 < terms.count {
                let looseness = 1 - firmness(terms[place - 1], term, scores) * firmness(term, terms[place + 1], scores)
                product *= 1 + looseness
                sum -= looseness
            } else {
                product *= scores.scores[term]
                sum += scores.scores[term]
            }
        }
        // The sum of a phrase with loose function words may be below -1, where the formula of the paper turns over. Frequency counts twice:
        // of the words of titles, 0.04 more are among the keywords than when it counts once (`make bench-analysis`).
        return product / (Double(count * count) * max(0.1, 1 + sum))
    }

    private static func isOneWord(_ key: UInt64) -> Bool { key >> UInt64(bitsPerTerm) == 0 }

    /// How often one word follows the other, of the times that either comes.
    private static func firmness(_ first: Int, _ second: Int, _ scores: TermScores) -> Double {
        let together = Double(scores.pairs[key(first, second)] ?? 0)
        return together / Double(max(1, max(scores.counts[first], scores.counts[second])))
    }
}
