package import Backends
package import DocumentModel
import Foundation

/// Makes a backup of a running service: everything that is acknowledged when it begins, and nothing of it twice or in halves.
///
/// Files get their names before the records that refer to them are stored, and never change under a name. So: all files, then a
/// snapshot of the database, then the files that came meanwhile. What can go wrong is that a document is removed in between; that shows,
/// and a newer snapshot does not have it.
package struct BackupWriter: Sendable {
    private static let pageOfNames = 1000
    private static let mostSnapshots = 5

    private let database: SQLiteDatabase
    private let blobs: any BlobStore
    private let secretsFolder: String
    private let work = BlockingWork(label: "backup")

    package init(database: SQLiteDatabase, blobs: any BlobStore, secretsFolder: String) {
        self.database = database
        self.blobs = blobs
        self.secretsFolder = secretsFolder
    }

    /// Writes a new archive. It holds the installation's secrets and can be read by its owner only. When this throws, nothing is left.
    package func write(to path: String, now: Timestamp) async throws(StoreError) -> BackupSummary {
        let tar = try await work.run { () throws(StoreError) in try TarWriter(path: path) }
        let snapshot = "\(path).snapshot"
        do throws(StoreError) {
            let summary = try await write(tar, snapshotPath: snapshot, now: now)
            unlink(snapshot)
            return summary
        } catch {
            unlink(snapshot)
            unlink(path)
            throw error
        }
    }

    private func write(_ tar: TarWriter, snapshotPath: String, now: Timestamp) async throws(StoreError) -> BackupSummary {
        var files: [BlobName: BackupManifest.File] = [:]
        try await addBlobs(to: tar, &files)
        var contents = try await snapshot(at: snapshotPath)
        for attempt in 0... {
            try await addBlobs(to: tar, &files)
            let missing = contents.blobs.first { files[$0] == nil }
            guard let missing else { break }
            guard attempt < Self.mostSnapshots else { throw .corrupt("the blob \(missing), which a record refers to, is not there") }
            contents = try await snapshot(at: snapshotPath)
        }
        var others: [BackupManifest.File] = []
        let (secrets, names) = (secretsFolder, try secretNames())
        for name in names {
            others.append(
                try await work.run { () throws(StoreError) in
                    try tar.append(fileAt: "\(secrets)/\(name)", as: BackupPath.secrets + name)
                })
        }
        others.append(try await work.run { () throws(StoreError) in try tar.append(fileAt: snapshotPath, as: BackupPath.database) })
        let manifest = BackupManifest(
            createdAt: now.iso8601, documents: contents.documents, jobs: contents.jobs,
            files: files.sorted { $0.key < $1.key }.map(\.value) + others)
        try await finish(tar, manifest)
        return BackupSummary(
            documents: contents.documents, jobs: contents.jobs, files: manifest.files.count, sizeBytes: tar.sizeBytes, sha256: tar.sha256,
            createdAt: manifest.createdAt)
    }

    private func finish(_ tar: TarWriter, _ manifest: BackupManifest) async throws(StoreError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(manifest) else { throw .unavailable("the manifest cannot be written") }
        try await work.run { () throws(StoreError) in
            try tar.append([UInt8](json), as: BackupPath.manifest)
            try tar.finish()
        }
    }

    /// Adds the blobs that are not there yet.
    private func addBlobs(to tar: TarWriter, _ files: inout [BlobName: BackupManifest.File]) async throws(StoreError) {
        for root in ["documents", "images"] {
            guard let root = BlobName(root) else { continue }
            var last: BlobName?
            repeat {
                let names = try await blobs.names(below: root, after: last, limit: Self.pageOfNames)
                for name in names where files[name] == nil { files[name] = try await add(name, to: tar) }
                last = names.count == Self.pageOfNames ? names.last : nil
            } while last != nil
        }
    }

    /// `nil` when it has been removed meanwhile.
    private func add(_ name: BlobName, to tar: TarWriter) async throws(StoreError) -> BackupManifest.File? {
        do {
            return try await blobs.withFile(of: name) { path in
                try await work.run { () throws(StoreError) in try tar.append(fileAt: path, as: BackupPath.blobs + name.text) }
            }
        } catch StoreError.notFound {
            return nil
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func snapshot(at path: String) async throws(StoreError) -> SnapshotContents {
        let database = database
        return try await work.run { () throws(StoreError) in
            unlink(path)
            try database.writeSnapshot(to: path)
            return try SnapshotContents(ofDatabaseAt: path)
        }
    }

    private func secretNames() throws(StoreError) -> [String] {
        try BlobTree.entries(of: secretsFolder).filter { !$0.isFolder }.map(\.name).sorted()
    }
}
