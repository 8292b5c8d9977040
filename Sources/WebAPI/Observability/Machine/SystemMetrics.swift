/// Answer 7.7 of the contract. A GB is 1024^3 bytes; counters of disk and network are those since the machine started.
struct SystemMetrics: APIMessage {
    var cpu: Processor
    var memory: Memory
    var disk: Disk
    var network: Network
    var process: Process
    var jobs: Jobs

    struct Processor: APIMessage {
        var count: Int
        var usagePercent: Double
        var usagePerCore: [Double]
        /// Absent where the machine does not tell.
        var frequencyMhz: Double?
    }

    struct Memory: APIMessage {
        var totalGb: Double
        var availableGb: Double
        var usedGb: Double
        var usagePercent: Double
        var swapTotalGb: Double
        var swapUsedGb: Double
        var swapPercent: Double
    }

    struct Disk: APIMessage {
        var totalGb: Double
        var usedGb: Double
        var freeGb: Double
        var usagePercent: Double
        var readBytes: Int
        var writeBytes: Int
    }

    struct Network: APIMessage {
        var bytesSent: Int
        var bytesReceived: Int
        var packetsSent: Int
        var packetsReceived: Int
    }

    struct Process: APIMessage {
        var memoryRssMb: Double
        var memoryVmsMb: Double
        var cpuPercent: Double
    }

    struct Jobs: APIMessage {
        var activeCount: Int
        /// Those that have ended and are still known.
        var totalHistory: Int
    }
}

extension SystemMetrics {
    init(_ reading: MachineReading, _ usage: MachineUsage, jobs: Jobs) {
        let (memory, disk, network, process) = (reading.memory, reading.disk, reading.network, reading.process)
        self.init(
            cpu: Processor(
                count: reading.cores.count, usagePercent: usage.processorPercent, usagePerCore: usage.corePercents,
                frequencyMhz: reading.megahertz),
            memory: Memory(
                totalGb: Bytes.gigabytes(memory.totalBytes), availableGb: Bytes.gigabytes(memory.availableBytes),
                usedGb: Bytes.gigabytes(memory.totalBytes - memory.availableBytes), usagePercent: usage.memoryPercent,
                swapTotalGb: Bytes.gigabytes(memory.swapTotalBytes),
                swapUsedGb: Bytes.gigabytes(memory.swapTotalBytes - memory.swapFreeBytes),
                swapPercent: MachineUsage.share(memory.swapTotalBytes - memory.swapFreeBytes, of: memory.swapTotalBytes)),
            disk: Disk(
                totalGb: Bytes.gigabytes(disk.totalBytes), usedGb: Bytes.gigabytes(disk.usedBytes), freeGb: Bytes.gigabytes(disk.freeBytes),
                usagePercent: usage.diskPercent, readBytes: disk.readBytes, writeBytes: disk.writtenBytes),
            network: Network(
                bytesSent: network.sentBytes, bytesReceived: network.receivedBytes, packetsSent: network.sentPackets,
                packetsReceived: network.receivedPackets),
            process: Process(
                memoryRssMb: Bytes.megabytes(process.residentBytes), memoryVmsMb: Bytes.megabytes(process.virtualBytes),
                cpuPercent: usage.processPercent),
            jobs: jobs)
    }
}
