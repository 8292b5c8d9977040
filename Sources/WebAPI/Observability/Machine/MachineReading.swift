/// What the kernel says of the machine and of this process at one moment. Counters are those since boot or start.
package struct MachineReading: Hashable, Sendable {
    package struct Processor: Hashable, Sendable {
        /// Seconds in any state, and those of them in use.
        package var totalSeconds = 0.0
        package var busySeconds = 0.0
    }

    package struct Memory: Hashable, Sendable {
        package var totalBytes = 0
        package var availableBytes = 0
        package var swapTotalBytes = 0
        package var swapFreeBytes = 0
    }

    package struct Disk: Hashable, Sendable {
        package var totalBytes = 0
        /// What this user can still write.
        package var freeBytes = 0
        package var usedBytes = 0
        /// Of all physical disks.
        package var readBytes = 0
        package var writtenBytes = 0
    }

    package struct Network: Hashable, Sendable {
        package var sentBytes = 0
        package var receivedBytes = 0
        package var sentPackets = 0
        package var receivedPackets = 0
    }

    package struct Process: Hashable, Sendable {
        package var residentBytes = 0
        package var virtualBytes = 0
        package var processorSeconds = 0.0
        package var threads = 0
        package var openFiles = 0
        package var fileLimit = 0
    }

    /// Of a clock that never goes back.
    package var seconds = 0.0
    package var processor = Processor()
    package var cores: [Processor] = []
    /// Mean of all cores; `nil` where the machine does not tell.
    package var megahertz: Double?
    package var memory = Memory()
    package var disk = Disk()
    package var network = Network()
    package var process = Process()

    package init() {}
}

/// What was used between two readings.
package struct MachineUsage: Hashable, Sendable {
    /// 0...100, of all cores together.
    package var processorPercent = 0.0
    package var corePercents: [Double] = []
    /// Of this process; 100 is one core.
    package var processPercent = 0.0
    /// 0...100.
    package var memoryPercent = 0.0
    package var diskPercent = 0.0

    /// - Parameter earlier: `nil` for the mean since boot, which is all that one reading says.
    package init(_ reading: MachineReading, since earlier: MachineReading?) {
        processorPercent = Self.percent(reading.processor, earlier?.processor)
        corePercents = reading.cores.enumerated().map { index, core in
            Self.percent(core, earlier.flatMap { $0.cores.indices.contains(index) ? $0.cores[index] : nil })
        }
        if let earlier, reading.seconds > earlier.seconds {
            processPercent =
                max(0, reading.process.processorSeconds - earlier.process.processorSeconds) / (reading.seconds - earlier.seconds) * 100
        }
        memoryPercent = Self.share(reading.memory.totalBytes - reading.memory.availableBytes, of: reading.memory.totalBytes)
        // Of what people can use: the blocks that the file system keeps for root are nobody's.
        diskPercent = Self.share(reading.disk.usedBytes, of: reading.disk.usedBytes + reading.disk.freeBytes)
    }

    private static func percent(_ now: MachineReading.Processor, _ earlier: MachineReading.Processor?) -> Double {
        let total = now.totalSeconds - (earlier?.totalSeconds ?? 0)
        let busy = now.busySeconds - (earlier?.busySeconds ?? 0)
        return total > 0 ? min(max(busy / total, 0), 1) * 100 : 0
    }

    static func share(_ part: Int, of whole: Int) -> Double {
        whole > 0 ? min(max(Double(part) / Double(whole), 0), 1) * 100 : 0
    }
}
