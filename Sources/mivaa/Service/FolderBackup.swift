import Backends
import DocumentModel
import Foundation
import Logging
import Persistence
import WebAPI

/// Backups that administrators ask for over the network: below `backups/` of the data folder, where the operator takes them from.
actor FolderBackup: BackupKeeper {
    private let folder: DataFolder
    private let stores: ServiceStores
    private let shelf: BackupShelf
    private let restart: Restart
    private let clock: ServiceClock
    private let logger: Logger
    private var isWriting = false
    /// The restoration of this process; `nil` before one is asked for.
    private var current: RestorationReply?

    init(folder: DataFolder, stores: ServiceStores, restart: Restart, clock: ServiceClock, logger: Logger) {
        self.folder = folder
        self.stores = stores
        self.restart = restart
        self.clock = clock
        self.logger = logger
        shelf = BackupShelf(folder: folder.backups)
    }

    private nonisolated var way: Restoration { Restoration(root: folder.path, shelf: shelf) }

    /// - Throws: `conflict` while another is being written: each takes as much room as all documents.
    func makeBackup() async throws -> BackupResult {
        guard !isWriting else { throw APIError(.conflict, "A backup is being written already.") }
        isWriting = true
        defer { isWriting = false }
        let now = clock.now()
        let name = BackupShelf.newName("backup", now: now)
        try FileManager.default.createDirectory(
            atPath: folder.backups, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let depth = try await stores.queue.depth(of: .installation)
        let writer = BackupWriter(database: stores.database, blobs: stores.blobs, secretsFolder: folder.secrets)
        let summary = try await writer.write(to: try shelf.path(of: name), now: now)
        _ = try await shelf.note(summary, of: name, verifiedAt: nil)
        let active = depth.waiting + depth.running + depth.paused
        return BackupResult(
            backupId: name, backupSizeBytes: summary.sizeBytes, location: "backups/\(name).tar",
            itemsBackedUp: .init(
                activeJobs: active, jobHistory: max(0, summary.jobs - active), documents: summary.documents, files: summary.files))
    }

    func backups() async throws -> [BackupLine] { try await shelf.items().map(BackupLine.init) }

    func verify(_ id: String) async throws -> BackupLine { BackupLine(try await shelf.verify(id, now: clock.now())) }

    func remove(_ id: String) async throws { try await shelf.remove(id) }

    func archive(_ id: String) async throws -> (path: String, sizeBytes: Int64) {
        (try shelf.path(of: id), try await shelf.item(id).sizeBytes)
    }

    // MARK: The way back

    func restore(_ id: String, requestedBy actor: AuditActor) async throws {
        guard current?.state != .preparing, current?.state != .restarting else {
            throw APIError(.conflict, "A backup is being restored already.")
        }
        guard !isWriting else { throw APIError(.conflict, "A backup is being written; restore when it is done.") }
        current = RestorationReply(.preparing, backupId: id)
        Task { await self.prepare(id, actor) }
    }

    private func prepare(_ id: String, _ actor: AuditActor) async {
        do {
            try await way.prepare(id, requestedBy: actor, now: clock.now())
            current = RestorationReply(.restarting, backupId: id)
            logger.notice("a backup is restored: the service starts anew", metadata: ["backup": "\(id)"])
            restart.ask()
        } catch {
            current = RestorationReply(.failed, backupId: id, at: clock.now().iso8601, reason: "\(error)")
            logger.warning("a backup could not be restored", metadata: ["backup": "\(id)", "error": "\(error)"])
        }
    }

    func restoration() async -> RestorationReply {
        if let current { return current }
        guard let last = await way.result() else { return RestorationReply(.none) }
        return RestorationReply(
            last.outcome == .restored ? .restored : .failed, backupId: last.backup, at: last.at, reason: last.reason,
            safetyBackupId: last.safetyBackup)
    }
}

extension BackupLine {
    fileprivate init(_ backup: StoredBackup) {
        self.init(
            backupId: backup.id, createdAt: backup.createdAt, sizeBytes: backup.sizeBytes, sha256: backup.note?.sha256,
            documents: backup.note?.documents, jobs: backup.note?.jobs, files: backup.note?.files, verifiedAt: backup.note?.verifiedAt,
            isSafetyCopy: backup.id.hasPrefix("before_restore_"))
    }
}
