import Foundation

/// A kind and how sure that is.
package struct KindGuess: Hashable, Sendable, Codable {
    package var kind: ImageKind
    /// 0...1; the shares of all kinds add up to 1.
    package var confidence: Double
}

/// Kinds by measured features: multinomial logistic regression on the features and their squares.
enum KindRules {
    /// The likeliest kind.
    static func kind(of features: KindFeatures) -> KindGuess {
        let values = zip(features.values, zip(KindWeights.lowest, KindWeights.highest)).map { value, range in
            min(max(value, range.0), range.1)
        }
        let inputs = values + values.map { $0 * $0 } + [1]
        let scores = ImageKind.allCases.map { kind in
            (kind, zip(inputs, KindWeights.table[kind] ?? []).reduce(0) { $0 + $1.0 * $1.1 })
        }
        let highest = scores.map(\.1).max() ?? 0
        let total = scores.reduce(0) { $0 + exp($1.1 - highest) }
        let best = scores.first { $0.1 == highest }?.0 ?? .photo
        return KindGuess(kind: best, confidence: 1 / total)
    }
}

extension KindFeatures {
    /// In the order of the weights.
    fileprivate var values: [Double] {
        [
            flatness, background, backgroundLightness, colorEntropy, colorfulness, edges, axisEdges, evenness, extremes, transparency,
            alternation,
        ]
    }
}
