import Backends
import Crypto
import Glibc

/// System calls on files, with errors that say what they mean for a store.
enum DurableFile {
    /// Bytes copied at a time.
    private static let chunkBytes = 1 << 20

    /// Makes a new file with these bytes that are on the disk when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw error(path) }
        defer { close(descriptor) }
        do throws(StoreError) {
            guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }), fsync(descriptor) == 0 else { throw error(path) }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Copies a file of another file system.
    static func copy(from source: String, to path: String) throws(StoreError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw error(source) }
        defer { close(input) }
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw error(path) }
        defer { close(output) }
        do throws(StoreError) {
            var chunk = [UInt8](repeating: 0, count: chunkBytes)
            while true {
                let count = read(input, &chunk, chunk.count)
                if count == 0 { break }
                guard count > 0 else {
                    if errno == EINTR { continue }
                    throw error(source)
                }
                let isWritten = chunk.withUnsafeBytes { writeAll(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: output) }
                guard isWritten else { throw error(path) }
            }
            guard fsync(output) == 0 else { throw error(path) }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Size and SHA-256 (64 hexadecimal digits) of a file.
    static func hash(of path: String) throws(StoreError) -> (sizeBytes: Int64, sha256: String) {
        let input = open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw error(path) }
        defer { close(input) }
        var hash = SHA256()
        var size: Int64 = 0
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = read(input, &chunk, chunk.count)
            if count == 0 { return (size, hash.finalize().hexadecimal) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw error(path)
            }
            chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            size += Int64(count)
        }
    }

    /// Replaces a file as a whole, or makes it; it is on the disk when this returns.
    static func replace(_ path: String, with bytes: [UInt8]) throws(StoreError) {
        let new = "\(path).new"
        unlink(new)
        try write(bytes, to: new)
        guard rename(new, path) == 0 else { throw error(path) }
        try sync(folder(of: path))
    }

    /// Sees to it that what is in a file or folder, or its list of names, survives a power cut.
    static func sync(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw error(path) }
    }

    /// Makes a folder and those above it, each durably.
    static func makeFolder(_ path: String) throws(StoreError) {
        if mkdir(path, 0o700) == 0 { return try sync(folder(of: path)) }
        switch errno {
        case EEXIST: return
        case ENOENT:
            try makeFolder(folder(of: path))
            try makeFolder(path)
        default: throw error(path)
        }
    }

    /// The part before the last slash.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Bytes of a range, or fewer where the file ends; `nil` when there is no such file.
    static func bytes(of path: String, range: Range<Int64>?) throws(StoreError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw error(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw error(path) }
        let wanted = (range ?? 0..<Int64(status.st_size)).clamped(to: 0..<Int64(status.st_size))
        var bytes = [UInt8](repeating: 0, count: Int(wanted.upperBound - wanted.lowerBound))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, off_t(wanted.lowerBound) + off_t(filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw count == 0 ? .corrupt("a file that became shorter while it was read") : error(path) }
            filled += count
        }
        return bytes
    }

    /// False with `errno` set when not everything could be written.
    static func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var written = 0
        while written < buffer.count {
            let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// What the system's error says. Names the file: paths hold names of records, never text of documents.
    static func error(_ path: String, code: Int32 = errno) -> StoreError {
        let reason = String(cString: strerror(code))
        return switch code {
        case ENOSPC, EDQUOT, EFBIG: .full("the disk of \(path)")
        case ENOENT: .notFound(path)
        case EIO: .corrupt("\(path): \(reason)")
        default: .unavailable("\(path): \(reason)")
        }
    }
}
