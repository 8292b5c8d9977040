package import Backends
import Crypto
import Foundation

/// Restores a backup into an empty folder.
package struct BackupReader: Sendable {
    private let work = BlockingWork(label: "restoration")

    package init() {}

    /// Puts everything where it was and checks it: each file's hash, the list of files, the database. When this throws, the folder is as
    /// empty as before.
    package func restore(_ path: String, to folder: String) async throws(StoreError) -> BackupSummary {
        try await work.run { () throws(StoreError) in
            try DurableFile.makeFolder(folder)
            guard try BlobTree.entries(of: folder).isEmpty else { throw .conflict("the folder \(folder), which has to be empty,") }
            do throws(StoreError) {
                return try Self.restore(path, into: folder)
            } catch {
                for name in ["blobs", "secrets"] { _ = try? BlobTree.remove("\(folder)/\(name)") }
                unlink("\(folder)/\(BackupPath.database)")
                throw error
            }
        }
    }

    /// Reads all of an archive and checks it against its manifest, without writing anything.
    package func verify(_ path: String) async throws(StoreError) -> BackupSummary {
        try await work.run { () throws(StoreError) in
            let (_, manifest) = try Self.read(path) { tar, header throws(StoreError) in try Self.hash(&tar, header) { _ throws(StoreError) in } }
            return try Self.summary(of: path, manifest)
        }
    }

    private static func summary(of path: String, _ manifest: BackupManifest) throws(StoreError) -> BackupSummary {
        let (size, sha256) = try DurableFile.hash(of: path)
        return BackupSummary(
            documents: manifest.documents, jobs: manifest.jobs, files: manifest.files.count, sizeBytes: size, sha256: sha256,
            createdAt: manifest.createdAt)
    }

    private static func restore(_ path: String, into folder: String) throws(StoreError) -> BackupSummary {
        let (files, manifest) = try read(path) { tar, header throws(StoreError) in try write(&tar, header, to: "\(folder)/\(header.name)") }
        let contents = try SnapshotContents(ofDatabaseAt: "\(folder)/\(BackupPath.database)")
        guard let missing = contents.blobs.first(where: { files[BackupPath.blobs + $0.text] == nil }) else {
            sync()
            return try summary(of: path, manifest)
        }
        throw .corrupt("the archive \(path): the blob \(missing) is missing")
    }

    /// The files of an archive and its manifest, which agree with each other.
    /// - Parameter take: told each file; says what it was.
    private static func read(
        _ path: String, _ take: (inout TarReader, TarHeader) throws(StoreError) -> BackupManifest.File
    ) throws(StoreError) -> (files: [String: BackupManifest.File], manifest: BackupManifest) {
        var tar = try TarReader(path: path)
        var files: [String: BackupManifest.File] = [:]
        var manifest: BackupManifest?
        while let header = try tar.next() {
            guard manifest == nil else { throw .corrupt("the archive \(path): there is something behind its manifest") }
            if header.name == BackupPath.manifest {
                manifest = try self.manifest(&tar, sizeBytes: header.sizeBytes, path)
            } else {
                guard isExpected(header.name), files[header.name] == nil else {
                    throw .corrupt("the archive \(path): \(header.name) is not a part of a backup, or there twice")
                }
                files[header.name] = try take(&tar, header)
            }
        }
        guard let manifest else { throw .corrupt("the archive \(path): it has no manifest") }
        try check(files, against: manifest, path)
        guard files[BackupPath.database] != nil else { throw .corrupt("the archive \(path): it has no database") }
        return (files, manifest)
    }

    /// Only what a backup has may be written, and only where it belongs.
    private static func isExpected(_ name: String) -> Bool {
        if name == BackupPath.database { return true }
        if name.hasPrefix(BackupPath.blobs) { return BlobName(String(name.dropFirst(BackupPath.blobs.count))) != nil }
        guard name.hasPrefix(BackupPath.secrets) else { return false }
        let rest = String(name.dropFirst(BackupPath.secrets.count))
        return BlobName(rest) != nil && !rest.contains("/")
    }

    /// Bytes of a manifest; one of a million files has 200 million.
    private static let largestManifest: Int64 = 1 << 30

    private static func manifest(_ tar: inout TarReader, sizeBytes: Int64, _ path: String) throws(StoreError) -> BackupManifest {
        guard sizeBytes <= largestManifest else { throw .corrupt("the archive \(path): its manifest is too large") }
        var json: [UInt8] = []
        while true {
            let bytes = try tar.read()
            if bytes.isEmpty { break }
            json += bytes
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: Data(json)) else {
            throw .corrupt("the archive \(path): its manifest cannot be read")
        }
        guard manifest.format <= BackupManifest.format else { throw .corrupt("\(path) was written by a newer version of mivaa") }
        return manifest
    }

    private static func write(_ tar: inout TarReader, _ header: TarHeader, to path: String) throws(StoreError) -> BackupManifest.File {
        try DurableFile.makeFolder(DurableFile.folder(of: path))
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DurableFile.error(path) }
        defer { close(descriptor) }
        return try hash(&tar, header) { bytes throws(StoreError) in
            guard bytes.withUnsafeBytes({ DurableFile.writeAll($0, to: descriptor) }) else { throw DurableFile.error(path) }
        }
    }

    /// What the present file is; `take` is told its bytes.
    private static func hash(
        _ tar: inout TarReader, _ header: TarHeader, _ take: ([UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) -> BackupManifest.File {
        var hash = SHA256()
        while true {
            let bytes = try tar.read()
            if bytes.isEmpty { break }
            hash.update(data: bytes)
            try take(bytes)
        }
        return BackupManifest.File(path: header.name, sizeBytes: header.sizeBytes, sha256: hash.finalize().hexadecimal)
    }

    private static func check(
        _ files: [String: BackupManifest.File], against manifest: BackupManifest, _ path: String
    ) throws(StoreError) {
        for expected in manifest.files where files[expected.path] != expected {
            throw .corrupt("the archive \(path): \(expected.path) is \(files[expected.path] == nil ? "missing" : "damaged")")
        }
        guard files.count == manifest.files.count else { throw .corrupt("the archive \(path): it has files that its manifest does not name") }
    }
}
