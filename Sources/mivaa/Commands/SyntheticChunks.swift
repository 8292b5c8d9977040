import DocumentModel
import Foundation

/// Chunks of made-up words and vectors for measuring the index: the same ones at every run, each made when it is needed.
///
/// Words are as frequent as in texts of a language (Zipf's law over 300,000 words), two in five of them from the vocabulary of the document's
/// topic. Vectors stand in clusters within clusters, about as close as those of a sentence model: cosines of some 0.1 between topics, 0.4
/// within one, 0.5 to 0.8 between the chunks of a passage. Passages have more chunks than a search is asked for, each at a distance of its
/// own, so that no gap says where the nearest end.
struct SyntheticChunks {
    static let dimension = 384
    static let chunksOfDocument = 100
    private static let wordsOfChunk = 200
    private static let wordCount = 300_000.0
    private static let topicCount = 1_000
    private static let wordsOfTopic = 2_000.0
    private static let topicShare = 0.4
    /// Neighbouring chunks that are about the same.
    private static let chunksOfPassage = 50

    func document(_ number: Int) -> [Chunk] {
        (0..<Self.chunksOfDocument).map { index in
            let words = words(of: number * Self.chunksOfDocument + index)
            let region = Region(page: index / 3 + 1, rectangle: Rectangle(left: 60, top: 80, right: 530, bottom: 300))
            return Chunk(
                index: index, kind: .text, text: words.joined(separator: " ") + ".", headings: ["Document \(number)", "Section \(index / 10)"],
                regions: [region], blocks: [index * 2, index * 2 + 1], tokenCount: 350)
        }
    }

    func words(of chunk: Int) -> [String] {
        var random = RandomNumbers(seed: UInt64(chunk), stream: 1)
        let topic = UInt64(topic(of: chunk))
        return (0..<Self.wordsOfChunk).map { _ in
            if random.unit() < Self.topicShare {
                let rank = UInt64(exp(random.unit() * log(Self.wordsOfTopic)))
                var place = RandomNumbers(seed: topic << 32 | rank, stream: 2)
                return Self.word(Int(exp((0.4 + 0.6 * place.unit()) * log(Self.wordCount))))
            }
            return Self.word(Int(exp(random.unit() * log(Self.wordCount))))
        }
    }

    /// Of length 1.
    func vector(of chunk: Int) -> [Float] {
        var place = RandomNumbers(seed: UInt64(chunk), stream: 8)
        let distance = Float(0.3 + 0.5 * place.unit())
        let parts: [(weight: Float, seed: Int, stream: UInt64)] = [
            (0.33, 0, 3), (0.5, topic(of: chunk), 4), (0.5, chunk / Self.chunksOfPassage, 5), (distance, chunk, 6),
        ]
        var sum = [Float](repeating: 0, count: Self.dimension)
        for part in parts {
            var random = RandomNumbers(seed: UInt64(part.seed), stream: part.stream)
            for index in sum.indices { sum[index] += part.weight * random.normal() }
        }
        return Self.unit(sum)
    }

    /// A question about a chunk: some of its words, and a vector not far from its own.
    func question(about chunk: Int) -> (words: [String], vector: [Float]) {
        var random = RandomNumbers(seed: UInt64(chunk), stream: 7)
        let words = words(of: chunk)
        let chosen = (0..<6).map { _ in words[Int(random.unit() * Double(words.count))] }
        let vector = vector(of: chunk).map { $0 + 0.04 * random.normal() }
        return (chosen, Self.unit(vector))
    }

    private func topic(of chunk: Int) -> Int {
        chunk / Self.chunksOfDocument % Self.topicCount
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    /// Frequent ones are short.
    private static func word(_ rank: Int) -> String {
        let (consonants, vowels) = (Array("bcdfghjklmnprstvwz"), Array("aeiou"))
        var (letters, rest): ([Character], Int) = ([], rank)
        repeat {
            letters.append(consonants[rest % consonants.count])
            rest /= consonants.count
            letters.append(vowels[rest % vowels.count])
            rest /= vowels.count
        } while rest > 0
        return String(letters)
    }
}

/// Random numbers that are the same for the same seed (SplitMix64).
private struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ stream &* 0xD1B5_4A32_D192_ED03
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// About normal with deviation 1: four uniform numbers of 16 bits added up.
    mutating func normal() -> Float {
        let bits = next()
        let sum = Float(bits & 0xFFFF) + Float(bits >> 16 & 0xFFFF) + Float(bits >> 32 & 0xFFFF) + Float(bits >> 48)
        return (sum / 65_536 - 2) * 1.732
    }
}
