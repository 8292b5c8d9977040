import CSandbox
import DocumentModel
import Glibc

/// A running child as the parent sees it. A class because it owns a process and a socket; used by one thread at a time.
final class ChildProcess {
    /// Loading PDFium and giving up rights takes some 10 ms; a machine under load may need seconds.
    private static let secondsToStart = 20.0

    let identifier: pid_t
    private(set) var confinement = Confinement()
    private let channel: FrameChannel
    private let memoryLimitBytes: Int
    /// The kernel counts what this process had before the child became a program of its own as the child's: a peak up to this is not its own.
    private let inheritedPeakBytes: Int64
    private var hasEnded = false

    /// Starts a child and waits until it is ready for documents.
    init(_ command: ChildCommand) throws(ChildEnding) {
        var pair: [Int32] = [-1, -1]
        guard csandbox_socket_pair(&pair) == 0 else { throw .notStarted("no socket pair") }
        channel = FrameChannel(descriptor: pair[0], maximumBytes: ExtractionChild.replyLimitBytes)
        memoryLimitBytes = command.limits.childMemoryBytes
        let spawned = Result { () throws(ChildEnding) in try Self.spawn(command, socket: pair[1]) }
        // Afterwards: other threads may have taken memory while the child was started.
        inheritedPeakBytes = Self.ownPeakBytes
        // At once: while this end is open here, the end of a child that dies is not noticed.
        close(pair[1])
        do throws(ChildEnding) {
            identifier = try spawned.get()
        } catch {
            close(pair[0])
            throw error
        }
        confinement = try configured(command)
    }

    deinit {
        _ = end()
        close(channel.descriptor)
    }

    private static var ownPeakBytes: Int64 {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int64(usage.ru_maxrss) * 1024
    }

    private static func spawn(_ command: ChildCommand, socket: Int32) throws(ChildEnding) -> pid_t {
        var identifier: pid_t = 0
        let arguments = CStringList(["mivaa", "extraction-child"])
        // The Swift runtime's crash handler would start a program, which the child may not; it would only cost time.
        let environment = CStringList(["SWIFT_BACKTRACE=enable=no"] + loaderVariables)
        let result = csandbox_spawn(command.executablePath, arguments.pointers, environment.pointers, socket, &identifier)
        guard result == 0 else { throw .notStarted(String(cString: strerror(-result))) }
        return identifier
    }

    /// What the dynamic loader needs to find the Swift runtime where it is not in a standard place; nothing else is inherited.
    private static var loaderVariables: [String] {
        guard let path = getenv("LD_LIBRARY_PATH") else { return [] }
        return ["LD_LIBRARY_PATH=" + String(cString: path)]
    }

    private func configured(_ command: ChildCommand) throws(ChildEnding) -> Confinement {
        let reply: Reply
        do throws(ChildEnding) {
            let request = Request.configure(libraryPath: command.libraryPath, limits: command.limits)
            reply = try ask(request, withinSeconds: Self.secondsToStart)
        } catch {
            throw .notStarted("\(command.executablePath) did not get ready")
        }
        switch reply {
        case .ready(let confinement): return confinement
        case .refused(let refusal): throw .notStarted(refusal.detail)
        default: throw .notStarted("\(command.executablePath) is another version")
        }
    }

    /// Sends a request and, behind it, a file descriptor when one is given.
    func send(_ request: Request, descriptor: Int32? = nil) throws(ChildEnding) {
        do throws(FrameChannel.Failure) {
            try channel.send(request.wireBytes)
        } catch {
            throw ending(of: error, afterSeconds: 0)
        }
        if let descriptor, csandbox_send_descriptor(channel.descriptor, descriptor) != 0 {
            throw ending(of: .closed, afterSeconds: 0)
        }
    }

    /// The child's next answer. After an error the child is gone.
    func receive(withinSeconds seconds: Double) throws(ChildEnding) -> Reply {
        let frame: [UInt8]
        do throws(FrameChannel.Failure) {
            frame = try channel.receive(withinSeconds: seconds)
        } catch {
            throw ending(of: error, afterSeconds: seconds)
        }
        do throws(WireError) {
            return try Reply(wireBytes: frame)
        } catch {
            _ = end()
            throw .misbehaved("\(error)")
        }
    }

    func ask(_ request: Request, descriptor: Int32? = nil, withinSeconds seconds: Double) throws(ChildEnding) -> Reply {
        try send(request, descriptor: descriptor)
        return try receive(withinSeconds: seconds)
    }

    /// Resident memory in bytes at this moment; 0 when the system does not tell.
    var residentBytes: Int {
        guard let file = fopen("/proc/\(identifier)/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let fields = String(decoding: line.lazy.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }

    private func ending(of failure: FrameChannel.Failure, afterSeconds seconds: Double) -> ChildEnding {
        switch failure {
        case .timedOut:
            _ = end()
            return .timedOut(seconds: seconds)
        case .tooLarge(let bytes):
            _ = end()
            return .misbehaved("an answer of \(bytes) bytes")
        case .closed, .system:
            return end() ?? .crashed(signal: nil)
        }
    }

    /// Kills the child if it still lives and collects it. What it had died of; `nil` when it had already been collected.
    private func end() -> ChildEnding? {
        guard !hasEnded else { return nil }
        hasEnded = true
        // A child that died by itself is a zombie until it is waited for: the signal does not change what it died of. One that
        // closed its socket is dying; give its own signal the chance to be the one reported.
        var status: Int32 = 0
        var peakBytes: Int64 = 0
        kill(identifier, SIGKILL)
        guard csandbox_wait(identifier, &status, &peakBytes) == 0 else { return .crashed(signal: nil) }
        // Allocations fail when address space runs out, of which resident memory is the part that was used.
        if peakBytes * 2 > Int64(memoryLimitBytes), peakBytes > inheritedPeakBytes { return .outOfMemory(limitBytes: memoryLimitBytes) }
        let signal = status & 0x7f
        return .crashed(signal: signal == 0 ? nil : signal)
    }
}

/// A NULL-terminated list of C strings that lives as long as this value.
private final class CStringList {
    private(set) var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) {
        pointers = strings.map { strdup($0) } + [nil]
    }

    deinit {
        pointers.forEach { free($0) }
    }
}
