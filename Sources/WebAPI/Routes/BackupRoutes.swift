package import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import NIOCore
import _NIOFileSystem

/// Copies of everything, and the way back: for administrators of the installation.
package struct BackupRoutes: Sendable {
    /// Bytes read and sent at a time.
    private static let chunkBytes: Int64 = 1 << 20

    private let keeper: any BackupKeeper
    private let safeguard: any Safeguard

    package init(keeper: any BackupKeeper, safeguard: any Safeguard) {
        self.keeper = keeper
        self.safeguard = safeguard
    }

    package var routes: [Route] { [making, list, verification, download, removal, restore, restoration] }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(method, "/api/v1/admin/data/\(path)", name, summary, in: .administration, access: .administrator, rate: .admin)
    }

    private var making: Route {
        route(.post, "backup", "admin_backup", "Makes a copy of everything from which all can be restored").failing(.storageFull, .conflict)
            .answering(BackupResult.self) { call in
                let result = try await keeper.makeBackup()
                try await safeguard.permit(.backupMade, on: result.backupId, password: nil, try call.accountCaller())
                return result
            }
    }

    private var list: Route {
        route(.get, "backups", "admin_backups", "The backups that are kept, the newest first")
            .answering(BackupListing.self) { _ in
                let backups = try await keeper.backups()
                return BackupListing(backups: backups, totalBytes: backups.reduce(0) { $0 + $1.sizeBytes })
            }
    }

    private var verification: Route {
        route(.post, "backups/{backup_id}/verify", "admin_verify_backup", "Reads all of a backup and compares it with its manifest")
            .failing(.storageFailed)
            .answering(BackupLine.self) { call in
                let id = call.pathValues["backup_id"] ?? ""
                let line = try await keeper.verify(id)
                try await safeguard.permit(.backupVerified, on: id, password: nil, try call.accountCaller())
                return line
            }
    }

    private var download: Route {
        route(
            .post, "backups/{backup_id}/download", "admin_download_backup",
            "The backup as a file. It holds every document and every secret: the password is asked for again"
        )
        .body(PasswordProof.self).failing(.invalidCredentials, .conflict).reply(.ok, "The archive.", mediaTypes: "application/x-tar")
        .sendingLongFile()
        .replying { call in
            let proof = try await call.body(PasswordProof.self)
            let id = call.pathValues["backup_id"] ?? ""
            let archive = try await keeper.archive(id)
            try await safeguard.permit(.backupDownloaded, on: id, password: proof.password, try call.accountCaller())
            return Reply(
                headers: [.contentType: "application/x-tar", .cacheControl: "no-store"], body: Self.body(archive.path, archive.sizeBytes)
            ).asDownload(named: "\(id).tar")
        }
    }

    private static func body(_ path: String, _ sizeBytes: Int64) -> ResponseBody {
        ResponseBody(contentLength: Int(sizeBytes)) { writer in
            // Nothing is sent but what the length says, also when the file grows meanwhile.
            try await FileSystem.shared.withFileHandle(forReadingAt: FilePath(path)) { file in
                var offset: Int64 = 0
                while offset < sizeBytes {
                    let chunk = try await file.readChunk(
                        fromAbsoluteOffset: offset, length: .bytes(min(chunkBytes, sizeBytes - offset)))
                    guard chunk.readableBytes > 0 else { throw StoreError.corrupt("a backup became shorter while it was sent") }
                    offset += Int64(chunk.readableBytes)
                    try await writer.write(chunk)
                }
            }
            try await writer.finish(nil)
        }
    }

    private var removal: Route {
        route(.delete, "backups/{backup_id}", "admin_remove_backup", "Deletes a backup")
            .answering(bare: Acknowledgement.self) { call in
                let id = call.pathValues["backup_id"] ?? ""
                _ = try await keeper.archive(id)
                try await safeguard.permit(.backupRemoved, on: id, password: nil, try call.accountCaller())
                try await keeper.remove(id)
                return Acknowledgement(message: "The backup is deleted.")
            }
    }

    private var restore: Route {
        route(
            .post, "backups/{backup_id}/restore", "admin_restore_backup",
            "Replaces everything by a backup: checks it, starts the service anew, and keeps a safety backup of what was there"
        )
        .body(RestoreRequest.self).failing(.invalidCredentials, .conflict, .storageFull)
        .answering(RestorationReply.self, status: .accepted) { call in
            let request = try await call.body(RestoreRequest.self)
            let id = call.pathValues["backup_id"] ?? ""
            _ = try await keeper.archive(id)
            guard request.confirmation == id else {
                throw APIError(.validation, "confirmation must be the name of the backup.", details: ["field": "confirmation"])
            }
            let caller = try call.accountCaller()
            try await safeguard.permit(.restoreRequested, on: id, password: request.password, caller)
            try await keeper.restore(id, requestedBy: AuditActor(try call.caller()))
            return await keeper.restoration()
        }
    }

    private var restoration: Route {
        route(.get, "restore", "admin_restoration", "How far a restoration is, or what came of the last one")
            .answering(RestorationReply.self) { _ in await keeper.restoration() }
    }
}
