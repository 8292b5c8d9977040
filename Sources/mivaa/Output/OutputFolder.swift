import Glibc

/// Writes files that appear whole or not at all: each is written under another name and then renamed.
enum OutputFolder {
    /// Writes the file, making the folders above it.
    static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(CommandFailure) {
        if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
        let temporary = path + ".part-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("written", path) }
        let isWritten = ByteOutput.write(Array(bytes), to: descriptor)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(temporary, path) == 0 else {
            let failure = failure("written", path)
            unlink(temporary)
            throw failure
        }
    }

    private static func makeFolder(_ path: String) throws(CommandFailure) {
        guard !path.isEmpty, mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw failure("made", path) }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("made", path) }
    }

    private static func failure(_ verb: String, _ path: String) -> CommandFailure {
        CommandFailure("\(path) cannot be \(verb): \(String(cString: strerror(errno))).")
    }
}
