import DocumentModel
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import WebAPI

@Suite("How the service did")
struct PerformanceTests {
    private let start = Int(HandClock.start.milliseconds / 1000)

    private func bucket(_ second: Int, processor: Double = 10, memory: Double = 20, requests: [String: [Double]] = [:]) -> PerformanceBucket {
        var bucket = PerformanceBucket(start: second)
        bucket.add(processorPercent: processor, memoryPercent: memory)
        for (route, seconds) in requests {
            let durations = seconds.reduce(into: Distribution(boundCount: DurationBounds.requests.count)) {
                $0.add($1, bounds: DurationBounds.requests)
            }
            bucket.add(RouteTally(durations: durations), of: route)
        }
        return bucket
    }

    @Test("a period has what happened in it and nothing before")
    func periods() {
        var history = PerformanceHistory()
        let ages = [29 * 24 * 3600, 6 * 24 * 3600, 23 * 3600, 1800, 0]
        for age in ages { history.add(bucket(start - age, requests: ["GET /": [0.1]])) }
        func count(_ period: PerformancePeriod) -> Int { PerformanceSummary.durations(of: history.total(of: period, now: start)).count }
        #expect([count(.hour), count(.day), count(.week), count(.month)] == [2, 3, 4, 5])
    }

    @Test("no more than a day of minutes and a month of hours is remembered")
    func bounded() {
        var history = PerformanceHistory()
        for minute in stride(from: 0, through: 40 * 24 * 60, by: 30) { history.add(bucket(start + minute * 60)) }
        #expect(history.minutes.count == 24 * 2)
        #expect(history.hours.count == PerformanceHistory.hoursKept)
        for minute in 0..<2 * 24 * 60 { history.add(bucket(start + (40 * 24 * 60 + minute) * 60)) }
        #expect(history.minutes.count == PerformanceHistory.minutesKept)
    }

    @Test("a clock that is set back loses nothing")
    func setBack() {
        var history = PerformanceHistory()
        for second in [start, start + 120, start + 60, start + 61] { history.add(bucket(second, requests: ["GET /": [0.1]])) }
        #expect(history.minutes.map(\.start) == [start, start + 60, start + 120])
        #expect(PerformanceSummary.durations(of: history.total(of: .hour, now: start + 200)).count == 4)
    }

    @Test("routes beyond the limit of one stretch are counted together")
    func manyRoutes() {
        var total = PerformanceBucket(start: start)
        for number in 0..<100 { total.merge(bucket(start, requests: ["GET /\(number)": [0.1]])) }
        #expect(total.routes.count == 65)
        #expect(total.routes[PerformanceBucket.otherRoutes]?.durations.count == 36)
        #expect(PerformanceSummary.durations(of: total).count == 100)
    }

    @Test("the summary has the contract's figures, and the slowest routes first")
    func summary() throws {
        var total = bucket(start, processor: 40, memory: 50, requests: ["GET /fast": Array(repeating: 0.004, count: 90), "POST /slow": [3, 4]])
        total.merge(bucket(start, processor: 80, memory: 60))
        total.add(RouteTally(errorCount: 23), of: "GET /fast")
        let summary = PerformanceSummary(of: total, .day, time: "now")
        #expect(summary.period == "24h" && summary.totalRequests == 92 && summary.errorRate == 0.25)
        #expect(abs(summary.averageResponseTime - 7.36 / 92) < 1e-9)
        #expect(summary.peakCpuUsage == 80 && summary.peakMemoryUsage == 60)
        #expect(summary.analysis.metricsSummary.cpuUsage.avg == 60)
        #expect(summary.slowOperations.map(\.operation) == ["POST /slow", "GET /fast"])
        #expect(summary.slowOperations.first?.maxDuration == 4)
        #expect(summary.analysis.healthScore == 100)
        let json = try #require(JSONTree(parsing: try WireCoding.encode(summary)))
        for name in ["average_response_time", "total_requests", "error_rate", "peak_cpu_usage", "peak_memory_usage", "period"] {
            #expect(json[name] != nil, "\(name)")
        }
        #expect(json["slow_operations"] != nil && json["analysis"]?["metrics_summary"]?["http_requests"]?["p95"] != nil)
    }

    @Test("the score falls by what is wrong, and says it")
    func score() {
        let total = bucket(start, processor: 71, memory: 81, requests: ["GET /": [2.4, 2.4, 9]])
        let summary = PerformanceSummary(of: total, .hour, time: "now")
        #expect(summary.analysis.healthScore == 55)
        #expect(summary.analysis.recommendations.map(\.metric) == ["http.request.duration", "system.memory.usage", "system.cpu.usage"])
        #expect(PerformanceSummary(of: PerformanceBucket(start: start), .hour, time: "now").analysis.healthScore == 100)
    }
}

@Suite("The recorder of how the service did")
struct PerformanceRecorderTests {
    private let clock = HandClock()
    private let registry = MetricsRegistry()

    private final class Machine: Sendable {
        private let state = Mutex(MachineReading())
        let percent = Mutex(0.0)

        func read() -> MachineReading {
            let busy = percent.withLock { $0 }
            return state.withLock { reading in
                reading.seconds += 5
                reading.processor.totalSeconds += 10
                reading.processor.busySeconds += busy / 10
                reading.memory = .init(totalBytes: 1000, availableBytes: 400)
                return reading
            }
        }
    }

    private let machine = Machine()

    private func recorder(_ folder: TemporaryFolder?) -> PerformanceRecorder {
        PerformanceRecorder(
            registry: registry, machine: { [machine] in machine.read() }, clock: clock.service,
            folder: folder.map { HistoryFolder($0.url.appending(path: "history").path) }, logger: Logger(label: "test"))
    }

    private func answer(_ count: Int, route: String = "/x", status: Int = 200, seconds: Double = 0.02) {
        let metrics = RequestMetrics(registry)
        for _ in 0..<count {
            metrics.began()
            metrics.ended(RequestEntry(method: "GET", route: route, status: status, requestID: "r", seconds: seconds))
        }
    }

    private func sample(_ recorder: PerformanceRecorder, percent: Double) async {
        machine.percent.withLock { $0 = percent }
        await recorder.sample()
        clock.advance(seconds: 5)
    }

    @Test("peaks, means and requests are those that were sampled and answered")
    func samples() async {
        let recorder = recorder(nil)
        for percent in [0, 20, 90, 10] as [Double] { await sample(recorder, percent: percent) }
        answer(18)
        answer(2, status: 503, seconds: 0.5)
        let total = await recorder.total(of: .hour)
        #expect(total.processor.peak == 90 && total.processor.mean == 40)
        #expect(total.memory.peak == 60)
        #expect(total.routes["GET /x"]?.durations.count == 20 && total.routes["GET /x"]?.errorCount == 2)
        #expect(total.routes["GET /x"]?.durations.maximum == 0.5)
        // Asked again, nothing is counted twice.
        #expect(await recorder.total(of: .hour) == total)
        #expect(await recorder.uptimeSeconds == 20)
    }

    @Test("requests per minute are those of the last minute")
    func rate() async {
        let recorder = recorder(nil)
        answer(100)
        await sample(recorder, percent: 0)
        for _ in 0..<11 { await sample(recorder, percent: 0) }
        answer(7)
        #expect(await recorder.requestsPerMinute == 7)
    }

    @Test("a stop and a new start change nothing, within a minute and across hours")
    func restart() async throws {
        let folder = try TemporaryFolder()
        var expected = 0
        for run in 1...4 {
            let recorder = recorder(folder)
            await recorder.restore()
            for _ in 0..<20 {
                answer(3)
                expected += 3
                await sample(recorder, percent: 30)
                clock.advance(seconds: Double(run) * 60)
            }
            for period in [PerformancePeriod.day, .week] {
                #expect(PerformanceSummary.durations(of: await recorder.total(of: period)).count == expected, "run \(run), \(period)")
            }
            await recorder.save()
        }
        let recorder = recorder(folder)
        await recorder.restore()
        #expect(PerformanceSummary.durations(of: await recorder.total(of: .month)).count == expected)
        #expect(try folder.files.contains("history/hours.jsonl"))
    }

    @Test("a line that a power failure cut off costs that minute alone")
    func torn() async throws {
        let folder = try TemporaryFolder()
        let first = recorder(folder)
        for _ in 0..<3 {
            answer(5)
            await sample(first, percent: 10)
            clock.advance(seconds: 55)
        }
        await first.save()
        let name = try #require(try folder.files.first { $0.contains("minutes-") })
        let file = folder.url.appending(path: name)
        let whole = try Data(contentsOf: file)
        #expect(whole.split(separator: 0x0A).count == 3)
        try (Data("not json\n{}\n".utf8) + whole.dropLast(40)).write(to: file)
        let second = recorder(folder)
        await second.restore()
        #expect(PerformanceSummary.durations(of: await second.total(of: .hour)).count == 10)
    }

    @Test("minutes of days that are over are removed, their hours stay")
    func removal() async throws {
        let folder = try TemporaryFolder()
        let recorder = recorder(folder)
        for _ in 0..<80 {
            answer(1)
            await sample(recorder, percent: 10)
            clock.advance(seconds: 3600)
        }
        await recorder.save()
        #expect(try folder.files.filter { $0.contains("minutes-") }.count <= 2)
        let later = self.recorder(folder)
        await later.restore()
        #expect(PerformanceSummary.durations(of: await later.total(of: .week)).count == 80)
        #expect(PerformanceSummary.durations(of: await later.total(of: .day)).count == 24)
    }

    @Test("a folder that cannot be written to stops nothing")
    func unwritable() async {
        let recorder = PerformanceRecorder(
            registry: registry, machine: { [machine] in machine.read() }, clock: clock.service, folder: HistoryFolder("/proc/nowhere"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        answer(2)
        await sample(recorder, percent: 10)
        clock.advance(seconds: 60)
        await sample(recorder, percent: 10)
        #expect(PerformanceSummary.durations(of: await recorder.total(of: .hour)).count == 2)
    }
}
