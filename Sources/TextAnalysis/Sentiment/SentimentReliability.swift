/// How far mean scores of texts can be believed: measured on 789 texts whose sentences some twenty people rated (291 reviews of products,
/// 498 articles of a newspaper; the ground truth that was published with VADER, `make bench-analysis`).
enum SentimentReliability {
    /// Means from which texts are called positive and negative. Sentences of texts that people found neutral have 0.1 on average: with
    /// the thresholds that the authors have for a single sentence (0.05 both ways), 0.08 of the texts are called the opposite of what
    /// they are and 0.49 what they are; with these 0.015 and 0.66.
    static let positiveFrom = 0.2
    static let negativeFrom = -0.05

    /// Of texts with such a mean, the share of which readers thought what is said of it.
    static func confidence(of mean: Double) -> Double {
        switch mean {
        case ..<(-0.2): 0.72
        case ..<(-0.1): 0.58
        case ...negativeFrom: 0.46
        case ..<positiveFrom: 0.66
        case ..<0.25: 0.45
        case ..<0.35: 0.66
        default: 0.92
        }
    }
}
