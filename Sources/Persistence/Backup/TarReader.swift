import Backends
import Glibc

/// Reads an archive from front to back. All calls block.
struct TarReader: ~Copyable {
    private static let chunkBytes = 1 << 20
    /// An extended header of ours holds a path; more is of somebody else.
    private static let longestRecords: Int64 = 64 << 10

    private let path: String
    private let descriptor: Int32
    /// Bytes of the present file that have not been read.
    private var remaining: Int64 = 0
    private var padding: Int64 = 0

    init(path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DurableFile.error(path) }
    }

    deinit {
        close(descriptor)
    }

    /// The next file; `nil` at the end of the archive.
    mutating func next() throws(StoreError) -> TarHeader? {
        try skip()
        guard var header = try header() else { return nil }
        var longName: String?
        while header.kind == .extended {
            guard header.sizeBytes <= Self.longestRecords else { throw damaged("a header too long") }
            longName = TarHeader.path(inRecords: try bytes(Int(header.sizeBytes)))
            try skip(bytes: (Int64(TarHeader.blockBytes) - header.sizeBytes % Int64(TarHeader.blockBytes)) % Int64(TarHeader.blockBytes))
            guard let following = try self.header() else { throw damaged("it ends behind a header") }
            header = following
        }
        if let longName { header.name = longName }
        remaining = header.sizeBytes
        padding = Int64(TarHeader.padding(after: header.sizeBytes).count)
        return header
    }

    /// The next bytes of the present file; empty at its end.
    mutating func read() throws(StoreError) -> [UInt8] {
        guard remaining > 0 else { return [] }
        let count = Int(min(remaining, Int64(Self.chunkBytes)))
        remaining -= Int64(count)
        return try bytes(count)
    }

    private func header() throws(StoreError) -> TarHeader? {
        try TarHeader(try bytes(TarHeader.blockBytes))
    }

    private mutating func skip() throws(StoreError) {
        try skip(bytes: remaining + padding)
        (remaining, padding) = (0, 0)
    }

    private func skip(bytes count: Int64) throws(StoreError) {
        guard count == 0 || lseek(descriptor, off_t(count), SEEK_CUR) >= 0 else { throw DurableFile.error(path) }
    }

    private func bytes(_ count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + filled }, count - filled) }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw got == 0 ? damaged("it is cut short") : DurableFile.error(path) }
            filled += got
        }
        return bytes
    }

    private func damaged(_ reason: String) -> StoreError { .corrupt("the archive \(path): \(reason)") }
}
