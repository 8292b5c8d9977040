package import Backends
import DocumentModel
import Foundation
package import Ingestion

/// Brings metrics up to date that are looked up rather than counted, before they are shown.
package actor MetricsCollector {
    /// Whoever may read metrics may do so often; what they stand on is asked no more often than each source says.
    package struct Source: Sendable {
        let secondsBetween: Double
        let look: @Sendable (MetricsRegistry) async -> Void

        package init(secondsBetween: Double = 3, look: @escaping @Sendable (MetricsRegistry) async -> Void) {
            self.secondsBetween = secondsBetween
            self.look = look
        }
    }

    package let registry: MetricsRegistry
    private let sources: [Source]
    private let clock: ServiceClock
    /// Of each source.
    private var lastTimes: [Timestamp?]

    package init(_ registry: MetricsRegistry, sources: [Source], clock: ServiceClock) {
        self.registry = registry
        self.sources = sources
        self.clock = clock
        lastTimes = sources.map { _ in nil }
    }

    package func collect() async {
        let now = clock.now()
        await withTaskGroup(of: Void.self) { group in
            for (index, source) in sources.enumerated() {
                if let last = lastTimes[index], abs(now.seconds(since: last)) < source.secondsBetween { continue }
                lastTimes[index] = now
                group.addTask { [registry] in await source.look(registry) }
            }
        }
    }
}

/// Where figures are looked up.
package enum MetricSources {
    /// The machine and this process.
    package static func machine(_ recorder: PerformanceRecorder) -> MetricsCollector.Source {
        .init { registry in
            let (reading, usage) = await recorder.figures()
            func set(_ family: MetricFamily, _ value: Double) { registry.gauges(family)[].set(to: value) }
            set(.residentMemory, Double(reading.process.residentBytes))
            set(.virtualMemory, Double(reading.process.virtualBytes))
            registry.counters(.processorSeconds)[].setTotal(reading.process.processorSeconds)
            set(.openFiles, Double(reading.process.openFiles))
            set(.fileLimit, Double(reading.process.fileLimit))
            set(.threads, Double(reading.process.threads))
            set(.uptime, await recorder.uptimeSeconds)
            set(.startTime, await recorder.startSeconds)
            set(.machineProcessor, usage.processorPercent / 100)
            set(.machineMemory, Double(reading.memory.totalBytes))
            set(.machineMemoryAvailable, Double(reading.memory.availableBytes))
            set(.dataDisk, Double(reading.disk.totalBytes))
            set(.dataDiskFree, Double(reading.disk.freeBytes))
        }
    }

    /// What runs.
    package static func build(version: String) -> MetricsCollector.Source {
        .init { registry in registry.gauges(.build)[version].set(to: 1) }
    }

    /// Counts by status; a queue that does not answer leaves the last ones.
    package static func jobs(_ queue: any JobQueue, clock: ServiceClock) -> MetricsCollector.Source {
        .init { registry in
            guard let statistics = try? await queue.statistics(of: .installation, now: clock.now()) else { return }
            for status in JobStatus.allCases {
                registry.gauges(.jobs)[status.rawValue].set(to: Double(statistics.byStatus[status] ?? 0))
            }
            let waiting = [JobStatus.pending, .retrying, .interrupted].reduce(0) { $0 + (statistics.byStatus[$1] ?? 0) }
            registry.gauges(.waitingJobs)[].set(to: Double(waiting))
            registry.gauges(.oldestWaitingSeconds)[].set(to: statistics.oldestWaitingSeconds ?? 0)
            registry.gauges(.isQueuePaused)[].set(to: statistics.isPaused ? 1 : 0)
        }
    }

    package static func children(_ pool: ChildPool) -> MetricsCollector.Source {
        .init { registry in
            let children = await pool.processIdentifiers
            registry.gauges(.childrenRunning)[].set(to: Double(children.count))
            let bytes = children.reduce(0) { $0 + MachineReader.residentBytes(of: $1) }
            registry.gauges(.childrenMemory)[].set(to: Double(bytes))
        }
    }

    package static func extractions(_ line: WaitingLine) -> MetricsCollector.Source {
        .init { registry in registry.gauges(.extractionsWaiting)[].set(to: Double(line.count)) }
    }

    /// Looking costs more than counting: files are written and documents read.
    package static func health(_ report: HealthReport) -> MetricsCollector.Source {
        .init(secondsBetween: 30) { registry in
            for part in await report.check() where part.state != .notConfigured {
                let value = part.state == .healthy ? 1 : part.state == .degraded ? 0.5 : 0
                registry.gauges(.isPartHealthy)[part.name].set(to: value)
            }
        }
    }
}

extension ChildEvent {
    /// For the pool's `onEvent`.
    package static func counting(into registry: MetricsRegistry) -> @Sendable (ChildEvent) -> Void {
        let (starts, restarts) = (registry.counters(.childStarts)[], registry.counters(.childRestarts))
        // From 0 on: a series that begins with its first loss does not show it as one.
        for cause in causes { _ = restarts[cause] }
        return { event in
            switch event {
            case .started: starts.add()
            case .lost(let cause): restarts[cause].add()
            }
        }
    }
}
