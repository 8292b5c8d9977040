package import Backends
import DocumentModel
package import Logging
import ServiceLifecycle

/// Samples the machine and the service's own metrics every few seconds and remembers what came of it.
package actor PerformanceRecorder: Service {
    /// Between two samples. A peak that is shorter may be missed.
    private static let secondsBetweenSamples = 5.0
    /// The kernel counts processor time in hundredths: over less than this a percentage means nothing.
    private static let leastSeconds = 0.5
    private static let samplesOfMinute = 12

    private let registry: MetricsRegistry
    private let read: @Sendable () async -> MachineReading
    private let clock: ServiceClock
    private let folder: HistoryFolder?
    private let logger: Logger

    private let startedMilliseconds: Int64
    private var history = PerformanceHistory()
    private var unsaved: PerformanceBucket
    private var lastReading: MachineReading?
    private var lastUsage: MachineUsage?
    private var seenDurations: [[String]: Distribution] = [:]
    private var seenErrors: [[String]: Double] = [:]
    /// Requests answered in all, at the last samples, the newest last.
    private var requestTotals: [Double] = []

    /// - Parameter folder: where the history is kept; `nil` to begin anew at every start.
    package init(
        registry: MetricsRegistry, machine: @escaping @Sendable () async -> MachineReading, clock: ServiceClock, folder: HistoryFolder?,
        logger: Logger
    ) {
        self.registry = registry
        read = machine
        self.clock = clock
        self.folder = folder
        self.logger = logger
        startedMilliseconds = clock.now().milliseconds
        unsaved = PerformanceBucket(start: Int(startedMilliseconds / 1000))
    }

    /// Seconds since the service started.
    package var uptimeSeconds: Double { Double(clock.now().milliseconds - startedMilliseconds) / 1000 }

    /// When the service started, in seconds since 1970.
    package var startSeconds: Double { Double(startedMilliseconds) / 1000 }

    private var now: Int { Int(clock.now().milliseconds / 1000) }

    /// Samples until the service stops; then keeps what is not kept yet.
    package func run() async throws {
        await restore()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.sample()
                try? await Task.sleep(for: .seconds(Self.secondsBetweenSamples))
            }
        }
        await save()
    }

    /// Takes up what an earlier run of the service kept.
    func restore() async {
        guard let folder else { return }
        let kept = await folder.history(now: now)
        let own = history.minutes
        history = kept
        for minute in own { history.add(minute) }
    }

    /// One sample of everything.
    func sample() async {
        let reading = await read()
        let usage = MachineUsage(reading, since: lastReading)
        let isFirst = lastReading == nil
        lastReading = reading
        lastUsage = usage
        var slice = PerformanceBucket(start: now)
        // One reading alone tells the mean since the machine started, which is no sample of now.
        slice.add(processorPercent: isFirst ? nil : usage.processorPercent, memoryPercent: usage.memoryPercent)
        await add(slice)
        requestTotals.append(totalRequests)
        if requestTotals.count > Self.samplesOfMinute + 1 { requestTotals.removeFirst() }
    }

    /// How the machine is now.
    package func figures() async -> (reading: MachineReading, usage: MachineUsage) {
        let reading = await read()
        if let lastReading, reading.seconds - lastReading.seconds >= Self.leastSeconds {
            return (reading, MachineUsage(reading, since: lastReading))
        }
        return (reading, lastUsage ?? MachineUsage(reading, since: nil))
    }

    /// Requests answered in the last minute.
    package var requestsPerMinute: Int { Int(totalRequests - (requestTotals.first ?? 0)) }

    private var totalRequests: Double {
        registry.counters(.requests).all.reduce(0) { $0 + $1.series.number }
    }

    /// Everything of a period, up to this moment.
    package func total(of period: PerformancePeriod) async -> PerformanceBucket {
        await add(PerformanceBucket(start: now))
        return history.total(of: period, now: now)
    }

    /// Adds the requests since the last time to what was sampled, and keeps the minute before when a new one has begun.
    private func add(_ sampled: PerformanceBucket) async {
        var slice = sampled
        for (route, tally) in newTallies() { slice.add(tally, of: route) }
        if slice.isEmpty { return }
        history.add(slice)
        let isNewMinute = slice.start / PerformanceHistory.secondsOfMinute != unsaved.start / PerformanceHistory.secondsOfMinute
        guard isNewMinute else { return unsaved.merge(slice) }
        let finished = unsaved
        unsaved = slice
        await keep(finished, before: slice.start)
    }

    private func newTallies() -> [String: RouteTally] {
        var tallies: [String: RouteTally] = [:]
        for (labels, series) in registry.histograms(.requestSeconds).all {
            let reading = series.takeReading()
            let fresh = seenDurations[labels].map { reading.since($0) } ?? reading
            seenDurations[labels] = reading
            if fresh.count > 0 { tallies[Self.route(labels), default: RouteTally()].merge(RouteTally(durations: fresh)) }
        }
        for (labels, series) in registry.counters(.requests).all where labels.last == "5xx" {
            let number = series.number
            let fresh = Int(number - (seenErrors[labels] ?? 0))
            seenErrors[labels] = number
            if fresh > 0 { tallies[Self.route(labels), default: RouteTally()].merge(RouteTally(errorCount: fresh)) }
        }
        return tallies
    }

    /// "GET /health" of the labels method and route, which come first.
    private static func route(_ labels: [String]) -> String { labels.prefix(2).joined(separator: " ") }

    private func keep(_ minute: PerformanceBucket, before now: Int) async {
        guard let folder else { return }
        do {
            if !minute.isEmpty { try await folder.append(minute) }
            let hour = PerformanceHistory.start(of: now, PerformanceHistory.secondsOfHour)
            if hour > minute.start { try await folder.replaceHours(history.hours.filter { $0.start < hour }, now: now) }
        } catch {
            logger.warning("history not kept", metadata: ["error": "\(error)"])
        }
    }

    /// Keeps what is not kept yet; the last call of all.
    func save() async {
        await add(PerformanceBucket(start: now))
        let last = unsaved
        unsaved = PerformanceBucket(start: now)
        await keep(last, before: last.start)
    }
}
