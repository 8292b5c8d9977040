package import Backends
package import DocumentModel
import Foundation

/// A folder of backups: archives, and beside each what is known of it. Archives that somebody puts there count too, when their name has
/// only letters, digits, `_` and `-`.
package struct BackupShelf: Sendable {
    private static let ending = ".tar"
    /// More would be no list that people read; the oldest are left out.
    private static let mostItems = 1000
    private static let longestName = 100

    private let folder: String
    private let work = BlockingWork(label: "backups")

    package init(folder: String) {
        self.folder = folder
    }

    /// The newest first; empty when there is no such folder.
    package func items() async throws(StoreError) -> [StoredBackup] {
        let folder = folder
        return try await work.run { () throws(StoreError) in
            var items: [StoredBackup] = []
            for entry in try BlobTree.entries(of: folder) where !entry.isFolder && entry.name.hasSuffix(Self.ending) {
                let id = String(entry.name.dropLast(Self.ending.count))
                if Self.isName(id), let item = try? Self.item(id, in: folder) { items.append(item) }
            }
            return Array(items.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }.prefix(Self.mostItems))
        }
    }

    /// - Throws: `notFound` when there is none of that name.
    package func item(_ id: String) async throws(StoreError) -> StoredBackup {
        let (folder, id) = (folder, try checked(id))
        return try await work.run { () throws(StoreError) in try Self.item(id, in: folder) }
    }

    /// Where the archive of that name is, or will be.
    package func path(of id: String) throws(StoreError) -> String { "\(folder)/\(try checked(id))\(Self.ending)" }

    /// Notes what is known of an archive that was just written or read in full.
    package func note(_ summary: BackupSummary, of id: String, verifiedAt: Timestamp?) async throws(StoreError) -> StoredBackup {
        let (folder, id) = (folder, try checked(id))
        let note = BackupNote(summary, verifiedAt: verifiedAt)
        return try await work.run { () throws(StoreError) in
            guard let json = try? JSONEncoder().encode(note) else { throw .unavailable("the note of a backup") }
            try DurableFile.replace("\(folder)/\(id).json", with: [UInt8](json))
            return try Self.item(id, in: folder)
        }
    }

    /// Reads all of the archive and notes that it is whole.
    /// - Throws: `corrupt` when it is not.
    package func verify(_ id: String, now: Timestamp) async throws(StoreError) -> StoredBackup {
        try await confirm(try await BackupReader().verify(try path(of: id)), of: id, now: now)
    }

    /// Notes that the archive was read in full.
    /// - Throws: `corrupt` when it is not, byte for byte, what was noted when it was written.
    @discardableResult
    func confirm(_ summary: BackupSummary, of id: String, now: Timestamp) async throws(StoreError) -> StoredBackup {
        if let known = try await item(id).note, known.sha256 != summary.sha256 {
            throw .corrupt("the backup \(id) is not the file that was written")
        }
        return try await note(summary, of: id, verifiedAt: now)
    }

    package func remove(_ id: String) async throws(StoreError) {
        _ = try await item(id)
        let path = try path(of: id)
        let note = String(path.dropLast(Self.ending.count)) + ".json"
        try await work.run { () throws(StoreError) in
            guard unlink(path) == 0 else { throw DurableFile.error(path) }
            unlink(note)
            try DurableFile.sync(DurableFile.folder(of: path))
        }
    }

    /// A name that none of them has: "backup_20261125_160001_4f2a".
    package static func newName(_ kind: String, now: Timestamp) -> String {
        let digits = now.iso8601.prefix(19).filter(\.isNumber)
        let random = String(UInt16.random(in: .min ... .max), radix: 16)
        return "\(kind)_\(digits.prefix(8))_\(digits.suffix(6))_\(String(repeating: "0", count: 4 - random.count))\(random)"
    }

    private static func item(_ id: String, in folder: String) throws(StoreError) -> StoredBackup {
        let path = "\(folder)/\(id)\(ending)"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notFound("the backup \(id)") }
        let size = Int64(status.st_size)
        let known = try DurableFile.bytes(of: "\(folder)/\(id).json", range: nil).flatMap {
            try? JSONDecoder().decode(BackupNote.self, from: Data($0))
        }
        // A note about other bytes says nothing about these.
        let note = known.flatMap { $0.sizeBytes == size ? $0 : nil }
        let changed = Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
        return StoredBackup(id: id, sizeBytes: size, createdAt: note?.createdAt ?? changed.iso8601, note: note)
    }

    private func checked(_ id: String) throws(StoreError) -> String {
        guard Self.isName(id) else { throw .notFound("a backup of that name") }
        return id
    }

    private static func isName(_ id: String) -> Bool {
        (1...longestName).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }
}

/// A backup in the folder.
package struct StoredBackup: Hashable, Sendable {
    /// Name of the file without its ending.
    package var id: String
    package var sizeBytes: Int64
    /// ISO 8601; of the file when nothing else is known.
    package var createdAt: String
    /// `nil` when nobody has read it since it came here.
    package var note: BackupNote?
}

/// What is known of an archive that was written or read in full.
package struct BackupNote: Hashable, Sendable, Codable {
    package var createdAt: String
    package var sizeBytes: Int64
    package var sha256: String
    package var documents: Int
    package var jobs: Int
    package var files: Int
    /// ISO 8601; `nil` when it has not been read back since it was written.
    package var verifiedAt: String?

    init(_ summary: BackupSummary, verifiedAt: Timestamp?) {
        createdAt = summary.createdAt
        sizeBytes = summary.sizeBytes
        sha256 = summary.sha256
        documents = summary.documents
        jobs = summary.jobs
        files = summary.files
        self.verifiedAt = verifiedAt?.iso8601
    }
}
