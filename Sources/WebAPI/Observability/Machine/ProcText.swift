import Glibc

/// What the files under /proc mean (proc(5)). What is not there counts as zero.
enum ProcText {
    /// Ticks of the kernel's clock in a second.
    private static let ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    private static let pageBytes = max(1, sysconf(Int32(_SC_PAGESIZE)))
    /// Of /proc/diskstats, whatever the disk's own are (Documentation/admin-guide/iostats).
    private static let sectorBytes = 512

    /// Of /proc/stat: all together, and each.
    static func processors(_ text: String) -> (MachineReading.Processor, [MachineReading.Processor]) {
        var all = MachineReading.Processor()
        var cores: [MachineReading.Processor] = []
        for line in text.split(separator: "\n") where line.hasPrefix("cpu") {
            let fields = line.split(separator: " ")
            // user nice system idle iowait irq softirq steal; the guests' time behind them is in the user's already.
            let ticks = fields.dropFirst().prefix(8).map { Double($0) ?? 0 }
            guard ticks.count >= 4 else { continue }
            let total = ticks.reduce(0, +)
            let idle = ticks[3] + (ticks.count > 4 ? ticks[4] : 0)
            let processor = MachineReading.Processor(
                totalSeconds: total / ticksPerSecond, busySeconds: (total - idle) / ticksPerSecond)
            if fields[0] == "cpu" { all = processor } else { cores.append(processor) }
        }
        return (all, cores)
    }

    /// Of /proc/cpuinfo; `nil` where it does not say.
    static func megahertz(_ text: String) -> Double? {
        let speeds = text.split(separator: "\n").filter { $0.hasPrefix("cpu MHz") }.compactMap { line in
            line.split(separator: ":").last.flatMap { Double($0.filter { $0 != " " && $0 != "\t" }) }
        }
        return speeds.isEmpty ? nil : speeds.reduce(0, +) / Double(speeds.count)
    }

    /// Of /proc/meminfo.
    static func memory(_ text: String) -> MachineReading.Memory {
        var kilobytes: [Substring: Int] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(whereSeparator: { $0 == " " || $0 == ":" })
            if fields.count >= 2, let amount = Int(fields[1]) { kilobytes[fields[0]] = amount }
        }
        func bytes(_ name: Substring) -> Int? { kilobytes[name].map { $0 * 1024 } }
        return MachineReading.Memory(
            totalBytes: bytes("MemTotal") ?? 0, availableBytes: bytes("MemAvailable") ?? bytes("MemFree") ?? 0,
            swapTotalBytes: bytes("SwapTotal") ?? 0, swapFreeBytes: bytes("SwapFree") ?? 0)
    }

    /// Of /proc/net/dev, all interfaces but the loopback.
    static func network(_ text: String) -> MachineReading.Network {
        var network = MachineReading.Network()
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }) != "lo" else { continue }
            let fields = parts[1].split(separator: " ").map { Int($0) ?? 0 }
            guard fields.count >= 10 else { continue }
            network.receivedBytes += fields[0]
            network.receivedPackets += fields[1]
            network.sentBytes += fields[8]
            network.sentPackets += fields[9]
        }
        return network
    }

    /// Of /proc/diskstats: read and written.
    static func diskBytes(_ text: String, isDisk: (String) -> Bool) -> (Int, Int) {
        var (read, written) = (0, 0)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 10, isDisk(String(fields[2])) else { continue }
            read += (Int(fields[5]) ?? 0) * sectorBytes
            written += (Int(fields[9]) ?? 0) * sectorBytes
        }
        return (read, written)
    }

    /// Of /proc/self/stat. The program's name may hold spaces and parentheses, so what follows the last one is read.
    static func process(_ text: String) -> MachineReading.Process {
        guard let end = text.lastIndex(of: ")") else { return MachineReading.Process() }
        // From the third field of proc(5) on: state is 0, utime 11, stime 12, num_threads 17, vsize 20, rss 21.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21 else { return MachineReading.Process() }
        func number(_ index: Int) -> Int { Int(fields[index].filter { $0 != "\n" }) ?? 0 }
        return MachineReading.Process(
            residentBytes: number(21) * pageBytes, virtualBytes: number(20), processorSeconds: Double(number(11) + number(12)) / ticksPerSecond,
            threads: number(17))
    }
}
