import Synchronization

/// Everything that is measured, by name. A class because all of the service counts into one.
package final class MetricsRegistry: Sendable {
    /// Metrics at most, those that libraries make by themselves included.
    private static let mostFamilies = 500

    private enum Entry: Sendable {
        case counters(SeriesSet<CounterSeries>)
        case gauges(SeriesSet<GaugeSeries>)
        case histograms(SeriesSet<HistogramSeries>)
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let folded = CounterSeries(.counter)

    package init() {
        let folded = folded
        let set = SeriesSet(MetricFamily.seriesFolded, onFold: {}, make: { folded })
        _ = set[[]]
        entries.withLock { $0[MetricFamily.seriesFolded.name] = .counters(set) }
    }

    package func counters(_ family: MetricFamily) -> SeriesSet<CounterSeries> {
        let entry = entry(family) { .counters(self.set(family)) }
        if case .counters(let set) = entry { return set }
        return set(family)
    }

    package func gauges(_ family: MetricFamily) -> SeriesSet<GaugeSeries> {
        let entry = entry(family) { .gauges(self.set(family)) }
        if case .gauges(let set) = entry { return set }
        return set(family)
    }

    package func histograms(_ family: MetricFamily) -> SeriesSet<HistogramSeries> {
        let entry = entry(family) { .histograms(self.set(family)) }
        if case .histograms(let set) = entry { return set }
        return set(family)
    }

    /// Metrics with their series, sorted by name.
    var snapshot: [(family: MetricFamily, series: [(labels: [String], value: MetricValue)])] {
        entries.withLock { Array($0.values) }.map { entry in
            switch entry {
            case .counters(let set): (set.family, set.all.map { ($0.labels, $0.series.value) })
            case .gauges(let set): (set.family, set.all.map { ($0.labels, $0.series.value) })
            case .histograms(let set): (set.family, set.all.map { ($0.labels, $0.series.value) })
            }
        }.sorted { $0.family.name < $1.family.name }
    }

    /// A name that is in use for another kind of metric, or too many names, give one that is counted but not shown.
    private func entry(_ family: MetricFamily, _ make: () -> Entry) -> Entry {
        entries.withLock { entries in
            if let known = entries[family.name] { return known }
            let made = make()
            if entries.count < Self.mostFamilies { entries[family.name] = made }
            return made
        }
    }

    private func set<Series: MetricSeries>(_ family: MetricFamily) -> SeriesSet<Series> {
        SeriesSet(family, onFold: { [folded] in folded.add() }, make: { Series(family.kind) })
    }
}
