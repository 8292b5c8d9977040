package import Backends
package import DocumentModel
import Foundation

/// Replaces the data of a service by a backup, over the end of its process: a running service holds its database open, and whatever it
/// acknowledged until its last moment has to be in the safety backup.
///
/// `prepare` unpacks and checks the backup beside the data and leaves an order. The next process, which nobody can reach yet, carries it
/// out: `carryOut` makes the safety backup of what is there, then changes the names. A crash at any point is gone over by the next start.
package struct Restoration: Sendable {
    private let root: String
    private let shelf: BackupShelf
    private let work = BlockingWork(label: "restoration")

    /// - Parameter root: the data folder.
    package init(root: String, shelf: BackupShelf) {
        self.root = root
        self.shelf = shelf
    }

    private var staged: String { "\(root)/restoring" }
    private var replaced: String { "\(root)/replaced" }
    private var orderPath: String { "\(root)/restore-order.json" }
    private var resultPath: String { "\(root)/restore-result.json" }

    /// What there is to change places, in this order.
    private static let parts = [BackupPath.database, "blobs", "secrets"]

    // MARK: In the running service

    /// Unpacks a backup and checks all of it; the next start carries it out. When this throws, nothing has changed.
    /// - Throws: `full` when there is no room for the backup and the safety backup beside what is there.
    package func prepare(_ id: String, requestedBy actor: AuditActor, now: Timestamp) async throws(StoreError) {
        try await remove(orderPath)
        try await cleanUp()
        let item = try await shelf.item(id)
        try await requireRoom(for: item.sizeBytes)
        do throws(StoreError) {
            let summary = try await BackupReader().restore(try shelf.path(of: id), to: staged)
            try await shelf.confirm(summary, of: id, now: now)
            // Of a newer version, or damaged in a way that only shows here: better now than when the data are gone.
            try SQLiteDatabase(path: "\(staged)/\(BackupPath.database)").close()
            try await write(RestoreOrder(backup: id, requestedBy: actor.rawValue), to: orderPath)
        } catch {
            try await cleanUp()
            throw error
        }
    }

    /// What came of the last order; `nil` when there was none.
    package func result() async -> RestoreResult? { await read(RestoreResult.self, resultPath) }

    private func requireRoom(for backupBytes: Int64) async throws(StoreError) {
        let root = root
        try await work.run { () throws(StoreError) in
            var disk = statvfs()
            guard statvfs(root, &disk) == 0 else { throw DurableFile.error(root) }
            let free = Int64(disk.f_bavail) * Int64(disk.f_frsize)
            // The backup unpacked, and the safety backup of what is there.
            let needed = backupBytes + (try Self.sizeBytes(of: "\(root)/blobs")) + (try Self.sizeBytes(of: "\(root)/\(BackupPath.database)"))
            guard free > needed else { throw .full("a restoration needs \(needed >> 20) MB, and \(free >> 20) MB are free") }
        }
    }

    private static func sizeBytes(of path: String) throws(StoreError) -> Int64 {
        var size: Int64 = 0
        for entry in try BlobTree.entries(of: path) { size += try sizeBytes(of: "\(path)/\(entry.name)") }
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : size
    }

    // MARK: At the start

    /// Carries out an order that is there, before anything of the data is opened. Returns what came of it; `nil` when there is none.
    ///
    /// When the order cannot be carried out, the data are as they were, and the reason is in the result.
    /// - Throws: when the data are neither the old nor the new ones: the service must not start, and the next start goes on.
    package func carryOut(now: Timestamp) async throws(StoreError) -> RestoreResult? {
        guard var order = await read(RestoreOrder.self, orderPath) else {
            try await cleanUp()
            return nil
        }
        if order.safetyBackup == nil {
            do throws(StoreError) {
                order = try await secured(order, now: now)
            } catch {
                return try await giveUp(order, error, now: now)
            }
        }
        try await changePlaces()
        let result = RestoreResult(backup: order.backup, outcome: .restored, at: now.iso8601, reason: nil, safetyBackup: order.safetyBackup)
        try await write(result, to: resultPath)
        try await remove(orderPath)
        try await cleanUp()
        return result
    }

    /// Everything that has to be done before the first name is changed.
    private func secured(_ order: RestoreOrder, now: Timestamp) async throws(StoreError) -> RestoreOrder {
        let current = "\(root)/\(BackupPath.database)"
        try SQLiteDatabase.requireAlone(path: current)
        let name = BackupShelf.newName("before_restore", now: now)
        let database = try SQLiteDatabase(path: current)
        let blobs = try await DiskBlobStore(folder: "\(root)/blobs")
        _ = try await BackupWriter(database: database, blobs: blobs, secretsFolder: "\(root)/secrets").write(to: try shelf.path(of: name), now: now)
        _ = try await shelf.verify(name, now: now)
        let previous = try await SQLiteIdentityStore(database: database).verify()
        try database.close()
        let new = try SQLiteDatabase(path: "\(staged)/\(BackupPath.database)")
        let details = [
            "backup": order.backup, "safety_backup": name, "requested_by": order.requestedBy, "previous_log": previous.lastHash,
            "previous_entries": String(previous.entryCount),
        ]
        let event = AuditEvent(at: now, actor: .service, workspace: nil, action: .restored, target: order.backup, address: nil, details: details)
        try await SQLiteIdentityStore(database: new).endEverySession(audit: event)
        try new.close()
        for path in [current, "\(staged)/\(BackupPath.database)"] { try SQLiteDatabase.requireAlone(path: path) }
        var ready = order
        ready.safetyBackup = name
        try await write(ready, to: orderPath)
        return ready
    }

    private func giveUp(_ order: RestoreOrder, _ error: StoreError, now: Timestamp) async throws(StoreError) -> RestoreResult {
        let result = RestoreResult(backup: order.backup, outcome: .failed, at: now.iso8601, reason: "\(error)", safetyBackup: nil)
        try await write(result, to: resultPath)
        try await remove(orderPath)
        try await cleanUp()
        return result
    }

    /// Each part by two changes of name. What a crash left in between is finished when this is called again.
    private func changePlaces() async throws(StoreError) {
        let (root, staged, replaced) = (root, staged, replaced)
        try await work.run { () throws(StoreError) in
            try DurableFile.makeFolder(replaced)
            for part in Self.parts where access("\(staged)/\(part)", F_OK) == 0 {
                if access("\(root)/\(part)", F_OK) == 0 {
                    guard rename("\(root)/\(part)", "\(replaced)/\(part)") == 0 else { throw DurableFile.error("\(root)/\(part)") }
                    try DurableFile.sync(root)
                }
                guard rename("\(staged)/\(part)", "\(root)/\(part)") == 0 else { throw DurableFile.error("\(staged)/\(part)") }
                try DurableFile.sync(root)
            }
        }
    }

    /// Removes what is left of an order that is no more.
    private func cleanUp() async throws(StoreError) {
        let (staged, replaced) = (staged, replaced)
        try await work.run { () throws(StoreError) in
            for path in [staged, replaced] where access(path, F_OK) == 0 {
                do { try FileManager.default.removeItem(atPath: path) } catch { throw StoreError.unavailable("\(path) cannot be removed") }
            }
        }
    }

    private func remove(_ path: String) async throws(StoreError) {
        try await work.run { () throws(StoreError) in
            guard unlink(path) == 0 || errno == ENOENT else { throw DurableFile.error(path) }
            try DurableFile.sync(DurableFile.folder(of: path))
        }
    }

    private func write(_ value: some Encodable & Sendable, to path: String) async throws(StoreError) {
        try await work.run { () throws(StoreError) in
            guard let json = try? JSONEncoder().encode(value) else { throw .unavailable(path) }
            try DurableFile.replace(path, with: [UInt8](json))
        }
    }

    private func read<Value: Decodable & Sendable>(_ type: Value.Type, _ path: String) async -> Value? {
        let bytes = try? await work.run { () throws(StoreError) in try DurableFile.bytes(of: path, range: nil) }
        return bytes.flatMap { $0 }.flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }
}

/// What the next start has to do.
private struct RestoreOrder: Codable, Sendable {
    var backup: String
    /// Name of an `AuditActor`.
    var requestedBy: String
    /// Set when everything before the first change of names is done.
    var safetyBackup: String?
}

/// What came of a restoration.
package struct RestoreResult: Codable, Hashable, Sendable {
    package enum Outcome: String, Codable, Sendable { case restored, failed }

    package var backup: String
    package var outcome: Outcome
    /// ISO 8601.
    package var at: String
    /// Why it failed; `nil` when it did not.
    package var reason: String?
    /// What was there before; `nil` when nothing has changed.
    package var safetyBackup: String?
}
