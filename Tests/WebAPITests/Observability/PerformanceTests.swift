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
        let counts: [Int] = PerformancePeriod.allCases.map(count)
        #expect(counts == [2, 3, 4, 5])
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

    /// A machine whose processors are as busy as the test says.
    private final class Machine: Sendable {
        private let state = Mutex(MachineReading())

        func read(percent: Double) -> MachineReading {
            state.withLock { reading in
                reading.seconds += 5
                reading.processor.totalSeconds += 10
                reading.processor.busySeconds += percent / 10
                reading.memory = .init(totalBytes: 1000, availableBytes: 400)
                return reading
            }
        }
    }

    /// One life of the service.
    private final class Run: Sendable {
        let recorder: PerformanceRecorder
        private let metrics: RequestMetrics
        private let percent = Percent()
        private let clock: HandClock

        init(_ folder: HistoryFolder?, _ clock: HandClock) {
            let (registry, machine) = (MetricsRegistry(), Machine())
            self.clock = clock
            metrics = RequestMetrics(registry)
            recorder = PerformanceRecorder(
                registry: registry, machine: { [percent] in machine.read(percent: percent.value) }, clock: clock.service, folder: folder,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        private final class Percent: Sendable {
            private let box = Mutex(0.0)
            var value: Double {
                get { box.withLock { $0 } }
                set { box.withLock { $0 = newValue } }
            }
        }

        func answer(_ count: Int, status: Int = 200, seconds: Double = 0.02) {
            for _ in 0..<count {
                metrics.began()
                metrics.ended(RequestEntry(method: "GET", route: "/x", status: status, requestID: "r", seconds: seconds))
            }
        }

        func sample(percent: Double) async {
            self.percent.value = percent
            await recorder.sample()
            clock.advance(seconds: 5)
        }

        func requests(_ period: PerformancePeriod) async -> Int {
            PerformanceSummary.durations(of: await recorder.total(of: period)).count
        }
    }

    private func run(in folder: TemporaryFolder? = nil) -> Run {
        Run(folder.map { HistoryFolder($0.url.appending(path: "history").path) }, clock)
    }

    @Test("peaks, means and requests are those that were sampled and answered")
    func samples() async {
        let run = run()
        for percent in [0, 20, 90, 10] as [Double] { await run.sample(percent: percent) }
        run.answer(18)
        run.answer(2, status: 503, seconds: 0.5)
        let total = await run.recorder.total(of: .hour)
        #expect(total.processor.peak == 90 && total.processor.mean == 40)
        #expect(total.memory.peak == 60)
        #expect(total.routes["GET /x"]?.durations.count == 20 && total.routes["GET /x"]?.errorCount == 2)
        #expect(total.routes["GET /x"]?.durations.maximum == 0.5)
        // Asked again, nothing is counted twice.
        #expect(await run.recorder.total(of: .hour) == total)
        #expect(await run.recorder.uptimeSeconds == 20)
    }

    @Test("requests per minute are those of the last minute")
    func rate() async {
        let run = run()
        run.answer(100)
        for _ in 0..<13 { await run.sample(percent: 0) }
        run.answer(7)
        #expect(await run.recorder.requestsPerMinute == 7)
    }

    @Test("a stop and a new start change nothing, within a minute and across hours")
    func restart() async throws {
        let folder = try TemporaryFolder()
        var expected = 0
        for number in 1...4 {
            let run = run(in: folder)
            await run.recorder.restore()
            for _ in 0..<20 {
                run.answer(3)
                expected += 3
                await run.sample(percent: 30)
                clock.advance(seconds: Double(number) * 60)
            }
            for period in [PerformancePeriod.day, .week] { #expect(await run.requests(period) == expected, "run \(number), \(period)") }
            await run.recorder.save()
        }
        let last = run(in: folder)
        await last.recorder.restore()
        #expect(await last.requests(.month) == expected)
        #expect(try folder.files.contains("history/hours.jsonl"))
    }

    @Test("a line that a power failure cut off costs that minute alone")
    func torn() async throws {
        let folder = try TemporaryFolder()
        let first = run(in: folder)
        for _ in 0..<3 {
            first.answer(5)
            await first.sample(percent: 10)
            clock.advance(seconds: 55)
        }
        await first.recorder.save()
        let name = try #require(try folder.files.first { $0.contains("minutes-") })
        let file = folder.url.appending(path: name)
        let whole = try Data(contentsOf: file)
        #expect(whole.split(separator: 0x0A).count == 3)
        try (Data("not json\n{}\n".utf8) + whole.dropLast(40)).write(to: file)
        let second = run(in: folder)
        await second.recorder.restore()
        #expect(await second.requests(.hour) == 10)
        // What is kept from now on is not glued to the line that was cut off.
        second.answer(1)
        await second.sample(percent: 10)
        await second.recorder.save()
        let third = run(in: folder)
        await third.recorder.restore()
        #expect(await third.requests(.hour) == 11)
    }

    @Test("minutes of days that are over are removed, their hours stay")
    func removal() async throws {
        let folder = try TemporaryFolder()
        let first = run(in: folder)
        for _ in 0..<80 {
            first.answer(1)
            await first.sample(percent: 10)
            clock.advance(seconds: 3595)
        }
        await first.recorder.save()
        #expect(try folder.files.filter { $0.contains("minutes-") }.count == 2)
        let later = run(in: folder)
        await later.recorder.restore()
        #expect(await later.requests(.week) == 80)
        #expect(await later.requests(.day) == 23)
    }

    @Test("a folder that cannot be written to stops nothing")
    func unwritable() async {
        let run = Run(HistoryFolder("/proc/nowhere"), clock)
        run.answer(2)
        await run.sample(percent: 10)
        clock.advance(seconds: 60)
        await run.sample(percent: 10)
        #expect(await run.requests(.hour) == 2)
    }
}
