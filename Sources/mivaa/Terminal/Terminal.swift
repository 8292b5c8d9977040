import Glibc

/// Standard output and standard error.
enum Terminal {
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// All bytes to standard output; `false` when it was closed (a pipe to `head`).
    @discardableResult
    static func write(_ bytes: [UInt8]) -> Bool { ByteOutput.write(bytes, to: STDOUT_FILENO) }

    @discardableResult
    static func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    static func writeError(_ text: String) {
        _ = ByteOutput.write(Array(text.utf8), to: STDERR_FILENO)
    }

    static func warn(_ text: String) {
        writeError("mivaa: warning: \(text)\n")
    }
}
