import Backends
import DocumentModel
import Foundation
import Persistence
import WebAPI

/// Backups that administrators ask for over the network: below `backups/` of the data folder, where the operator takes them from.
actor FolderBackup: BackupMaker {
    private let folder: DataFolder
    private let stores: ServiceStores
    private let clock: ServiceClock
    private var isWriting = false

    init(folder: DataFolder, stores: ServiceStores, clock: ServiceClock) {
        self.folder = folder
        self.stores = stores
        self.clock = clock
    }

    /// - Throws: `conflict` while another is being written: each takes as much room as all documents.
    func makeBackup() async throws -> BackupResult {
        guard !isWriting else { throw StoreError.conflict("a backup") }
        isWriting = true
        defer { isWriting = false }
        let now = clock.now()
        let name = "backup_\(Self.stamp(now))"
        try FileManager.default.createDirectory(
            atPath: folder.backups, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let depth = try await stores.queue.depth(of: .installation)
        let writer = BackupWriter(database: stores.database, blobs: stores.blobs, secretsFolder: folder.secrets)
        let summary = try await writer.write(to: "\(folder.backups)/\(name).tar", now: now)
        let active = depth.waiting + depth.running + depth.paused
        return BackupResult(
            backupId: name, backupSizeBytes: summary.sizeBytes, location: "backups/\(name).tar",
            itemsBackedUp: .init(
                activeJobs: active, jobHistory: max(0, summary.jobs - active), documents: summary.documents, files: summary.files))
    }

    /// "20261125_160001_4f2a": two in one second have different names.
    private static func stamp(_ now: Timestamp) -> String {
        let digits = now.iso8601.prefix(19).filter(\.isNumber)
        let random = String(UInt16.random(in: .min ... .max), radix: 16)
        return "\(digits.prefix(8))_\(digits.suffix(6))_\(String(repeating: "0", count: 4 - random.count))\(random)"
    }
}
