import Backends
import Crypto
import Glibc

/// Writes an archive from front to back. All calls block.
///
/// `@unchecked Sendable`. Safe because its owner awaits each call before the next.
final class TarWriter: @unchecked Sendable {
    private static let chunkBytes = 1 << 20

    private let path: String
    private let descriptor: Int32
    private(set) var sizeBytes: Int64 = 0
    private var hash = SHA256()

    /// Of all that was written; final when the archive is finished.
    var sha256: String { hash.finalize().hexadecimal }

    /// - Throws: `conflict` when the file is there already.
    init(path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? .conflict("the file \(path)") : DurableFile.error(path) }
    }

    deinit {
        close(descriptor)
    }

    /// Adds a file as it is when it is opened here. Its hash and size.
    func append(fileAt source: String, as name: String) throws(StoreError) -> BackupManifest.File {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw DurableFile.error(source) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0 else { throw DurableFile.error(source) }
        let size = Int64(status.st_size)
        guard size <= TarHeader.mostBytes else { throw .full("an archive cannot hold a file of \(size) bytes") }
        try write(TarHeader(name: name, sizeBytes: size, modified: Int64(status.st_mtim.tv_sec)).blocks)
        var hash = SHA256()
        var remaining = size
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        while remaining > 0 {
            let count = read(input, &chunk, min(chunk.count, Int(remaining)))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw count == 0 ? .corrupt("\(source) became shorter while it was read") : DurableFile.error(source) }
            chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            try write(chunk, count: count)
            remaining -= Int64(count)
        }
        try write(TarHeader.padding(after: size))
        return BackupManifest.File(path: name, sizeBytes: size, sha256: hash.finalize().hexadecimal)
    }

    func append(_ bytes: [UInt8], as name: String) throws(StoreError) {
        try write(TarHeader(name: name, sizeBytes: Int64(bytes.count)).blocks + bytes + TarHeader.padding(after: Int64(bytes.count)))
    }

    /// Ends the archive; it is on the disk when this returns.
    func finish() throws(StoreError) {
        try write([UInt8](repeating: 0, count: 2 * TarHeader.blockBytes))
        guard fsync(descriptor) == 0 else { throw DurableFile.error(path) }
        try DurableFile.sync(DurableFile.folder(of: path))
    }

    private func write(_ bytes: [UInt8], count: Int? = nil) throws(StoreError) {
        let count = count ?? bytes.count
        let isWritten = bytes.withUnsafeBytes { DurableFile.writeAll(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: descriptor) }
        guard isWritten else { throw DurableFile.error(path) }
        bytes.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        sizeBytes += Int64(count)
    }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
