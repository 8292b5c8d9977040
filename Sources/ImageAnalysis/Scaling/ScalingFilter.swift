/// How much a pixel counts by its distance from the place that is computed. All widen with the reduction ("antialiasing").
package enum ScalingFilter: Sendable, CaseIterable {
    /// The mean of the pixels that are covered. For thumbnails and measurements.
    case area
    case bilinear
    /// Keys 1981 with a = -0.5, what CLIP was trained with.
    case bicubic

    /// Distance in pixels from which on nothing counts.
    var support: Double {
        switch self {
        case .area: 0.5
        case .bilinear: 1
        case .bicubic: 2
        }
    }

    func weight(_ distance: Double) -> Double {
        let x = abs(distance)
        switch self {
        // Half-open, so that a pixel on the border of two is counted once.
        case .area: return distance > -0.5 && distance <= 0.5 ? 1 : 0
        case .bilinear: return max(0, 1 - x)
        case .bicubic:
            let a = -0.5
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
        }
    }
}

/// For every place along one side of the result, the stored pixels that count and how much, in fixed point.
struct ScalingWeights {
    /// Sums of 8-bit values times weights stay within 32 bits with two to spare, as in Pillow, whose results we reproduce.
    static let fractionBits = 22

    private(set) var starts: [Int] = []
    private(set) var counts: [Int] = []
    private(set) var weights: [Int32] = []
    /// Weights per place; those beyond its count are not used.
    let stride: Int

    init(from source: Int, to target: Int, filter: ScalingFilter) {
        let scale = Double(source) / Double(target)
        let widening = max(scale, 1)
        let support = filter.support * widening
        stride = Int(support.rounded(.up)) * 2 + 1
        weights = [Int32](repeating: 0, count: stride * target)
        for place in 0..<target {
            let center = (Double(place) + 0.5) * scale
            let first = max(0, Int(center - support + 0.5))
            let end = min(source, Int(center + support + 0.5))
            let raw = (first..<end).map { filter.weight((Double($0) - center + 0.5) / widening) }
            let sum = raw.reduce(0, +)
            for (index, weight) in raw.enumerated() {
                let scaled = (sum == 0 ? 0 : weight / sum) * Double(1 << Self.fractionBits)
                weights[place * stride + index] = Int32(scaled + (scaled < 0 ? -0.5 : 0.5))
            }
            starts.append(first)
            counts.append(raw.count)
        }
    }
}
