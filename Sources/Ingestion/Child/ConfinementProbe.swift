import CSandbox
import DocumentModel
import Glibc
import PDFReading

/// Proof of the confinement: gives up the rights of this process as a child does, then tries what a child must not be able to do.
package enum ConfinementProbe {
    /// One line per attempt, "open a socket: refused", and one per warning. Afterwards this process is good for nothing else.
    package static func run(libraryPath: String) -> [String] {
        let libraryWarning: [String]
        do throws(PDFError) {
            try PDFFile.initialize(libraryPath: libraryPath)
            libraryWarning = []
        } catch {
            libraryWarning = ["warning: \(error)"]
        }
        let confinement = Confinement.confineThisProcess(memoryBytes: ExtractionLimits().childMemoryBytes)
        return libraryWarning + confinement.warnings.map { "warning: \($0)" } + attempts()
    }

    private static func attempts() -> [String] {
        [
            outcome("open a socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)),
            outcome("open a local socket", socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)),
            outcome("open a file for writing", open("/tmp/mivaa-confinement-probe", O_WRONLY | O_CREAT, 0o600)),
            outcome("open a file that exists for writing", open("/dev/null", O_WRONLY)),
            outcome("read a file", open("/etc/passwd", O_RDONLY)),
            outcome("remove a file", unlink("/tmp/mivaa-confinement-probe")),
            outcome("make a folder", mkdir("/tmp/mivaa-confinement-probe", 0o700)),
            outcome("rename a file", rename("/tmp/mivaa-confinement-probe", "/tmp/mivaa-confinement-probe-2")),
            outcome("run a program", runProgram()),
            outcome("start a process", startProcess()),
            outcome("signal another process", kill(getppid(), 0)),
            outcome("become root", setuid(0)),
            outcome("raise a limit", raiseLimit()),
            outcome("make memory executable", makeMemoryExecutable()),
        ]
    }

    private static func outcome(_ attempt: String, _ result: Int32) -> String {
        "\(attempt): \(result < 0 ? "refused" : "ALLOWED")"
    }

    private static func runProgram() -> Int32 {
        var identifier: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { free(arguments[0]) }
        return posix_spawn(&identifier, "/bin/true", nil, nil, &arguments, nil) == 0 ? 0 : -1
    }

    private static func startProcess() -> Int32 {
        csandbox_start_process()
    }

    private static func raiseLimit() -> Int32 {
        var limit = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
        return setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    }

    private static func makeMemoryExecutable() -> Int32 {
        mmap(nil, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0
    }
}
