import Dispatch
import Foundation
import Glibc

/// Reads /proc, /sys and the file system of the data folder.
package struct MachineReader: Sendable {
    private let proc: String
    private let sys: String
    /// Its file system is the disk whose space is told.
    private let folder: String
    /// The kernel answers these files at once; a file system on the network may not.
    private let queue = DispatchQueue(label: "machine figures")

    package init(folder: String, proc: String = "/proc", sys: String = "/sys") {
        self.folder = folder
        self.proc = proc
        self.sys = sys
    }

    package func reading() async -> MachineReading {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: read()) }
        }
    }

    func read() -> MachineReading {
        var reading = MachineReading()
        reading.seconds = Double(DispatchTime.now().uptimeNanoseconds) / 1e9
        (reading.processor, reading.cores) = ProcText.processors(Self.text("\(proc)/stat"))
        reading.megahertz = ProcText.megahertz(Self.text("\(proc)/cpuinfo"))
        reading.memory = ProcText.memory(Self.text("\(proc)/meminfo"))
        reading.network = ProcText.network(Self.text("\(proc)/net/dev"))
        reading.disk = disk()
        reading.process = process()
        return reading
    }

    private func disk() -> MachineReading.Disk {
        var disk = MachineReading.Disk()
        (disk.readBytes, disk.writtenBytes) = ProcText.diskBytes(Self.text("\(proc)/diskstats")) { name in
            // Only a disk itself has a device behind it: not its partitions, nor what is stacked on it, which would count twice.
            access("\(sys)/block/\(name)/device", F_OK) == 0
        }
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return disk }
        let block = Int(figures.f_frsize)
        disk.totalBytes = Int(figures.f_blocks) * block
        disk.freeBytes = Int(figures.f_bavail) * block
        disk.usedBytes = Int(figures.f_blocks - figures.f_bfree) * block
        return disk
    }

    private func process() -> MachineReading.Process {
        var process = ProcText.process(Self.text("\(proc)/self/stat"))
        process.openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "\(proc)/self/fd").count) ?? 0
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { process.fileLimit = Int(clamping: limit.rlim_cur) }
        return process
    }

    /// Of another process; 0 when it is gone.
    static func residentBytes(of process: Int32) -> Int {
        ProcText.process(text("/proc/\(process)/stat")).residentBytes
    }

    /// Files of /proc say that they are empty, so they are read until they end. Empty when there is none.
    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count < Self.mostBytes {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Of one file; /proc/stat of a machine with a thousand cores has some 100 kB.
    private static let mostBytes = 4 << 20
}
