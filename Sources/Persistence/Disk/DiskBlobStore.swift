package import Backends
package import DocumentModel
import Glibc

/// Blobs as files below a folder.
///
/// A file gets its name only when its bytes are on the disk, so a name always stands for the whole of what was put. Files on their way
/// lie in a folder whose name no blob can have.
package struct DiskBlobStore: BlobStore {
    /// The folder, with no slash at its end.
    package let folder: String
    private let work: BlockingWork

    /// Makes the folder when it is not there, and clears away what earlier processes left unfinished.
    ///
    /// - Parameter abandonedAfterSeconds: unfinished files older than this belong to no running process.
    package init(folder: String, abandonedAfterSeconds: Double = 86_400) async throws(StoreError) {
        self.folder = folder
        let work = BlockingWork(label: "blobs")
        self.work = work
        try await work.run { () throws(StoreError) in
            try DurableFile.makeFolder("\(folder)/\(Self.incoming)")
            Self.clear("\(folder)/\(Self.incoming)", olderThanSeconds: abandonedAfterSeconds)
        }
    }

    private static let incoming = ".incoming"

    /// On the same disk as the blobs: `put(fileAt:)` then only changes its name.
    package func incomingPath() -> String {
        var generator = SystemRandomNumberGenerator()
        return "\(folder)/\(Self.incoming)/\(String(generator.next() as UInt64, radix: 36))\(String(generator.next() as UInt64, radix: 36))"
    }

    package func put(_ bytes: [UInt8], at name: BlobName) async throws(StoreError) {
        let (temporary, path) = (incomingPath(), path(of: name))
        try await work.run { () throws(StoreError) in
            try DurableFile.write(bytes, to: temporary)
            try Self.rename(temporary, to: path)
        }
    }

    package func put(fileAt source: String, at name: BlobName) async throws(StoreError) {
        let (temporary, path) = (incomingPath(), path(of: name))
        try await work.run { () throws(StoreError) in
            if Glibc.rename(source, temporary) == 0 {
                chmod(temporary, 0o600)
                try DurableFile.sync(temporary)
            } else {
                guard errno == EXDEV else { throw DurableFile.error(source) }
                try DurableFile.copy(from: source, to: temporary)
                unlink(source)
            }
            try Self.rename(temporary, to: path)
        }
    }

    package func bytes(of name: BlobName, range: Range<Int64>?) async throws(StoreError) -> [UInt8]? {
        let path = path(of: name)
        return try await work.run { () throws(StoreError) in try DurableFile.bytes(of: path, range: range) }
    }

    package func size(of name: BlobName) async throws(StoreError) -> Int64? {
        try await status(of: name).map { Int64($0.st_size) }
    }

    package func modifiedAt(_ name: BlobName) async throws(StoreError) -> Timestamp? {
        try await status(of: name).map { Timestamp(milliseconds: Int64($0.st_mtim.tv_sec) * 1000 + Int64($0.st_mtim.tv_nsec) / 1_000_000) }
    }

    /// `nil` when there is no such file.
    private func status(of name: BlobName) async throws(StoreError) -> stat? {
        let path = path(of: name)
        return try await work.run { () throws(StoreError) in
            var status = stat()
            if stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFREG ? status : nil }
            guard errno == ENOENT || errno == ENOTDIR else { throw DurableFile.error(path) }
            return nil
        }
    }

    package func withFile<Outcome: Sendable>(
        of name: BlobName, _ work: @Sendable (String) async throws -> Outcome
    ) async throws -> Outcome {
        guard try await size(of: name) != nil else { throw StoreError.notFound("blob \(name)") }
        return try await work(path(of: name))
    }

    @discardableResult package func removeAll(below prefix: BlobName) async throws(StoreError) -> Int {
        let path = path(of: prefix)
        return try await work.run { () throws(StoreError) in try BlobTree.remove(path) }
    }

    package func names(below prefix: BlobName, after: BlobName?, limit: Int) async throws(StoreError) -> [BlobName] {
        let folder = folder
        return try await work.run { () throws(StoreError) in
            try BlobTree.names(in: folder, below: prefix.text, after: after?.text ?? "", limit: limit).compactMap(BlobName.init(_:))
        }
    }

    package func check() async throws(StoreError) {
        let path = incomingPath()
        try await work.run { () throws(StoreError) in
            try DurableFile.write([0], to: path)
            guard unlink(path) == 0 else { throw DurableFile.error(path) }
        }
    }

    private func path(of name: BlobName) -> String { "\(folder)/\(name)" }

    private static func rename(_ temporary: String, to path: String) throws(StoreError) {
        let folder = DurableFile.folder(of: path)
        do throws(StoreError) {
            // Twice: the folder may be removed by somebody else just after it was made.
            for attempt in 0... {
                try DurableFile.makeFolder(folder)
                if Glibc.rename(temporary, path) == 0 { break }
                guard errno == ENOENT, attempt == 0 else { throw DurableFile.error(path) }
            }
            try DurableFile.sync(folder)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func clear(_ folder: String, olderThanSeconds seconds: Double) {
        let now = time(nil)
        for entry in (try? BlobTree.entries(of: folder)) ?? [] {
            let path = "\(folder)/\(entry.name)"
            var status = stat()
            if lstat(path, &status) == 0, Double(now - status.st_mtim.tv_sec) > seconds { unlink(path) }
        }
    }
}
