import Synchronization

/// All series of one metric.
package final class SeriesSet<Series: Sendable>: Sendable {
    /// Series of one metric at most. Values of labels are meant to be few; a bug that makes them many must not take all memory here
    /// and in Prometheus.
    static var mostSeries: Int { 1000 }
    /// Bytes of one label's value at most.
    static var mostLabelBytes: Int { 200 }

    let family: MetricFamily
    private let make: @Sendable () -> Series
    private let onFold: @Sendable () -> Void
    private let series = Mutex<[[String]: Series]>([:])

    init(_ family: MetricFamily, onFold: @escaping @Sendable () -> Void, make: @escaping @Sendable () -> Series) {
        self.family = family
        self.make = make
        self.onFold = onFold
    }

    /// The series with these values of the labels, in the order of the family's names.
    package subscript(_ values: String...) -> Series { self[values] }

    package subscript(_ values: [String]) -> Series {
        precondition(values.count == family.labels.count, "\(family.name) has the labels \(family.labels)")
        let (found, isFolded) = series.withLock { known -> (Series, Bool) in
            if let found = known[values] { return (found, false) }
            guard known.count < Self.mostSeries else { return (Self.series(Self.folded(values), in: &known, make), true) }
            return (Self.series(values.map(Self.shortened), in: &known, make), false)
        }
        if isFolded { onFold() }
        return found
    }

    /// Sorted by their labels.
    var all: [(labels: [String], series: Series)] {
        series.withLock { Array($0) }.map { ($0.key, $0.value) }.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    }

    private static func series(_ values: [String], in known: inout [[String]: Series], _ make: () -> Series) -> Series {
        if let found = known[values] { return found }
        let made = make()
        known[values] = made
        return made
    }

    private static func folded(_ values: [String]) -> [String] { values.map { _ in "other" } }

    private static func shortened(_ value: String) -> String {
        value.utf8.count <= mostLabelBytes ? value : String(value.prefix(mostLabelBytes / 4))
    }
}
