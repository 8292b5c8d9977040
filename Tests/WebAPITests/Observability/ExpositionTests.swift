import Metrics
import Testing

@testable import WebAPI

@Suite("Metrics as Prometheus reads them")
struct ExpositionTests {
    @Test("counters, gauges and histograms are written with their help, type and labels")
    func everyKind() {
        let registry = MetricsRegistry()
        registry.counters(MetricFamily(.counter, "a_total", "What \\ is\ncounted.", labels: ["path"]))["say \"hi\"\\\n"].add(3)
        registry.gauges(MetricFamily(.gauge, "b_bytes", "Now."))[].set(to: 1.5)
        let seconds = registry.histograms(MetricFamily(.histogram(bounds: [0.1, 1]), "c_seconds", "Took.", labels: ["stage"]))["read"]
        for value in [0.05, 0.1, 0.7, 30] { seconds.record(value) }
        #expect(
            Exposition.text(of: registry) == #"""
                # HELP a_total What \\ is\ncounted.
                # TYPE a_total counter
                a_total{path="say \"hi\"\\\n"} 3
                # HELP b_bytes Now.
                # TYPE b_bytes gauge
                b_bytes 1.5
                # HELP c_seconds Took.
                # TYPE c_seconds histogram
                c_seconds_bucket{stage="read",le="0.1"} 2
                c_seconds_bucket{stage="read",le="1"} 3
                c_seconds_bucket{stage="read",le="+Inf"} 4
                c_seconds_sum{stage="read"} 30.85
                c_seconds_count{stage="read"} 4
                # HELP mivaa_metric_values_folded_total Values counted as "other" because a metric had too many series.
                # TYPE mivaa_metric_values_folded_total counter
                mivaa_metric_values_folded_total 0

                """#)
    }

    @Test(
        "numbers are written as Go reads them",
        arguments: [
            (0.0, "0"), (-0.5, "-0.5"), (1e15, "1000000000000000.0"), (1e16, "1e+16"), (123_456_789, "123456789"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"), (.nan, "NaN"),
        ])
    func numbers(number: Double, text: String) {
        #expect(Exposition.written(number) == text)
    }

    @Test("every metric of the catalogue has its own name, a sentence, and the ending of its kind")
    func catalogue() {
        #expect(Set(MetricFamily.all.map(\.name)).count == MetricFamily.all.count)
        for family in MetricFamily.all {
            #expect(family.name.hasPrefix("mivaa_") && family.name == MetricName.of(family.name))
            #expect(family.summary.count > 10 || family.name == "mivaa_jobs", "\(family.name)")
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            if case .histogram(let bounds) = family.kind { #expect(bounds == bounds.sorted() && family.name.hasSuffix("_seconds")) }
            for label in family.labels { #expect(label == MetricName.of(label) && label != "le") }
        }
    }

    @Test("a metric has no more series than its limit; the rest count as \"other\" and are said")
    func bounded() {
        let registry = MetricsRegistry()
        let set = registry.counters(MetricFamily(.counter, "many_total", "Many.", labels: ["value"]))
        for number in 0..<SeriesSet<CounterSeries>.mostSeries + 50 { set["\(number)"].add() }
        #expect(set.all.count == SeriesSet<CounterSeries>.mostSeries + 1)
        #expect(set["other"].number == 50)
        #expect(registry.counters(.seriesFolded)[].number == 50)
        #expect(set["0"].number == 1)
    }

    @Test("counts from many threads are all there")
    func concurrent() async {
        let registry = MetricsRegistry()
        let counter = registry.counters(MetricFamily(.counter, "n_total", "N."))[]
        let histogram = registry.histograms(MetricFamily(.stageSeconds, "n_seconds", "N."))[]
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.add()
                        histogram.record(0.2)
                    }
                }
            }
        }
        #expect(counter.number == 8000)
        #expect(histogram.takeReading().count == 8000)
    }
}

@Suite("Metrics of libraries")
struct RegistryFactoryTests {
    private let registry = MetricsRegistry()
    private var factory: RegistryFactory { RegistryFactory(registry) }

    @Test("names and units become those of Prometheus")
    func names() {
        Counter(label: "http.requests-served", dimensions: [("b", "2"), ("a", "1")], factory: factory).increment(by: 2)
        FloatingPointCounter(label: "joules_total", factory: factory).increment(by: 0.5)
        Gauge(label: "9lives", factory: factory).record(7)
        Timer(label: "db.query", factory: factory).recordNanoseconds(1_500_000_000)
        let text = Exposition.text(of: registry)
        #expect(text.contains("http_requests_served_total{a=\"1\",b=\"2\"} 2\n"))
        #expect(text.contains("joules_total 0.5\n"))
        #expect(text.contains("_9lives 7\n"))
        #expect(text.contains("db_query_seconds_sum 1.5\n"))
    }

    @Test("a metric of the catalogue keeps its bounds and its labels' order, whoever counts")
    func catalogue() throws {
        Timer(label: MetricFamily.stageSeconds.name, dimensions: [("stage", "read")], factory: factory).recordNanoseconds(2_000_000)
        Counter(
            label: MetricFamily.requests.name, dimensions: [("status", "2xx"), ("route", "/"), ("method", "GET")], factory: factory
        ).increment()
        #expect(registry.histograms(.stageSeconds)["read"].takeReading().count == 1)
        #expect(registry.counters(.requests)["GET", "/", "2xx"].number == 1)
    }

    @Test("a name in use with other labels or of another kind is counted but not shown")
    func conflicts() {
        registry.gauges(.activeRequests)[].set(to: 4)
        Counter(label: "mivaa_http_requests_total", dimensions: [("colour", "red")], factory: factory).increment()
        Gauge(label: "mivaa_child_starts_total", factory: factory).record(3)
        registry.counters(.childStarts)[].add()
        Timer(label: "mivaa_http_requests_active", factory: factory).recordNanoseconds(1)
        let text = Exposition.text(of: registry)
        #expect(text.contains("mivaa_http_requests_active 4\n"))
        #expect(!text.contains("colour=\"red\"") || !text.contains("mivaa_http_requests_total{method"))
    }

    @Test("counters do not go back")
    func monotonic() {
        let counter = registry.counters(MetricFamily(.counter, "c_total", "C."))[]
        counter.add(5)
        counter.add(-3)
        counter.reset()
        counter.setTotal(4)
        #expect(counter.number == 5)
        counter.setTotal(9)
        #expect(counter.number == 9)
    }
}
