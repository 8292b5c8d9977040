import Backends
import Foundation

/// How two vectors are compared.
package enum VectorAlgorithm: String, Hashable, Sendable, Codable, CaseIterable {
    case cosine, euclidean
    case dotProduct = "dot_product"

    /// The more alike, the higher; at most 1 for vectors whose length is at most 1.
    func likeness(_ a: [Float], _ b: [Float]) -> Double {
        switch self {
        case .cosine:
            let lengths = Double(a.dot(a).squareRoot() * b.dot(b).squareRoot())
            return lengths > 0 ? Double(a.dot(b)) / lengths : 0
        case .euclidean: return 1 / (1 + Double(zip(a, b).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }).squareRoot())
        case .dotProduct: return Double(a.dot(b))
        }
    }

    /// For people.
    var formula: String {
        switch self {
        case .cosine: "cosine"
        case .euclidean: "1 / (1 + Euclidean distance)"
        case .dotProduct: "dot product"
        }
    }
}

/// A document as the vectors of its parts.
struct DocumentVectors: Sendable {
    let parts: [[Float]]
    /// The mean of the parts; shorter than 1 the more they differ.
    let mean: [Float]

    /// `nil` for no parts.
    init?(_ parts: [[Float]]) {
        guard let first = parts.first else { return nil }
        self.parts = parts
        var sum = [Float](repeating: 0, count: first.count)
        for part in parts where part.count == sum.count { for index in sum.indices { sum[index] += part[index] } }
        mean = sum.map { $0 / Float(parts.count) }
    }

    /// The mean with length 1; `nil` when the parts cancel each other out.
    var direction: [Float]? {
        let length = mean.dot(mean).squareRoot()
        return length > 1e-6 ? mean.map { $0 / length } : nil
    }

    /// Share of this document's parts that have a like part in the other.
    func overlap(with other: DocumentVectors, least: Double) -> Double {
        let found = parts.count { part in other.parts.contains { Double(part.dot($0)) >= least } }
        return Double(found) / Double(parts.count)
    }

    /// Parts spread evenly over the document.
    func sample(_ count: Int) -> [[Float]] {
        guard parts.count > count else { return parts }
        return (0..<count).map { parts[$0 * parts.count / count] }
    }
}
