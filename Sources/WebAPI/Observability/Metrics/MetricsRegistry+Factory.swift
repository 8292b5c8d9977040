package import Metrics

/// Lets everything that counts through swift-metrics count into the registry: the modules below, which know nothing of this one, and
/// libraries.
package struct RegistryFactory: MetricsFactory {
    private let registry: MetricsRegistry

    package init(_ registry: MetricsRegistry) {
        self.registry = registry
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { gauge(label, dimensions) }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(MetricName.of(label), dimensions) : gauge(label, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(MetricName.of(label, suffix: "_seconds"), dimensions)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        let (family, values) = Self.family(.counter, MetricName.of(label, suffix: "_total"), dimensions)
        return matching(registry.counters(family), family, values) ?? CounterSeries(.counter)
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        let (family, values) = Self.family(.gauge, MetricName.of(label), dimensions)
        return matching(registry.gauges(family), family, values) ?? GaugeSeries(.gauge)
    }

    private func histogram(_ name: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        let (family, values) = Self.family(.stageSeconds, name, dimensions)
        return matching(registry.histograms(family), family, values) ?? HistogramSeries(family.kind)
    }

    /// `nil` when the metric is known with other labels: all series of a metric have the same.
    private func matching<Series>(_ set: SeriesSet<Series>, _ family: MetricFamily, _ values: [String]) -> Series? {
        set.family.labels == family.labels ? set[values] : nil
    }

    /// The family of the catalogue where there is one, else one made of what is given.
    private static func family(_ kind: MetricFamily.Kind, _ name: String, _ dimensions: [(String, String)]) -> (MetricFamily, [String]) {
        let sorted = dimensions.map { (MetricName.of($0.0), $0.1) }.sorted { $0.0 < $1.0 }
        if let known = catalogue[name], known.labels.sorted() == sorted.map(\.0) {
            return (known, known.labels.map { label in sorted.first { $0.0 == label }?.1 ?? "" })
        }
        return (MetricFamily(kind, name, "Measured by a library.", labels: sorted.map(\.0)), sorted.map(\.1))
    }

    private static let catalogue = Dictionary(uniqueKeysWithValues: MetricFamily.all.map { ($0.name, $0) })
}

/// Names as Prometheus has them: letters, digits and underscores, no digit first.
enum MetricName {
    static func of(_ label: String, suffix: String = "") -> String {
        var name = String(String.UnicodeScalarView(label.unicodeScalars.map { isAllowed($0) ? $0 : "_" }))
        if name.first?.isNumber ?? true { name = "_" + name }
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
