import Backends

/// How often names with a given score were right, measured: what turns a model's score into a confidence.
///
/// The numbers are printed by `make bench-entities CALIBRATE=1` (isotonic regression on the training part of WNUT-17, which no
/// benchmark scores). Its text is tweets and comments, where organizations are rare; in edited prose names are right more often.
enum Reliability {
    /// Scores and the share of right names there; rising, straight lines between them.
    typealias Curve = [(score: Double, share: Double)]

    /// Names below are not reported: on the same data the F1 of all names is highest there.
    static let minimumConfidence = 0.2

    /// The share of right ones among names of that kind, score and writing.
    /// - Parameter isCapitalized: the model does not see capitals, and half of what it takes for names has none.
    static func confidence(of kind: Entity.Kind, score: Double, isCapitalized: Bool) -> Double {
        let curve = (isCapitalized ? capitalized : plain)[kind] ?? unmeasured
        guard let upper = curve.firstIndex(where: { $0.score >= score }) else { return curve.last?.share ?? 0 }
        guard upper > 0 else { return curve[0].share }
        let (low, high) = (curve[upper - 1], curve[upper])
        let position = (score - low.score) / (high.score - low.score)
        return low.share + position * (high.share - low.share)
    }

    private static let capitalized: [Entity.Kind: Curve] = [
        .person: [(0.442, 0.24), (0.561, 0.31), (0.677, 0.34), (0.780, 0.38), (0.891, 0.45), (0.941, 0.68), (0.955, 0.80), (0.968, 0.85)],
        .organization: [
            (0.404, 0.03), (0.489, 0.06), (0.587, 0.07), (0.685, 0.07), (0.734, 0.16), (0.796, 0.19), (0.868, 0.22), (0.910, 0.37), (0.938, 0.54),
        ],
        .location: [
            (0.452, 0.17), (0.602, 0.36), (0.708, 0.46), (0.792, 0.50), (0.861, 0.59), (0.917, 0.59), (0.950, 0.76), (0.959, 0.78), (0.966, 0.93),
        ],
    ]
    private static let plain: [Entity.Kind: Curve] = [
        .person: [(0.508, 0.04), (0.760, 0.06), (0.917, 0.11), (0.956, 0.62)],
        .organization: [(0.475, 0.01), (0.573, 0.02), (0.777, 0.03)],
        .location: [(0.542, 0.06), (0.883, 0.51)],
    ]

    /// For kinds of a user's own model that WNUT-17 does not have: the score itself, as half as sure.
    private static let unmeasured: Curve = [(0, 0), (1, 0.5)]
}
