import Glibc
import Synchronization

/// Standard output and standard error.
enum Terminal {
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// All bytes to standard output; `false` when it was closed (a pipe to `head`).
    @discardableResult
    static func write(_ bytes: some Sequence<UInt8>) -> Bool { write(Array(bytes), to: STDOUT_FILENO) }

    @discardableResult
    static func write(_ text: String) -> Bool { write(Array(text.utf8), to: STDOUT_FILENO) }

    static func writeError(_ text: String) {
        _ = write(Array(text.utf8), to: STDERR_FILENO)
    }

    static func warn(_ text: String) {
        writeError("mivaa: warning: \(text)\n")
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
            if count > 0 {
                sent += count
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
