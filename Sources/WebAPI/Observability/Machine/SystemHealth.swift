/// Answer 7.6 of the contract.
struct SystemHealth: APIMessage {
    var overallStatus: HealthState
    var systemMetrics: Figures
    var services: [String: Part]
    var activeJobs: Int
    var timestamp: String

    struct Figures: APIMessage {
        var cpuUsagePercent: Double
        var memoryUsagePercent: Double
        var memoryAvailableGb: Double
        var diskUsagePercent: Double
        var diskFreeGb: Double
        var activeJobsCount: Int
        var uptimeSeconds: Double
    }

    struct Part: APIMessage {
        var status: HealthState
        var responseTimeMs: Double?
        var error: String?
        var details: String?
    }
}

extension SystemHealth {
    /// From here on the machine needs somebody's attention. Busy processors do not: work uses all of them.
    private static let fullMemoryPercent = 90.0
    private static let fullDiskPercent = 90.0
    /// The parts that do the work of those that the contract names.
    private static let contractNames = ["supabase": "database", "llamaindex": "search", "material_kai": "recognition"]

    init(
        _ parts: [HealthPart], _ figures: (reading: MachineReading, usage: MachineUsage), activeJobs: Int, uptimeSeconds: Double,
        timestamp: String
    ) {
        let usage = figures.usage
        let isFull = usage.memoryPercent >= Self.fullMemoryPercent || usage.diskPercent >= Self.fullDiskPercent
        let isDown = parts.contains { $0.isCritical && $0.state == .unhealthy }
        let isOff = parts.contains { $0.state == .unhealthy || $0.state == .degraded }
        self.init(
            overallStatus: isDown ? .unhealthy : isOff || isFull ? .degraded : .healthy,
            systemMetrics: Figures(
                cpuUsagePercent: usage.processorPercent, memoryUsagePercent: usage.memoryPercent,
                memoryAvailableGb: Bytes.gigabytes(figures.reading.memory.availableBytes), diskUsagePercent: usage.diskPercent,
                diskFreeGb: Bytes.gigabytes(figures.reading.disk.freeBytes), activeJobsCount: activeJobs, uptimeSeconds: uptimeSeconds),
            services: Self.services(parts), activeJobs: activeJobs, timestamp: timestamp)
    }

    private static func services(_ parts: [HealthPart]) -> [String: Part] {
        var services = Dictionary(parts.map { ($0.name, Part($0)) }) { first, _ in first }
        for (name, own) in contractNames {
            services[name] = services[own] ?? Part(status: .healthy, details: "not_configured: this installation has no \(own)")
        }
        return services
    }
}

extension SystemHealth.Part {
    fileprivate init(_ part: HealthPart) {
        let isWell = part.state != .unhealthy
        self.init(
            status: part.state.inTwoWords, responseTimeMs: part.seconds.map { ($0 * 1_000_000).rounded() / 1000 },
            error: isWell ? nil : part.detail, details: isWell ? part.detail : nil)
    }
}

/// The contract's units.
enum Bytes {
    static func gigabytes(_ bytes: Int) -> Double { Double(bytes) / Double(1 << 30) }
    static func megabytes(_ bytes: Int) -> Double { Double(bytes) / Double(1 << 20) }
}
