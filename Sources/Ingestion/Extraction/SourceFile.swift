import CSandbox
import Glibc

/// A PDF to be read: an open file, kept as a descriptor so that children get the file itself and not a name to look up.
package final class SourceFile: Sendable {
    let descriptor: Int32

    /// Opens the file at `path` for reading; throws when it is not there, not a plain file or not readable.
    package init(path: String) throws(Refusal) {
        // O_NONBLOCK so that a named pipe without a writer is refused below instead of waited for.
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Refusal(.other, "it cannot be opened: \(String(cString: strerror(errno)))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Refusal(.other, "it is not a plain file")
        }
    }

    /// Copies everything that can be read from `input` to memory.
    ///
    /// - Parameter limitBytes: more than this is refused.
    package init(copying input: Int32, limitBytes: Int) throws(Refusal) {
        descriptor = csandbox_memory_file("standard input")
        guard descriptor >= 0 else { throw Refusal(.other, "no memory for standard input") }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var total = 0
        while true {
            let count = read(input, &buffer, buffer.count)
            if count == 0 { break }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Refusal(.other, "it cannot be read: \(String(cString: strerror(errno)))") }
            total += count
            guard total <= limitBytes else { throw Refusal(.overLimit, "it has more than \(limitBytes) bytes") }
            guard write(descriptor, buffer, count) == count else { throw Refusal(.other, "no memory for standard input") }
        }
    }

    /// Bytes that are in memory already.
    package init(bytes: [UInt8]) throws(Refusal) {
        descriptor = csandbox_memory_file("bytes")
        guard descriptor >= 0 else { throw Refusal(.other, "no memory for its bytes") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Refusal(.other, "no memory for its bytes") }
            written += count
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
