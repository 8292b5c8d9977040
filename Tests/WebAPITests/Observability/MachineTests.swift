import Foundation
import TestSupport
import Testing

@testable import WebAPI

@Suite("Figures of the machine")
struct MachineTests {
    @Test("processor time is read of all and of each, waiting for the disk counts as idle")
    func processors() {
        let (all, cores) = ProcText.processors(
            """
            cpu  100 20 30 800 50 0 0 0 7 0
            cpu0 60 10 15 400 15 0 0 0 0 0
            cpu1 40 10 15 400 35 0 0 0 0 0
            intr 12345
            """)
        #expect(all == .init(totalSeconds: 10, busySeconds: 1.5))
        #expect(cores == [.init(totalSeconds: 5, busySeconds: 0.85), .init(totalSeconds: 5, busySeconds: 0.65)])
    }

    @Test("memory, network and disks are read; loopback and partitions are left out")
    func others() {
        let memory = ProcText.memory("MemTotal:       16000 kB\nMemFree:  100 kB\nMemAvailable:    4000 kB\nSwapTotal: 200 kB\nSwapFree: 50 kB\n")
        #expect(
            memory
                == .init(totalBytes: 16000 << 10, availableBytes: 4000 << 10, swapTotalBytes: 200 << 10, swapFreeBytes: 50 << 10))
        let network = ProcText.network(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 999 9 0 0 0 0 0 0 999 9 0 0 0 0 0 0
              eth0:1000 10 0 0 0 0 0 0 500 5 0 0 0 0 0 0
             wlan0: 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0
            """)
        #expect(network == .init(sentBytes: 503, receivedBytes: 1001, sentPackets: 9, receivedPackets: 12))
        let disks = "   8 0 sda 10 0 100 5 20 0 300 9 0 0 0\n   8 1 sda1 10 0 100 5 20 0 300 9 0 0 0\n 253 0 dm-0 10 0 100 5 20 0 300 9 0 0 0"
        #expect(ProcText.diskBytes(disks) { $0 == "sda" } == (100 * 512, 300 * 512))
    }

    @Test("a process is read whatever its program is called")
    func process() {
        let fields = [
            "S", "1", "1", "1", "0", "-1", "0", "5", "0", "0", "0", "250", "50", "0", "0", "20", "0", "12", "0", "99", "4096000", "10", "1",
        ]
        let process = ProcText.process("77 (odd ) name (x) \(fields.joined(separator: " "))\n")
        #expect(process.processorSeconds == 3 && process.threads == 12 && process.virtualBytes == 4_096_000)
        #expect(process.residentBytes > 0 && process.residentBytes % 10 == 0)
    }

    @Test("speed is the mean of the cores, and nothing where the machine does not tell")
    func speed() {
        #expect(ProcText.megahertz("processor : 0\ncpu MHz\t\t: 2000.5\nprocessor : 1\ncpu MHz\t\t: 1000.5\n") == 1500.5)
        #expect(ProcText.megahertz("processor : 0\nBogoMIPS : 50\n") == nil)
    }

    @Test("what is missing or strange counts as nothing", arguments: ["", "\n\n", "cpu", "cpu x y z", "7 (", ":::", "eth0: 1 2"])
    func strange(text: String) {
        #expect(ProcText.processors(text).0.totalSeconds == 0)
        #expect(ProcText.process(text) == .init())
        #expect(ProcText.memory(text) == .init())
        #expect(ProcText.network(text) == .init())
        #expect(ProcText.diskBytes(text) { _ in true } == (0, 0))
    }

    @Test("usage is what happened between two readings")
    func usage() {
        var (before, after) = (MachineReading(), MachineReading())
        (before.seconds, after.seconds) = (100, 110)
        before.processor = .init(totalSeconds: 1000, busySeconds: 900)
        after.processor = .init(totalSeconds: 1020, busySeconds: 905)
        before.cores = [before.processor]
        after.cores = [after.processor, after.processor]
        (before.process.processorSeconds, after.process.processorSeconds) = (5, 20)
        after.memory = .init(totalBytes: 100, availableBytes: 25)
        after.disk = .init(totalBytes: 110, freeBytes: 30, usedBytes: 70)
        let usage = MachineUsage(after, since: before)
        #expect(usage.processorPercent == 25 && usage.corePercents.first == 25 && usage.corePercents.count == 2)
        #expect(usage.processPercent == 150 && usage.memoryPercent == 75 && usage.diskPercent == 70)
        #expect(MachineUsage(MachineReading(), since: nil).processorPercent == 0)
    }

    @Test("this machine has figures")
    func thisMachine() async throws {
        let folder = try TemporaryFolder()
        let reading = await MachineReader(folder: folder.url.path).reading()
        #expect(reading.cores.count >= 1 && reading.processor.totalSeconds > 0)
        #expect(reading.memory.totalBytes > reading.memory.availableBytes && reading.memory.availableBytes > 0)
        #expect(reading.disk.totalBytes >= reading.disk.usedBytes && reading.disk.totalBytes > 0)
        #expect(reading.process.residentBytes > 1 << 20 && reading.process.openFiles > 2 && reading.process.fileLimit > 2)
        #expect(reading.process.threads >= 1)
    }
}
