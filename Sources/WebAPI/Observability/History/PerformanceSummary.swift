import DocumentModel

/// What the contract says of a period. Seconds; percentages are 0...100; the error rate is 0...1.
struct PerformanceSummary: APIMessage {
    var period: String
    var averageResponseTime: Double
    var totalRequests: Int
    /// Answers that are the service's own failure (status 500 and above) as a share of all.
    var errorRate: Double
    var peakCpuUsage: Double
    var peakMemoryUsage: Double
    var analysis: Analysis
    /// Those with the highest 95th percentile first.
    var slowOperations: [SlowOperation]

    struct Analysis: APIMessage {
        var timestamp: String
        var recommendations: [Recommendation]
        var metricsSummary: MetricsSummary
        var healthScore: Int
    }

    struct Recommendation: APIMessage {
        var type: String
        var severity: String
        var message: String
        var metric: String
        var value: Double
    }

    struct MetricsSummary: APIMessage {
        var httpRequests: DurationFigures
        var memoryUsage: LevelFigures
        var cpuUsage: LevelFigures
    }

    struct DurationFigures: APIMessage {
        var count: Int
        var avg: Double
        var p50: Double
        var p95: Double
        var p99: Double
        var max: Double
    }

    struct LevelFigures: APIMessage {
        var count: Int
        var avg: Double
        var max: Double
    }

    struct SlowOperation: APIMessage {
        var operation: String
        var p95Duration: Double
        var avgDuration: Double
        var maxDuration: Double
        var count: Int
    }
}

extension PerformanceSummary {
    private static let mostSlowOperations = 10

    init(of bucket: PerformanceBucket, _ period: PerformancePeriod, time: String) {
        let durations = DurationFigures(Self.durations(of: bucket))
        let errors = bucket.routes.values.reduce(0) { $0 + $1.errorCount }
        let memory = LevelFigures(bucket.memory)
        let processor = LevelFigures(bucket.processor)
        let score = HealthScore(p95Seconds: durations.p95, memoryPercent: memory.avg, processorPercent: processor.avg)
        self.init(
            period: period.rawValue, averageResponseTime: durations.avg, totalRequests: durations.count,
            errorRate: durations.count == 0 ? 0 : min(1, Double(errors) / Double(durations.count)), peakCpuUsage: processor.max,
            peakMemoryUsage: memory.max,
            analysis: Analysis(
                timestamp: time, recommendations: score.recommendations,
                metricsSummary: MetricsSummary(httpRequests: durations, memoryUsage: memory, cpuUsage: processor), healthScore: score.value),
            slowOperations: Self.slowest(of: bucket))
    }

    static func durations(of bucket: PerformanceBucket) -> Distribution {
        bucket.routes.values.reduce(into: Distribution(boundCount: DurationBounds.requests.count)) { $0.merge($1.durations) }
    }

    private static func slowest(of bucket: PerformanceBucket) -> [SlowOperation] {
        let all = bucket.routes.filter { $0.value.durations.count > 0 }.map { route, tally in
            let figures = DurationFigures(tally.durations)
            return SlowOperation(
                operation: route, p95Duration: figures.p95, avgDuration: figures.avg, maxDuration: figures.max, count: figures.count)
        }
        return Array(all.sorted { ($0.p95Duration, $1.operation) > ($1.p95Duration, $0.operation) }.prefix(mostSlowOperations))
    }
}

extension PerformanceSummary.DurationFigures {
    fileprivate init(_ durations: Distribution) {
        func quantile(_ share: Double) -> Double { durations.quantile(share, bounds: DurationBounds.requests) ?? 0 }
        self.init(
            count: durations.count, avg: durations.mean ?? 0, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99),
            max: durations.maximum)
    }
}

extension PerformanceSummary.LevelFigures {
    fileprivate init(_ samples: PerformanceBucket.Samples) {
        self.init(count: samples.count, avg: samples.mean ?? 0, max: samples.peak)
    }
}

/// The contract's score: 100, less what is wrong.
private struct HealthScore {
    private struct Check {
        var limit: Double
        var cost: Int
        var type: String
        var metric: String
        var message: String
    }

    private(set) var value = 100
    private(set) var recommendations: [PerformanceSummary.Recommendation] = []

    init(p95Seconds: Double, memoryPercent: Double, processorPercent: Double) {
        apply(
            Check(
                limit: 2, cost: 20, type: "performance", metric: "http.request.duration",
                message: "Every twentieth request takes more than 2 s: see slow_operations."), p95Seconds)
        apply(
            Check(
                limit: 80, cost: 15, type: "memory", metric: "system.memory.usage",
                message: "More than 80 % of the machine's memory is in use on average: add memory or set MIVAA_CHILDREN lower."),
            memoryPercent)
        apply(
            Check(
                limit: 70, cost: 10, type: "cpu", metric: "system.cpu.usage",
                message: "The processors are busy more than 70 % of the time on average: add cores."), processorPercent)
    }

    private mutating func apply(_ check: Check, _ figure: Double) {
        guard figure > check.limit else { return }
        value -= check.cost
        recommendations.append(
            PerformanceSummary.Recommendation(
                type: check.type, severity: check.cost >= 20 ? "high" : "medium", message: check.message, metric: check.metric, value: figure))
    }
}
