import Foundation

/// Gives words numbers, so that texts are compared as numbers.
struct Vocabulary {
    private var numbers: [String: Int32] = [:]

    var count: Int { numbers.count }

    mutating func number(of word: String) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(numbers.count)
        numbers[word] = number
        return number
    }
}

/// How often each word stands in a text.
struct WordBag: Sendable {
    struct Entry: Sendable {
        var word: Int32
        var count: Float
    }

    /// By ascending number of the word.
    let entries: [Entry]

    init(_ words: [Int32]) {
        var entries: [Entry] = []
        for word in words.sorted() {
            if let last = entries.last, last.word == word {
                entries[entries.count - 1].count += 1
            } else {
                entries.append(Entry(word: word, count: 1))
            }
        }
        self.entries = entries
    }

    /// Sum of the words' weights.
    func weight(_ weights: [Float]) -> Float { entries.reduce(0) { $0 + $1.count * weights[Int($1.word)] } }

    /// Dice's coefficient of weighted words, 0...1: 1 for the same words as often.
    func likeness(to other: WordBag, _ weights: [Float]) -> Double {
        let total = weight(weights) + other.weight(weights)
        guard total > 0 else { return 0 }
        var (common, left, right): (Float, Int, Int) = (0, 0, 0)
        while left < entries.count, right < other.entries.count {
            let (a, b) = (entries[left], other.entries[right])
            if a.word == b.word {
                common += min(a.count, b.count) * weights[Int(a.word)]
                (left, right) = (left + 1, right + 1)
            } else if a.word < b.word {
                left += 1
            } else {
                right += 1
            }
        }
        return Double(2 * common / total)
    }

    /// Weights of words by how few of the texts have them (inverse document frequency); never 0, so that texts of common words still have
    /// something in common.
    static func weights(of bags: some Collection<WordBag>, wordCount: Int) -> [Float] {
        var frequencies = [Float](repeating: 0, count: wordCount)
        for bag in bags { for entry in bag.entries { frequencies[Int(entry.word)] += 1 } }
        let texts = Float(max(1, bags.count))
        return frequencies.map { log(1 + texts / (1 + $0)) + 0.1 }
    }
}
