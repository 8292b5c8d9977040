import Foundation

/// How much words say of a chunk (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009).
enum BM25 {
    /// How soon more of the same word stops to count.
    private static let saturation = 1.2
    /// How much long chunks pay: chunks are about as long as each other, so that length says little.
    private static let lengthShare = 0.6
    /// A word in a heading above the chunk counts as so many in its text: it says what the chunk is about, once.
    private static let headingWeight = 0.5
    private static let titleWeight = 0.5

    /// How often each term is there, headings and title counting once.
    static func weights(text: [Int], headings: [[Int]], title: [Int]) -> [Int: Double] {
        var weights: [Int: Double] = [:]
        for term in text { weights[term, default: 0] += 1 }
        for term in Set(headings.joined()) { weights[term, default: 0] += headingWeight }
        for term in Set(title) { weights[term, default: 0] += titleWeight }
        return weights
    }

    static func rarity(ofWordIn chunks: Int, of all: Int) -> Double {
        log(1 + (Double(all - chunks) + 0.5) / (Double(chunks) + 0.5))
    }

    static func saturated(_ weight: Double, length: Double, averageLength: Double) -> Double {
        weight * (saturation + 1) / (weight + saturation * (1 - lengthShare + lengthShare * length / averageLength))
    }
}
