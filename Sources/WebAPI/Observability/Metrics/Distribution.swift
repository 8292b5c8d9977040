/// How many values were how large, as a histogram with fixed bounds.
package struct Distribution: Hashable, Sendable, Codable {
    /// Values up to each bound and above the one before; the last is for those above all bounds.
    package private(set) var counts: [Int]
    package private(set) var sum = 0.0
    /// The largest value; 0 when there is none.
    package private(set) var maximum = 0.0

    package init(boundCount: Int) {
        counts = Array(repeating: 0, count: boundCount + 1)
    }

    package var count: Int { counts.reduce(0, +) }
    /// `nil` without values.
    package var mean: Double? { count == 0 ? nil : sum / Double(count) }

    package mutating func add(_ value: Double, bounds: [Double]) {
        counts[Self.place(of: value, in: bounds)] += 1
        sum += value
        maximum = max(maximum, value)
    }

    /// - Precondition: both have the same bounds.
    package mutating func merge(_ other: Distribution) {
        for (index, count) in other.counts.enumerated() where index < counts.count { counts[index] += count }
        sum += other.sum
        maximum = max(maximum, other.maximum)
    }

    /// What was added since an earlier state of the same distribution. The maximum is that of all.
    package func since(_ earlier: Distribution) -> Distribution {
        var difference = self
        for (index, count) in earlier.counts.enumerated() where index < counts.count { difference.counts[index] -= count }
        difference.sum -= earlier.sum
        return difference
    }

    /// The maximum, which then begins anew.
    mutating func takeMaximum() -> Double {
        defer { maximum = 0 }
        return maximum
    }

    func withMaximum(_ value: Double) -> Distribution {
        var copy = self
        copy.maximum = value
        return copy
    }

    /// The value that a share of all values does not exceed, read off between two bounds and never above the largest value; `nil`
    /// without values.
    package func quantile(_ share: Double, bounds: [Double]) -> Double? {
        let total = count
        guard total > 0 else { return nil }
        let rank = share * Double(total)
        var below = 0
        for (index, count) in counts.enumerated() {
            guard Double(below + count) >= rank, count > 0 else {
                below += count
                continue
            }
            guard index < bounds.count else { return maximum }
            let lower = index == 0 ? 0 : bounds[index - 1]
            let within = (rank - Double(below)) / Double(count)
            return min(lower + (bounds[index] - lower) * within, maximum)
        }
        return maximum
    }

    /// Index of the first bound that is not below the value.
    private static func place(of value: Double, in bounds: [Double]) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
