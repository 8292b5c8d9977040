package import DocumentModel

/// Makes restorable copies of everything, keeps them, and brings one back.
package protocol BackupKeeper: Sendable {
    func makeBackup() async throws -> BackupResult

    /// The newest first.
    func backups() async throws -> [BackupLine]

    /// The backup after all of it was read and compared with its manifest.
    func verify(_ id: String) async throws -> BackupLine

    func remove(_ id: String) async throws

    /// Path and size of the archive.
    func archive(_ id: String) async throws -> (path: String, sizeBytes: Int64)

    /// Begins to bring a backup back; `restoration` tells how far it is, and the service starts anew when it is ready.
    func restore(_ id: String, requestedBy actor: AuditActor) async throws

    func restoration() async -> RestorationReply
}

/// A backup that is kept.
package struct BackupLine: APIMessage {
    package var backupId: String
    package var createdAt: String
    package var sizeBytes: Int64
    /// Of the file; `nil` until it was read once. What `sha256sum` says.
    package var sha256: String?
    package var documents: Int?
    package var jobs: Int?
    package var files: Int?
    /// When all of it was last read and found whole; `nil` when never.
    package var verifiedAt: String?
    /// Whether it was made by the service itself before a restoration.
    package var isSafetyCopy: Bool

    package init(
        backupId: String, createdAt: String, sizeBytes: Int64, sha256: String?, documents: Int?, jobs: Int?, files: Int?, verifiedAt: String?,
        isSafetyCopy: Bool
    ) {
        self.backupId = backupId
        self.createdAt = createdAt
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.documents = documents
        self.jobs = jobs
        self.files = files
        self.verifiedAt = verifiedAt
        self.isSafetyCopy = isSafetyCopy
    }
}

struct BackupListing: APIMessage {
    var backups: [BackupLine]
    /// Of all of them.
    var totalBytes: Int64
}

/// The caller's password, once more.
struct PasswordProof: APIMessage {
    var password: String

    static let rules: [String: FieldRules] = ["password": .password]
}

struct RestoreRequest: APIMessage {
    var password: String
    var confirmation: String

    static let rules: [String: FieldRules] = [
        "password": .password, "confirmation": .count(1...100, "The name of the backup, typed again: nobody restores by a slip."),
    ]
}

/// How far a restoration is, or what came of the last one.
package struct RestorationReply: APIMessage {
    package enum State: String, APIChoice { case none, preparing, restarting, restored, failed }

    package var state: State
    package var backupId: String?
    /// When it ended.
    package var at: String?
    /// Why it failed.
    package var reason: String?
    /// What was there before.
    package var safetyBackupId: String?

    package init(_ state: State, backupId: String? = nil, at: String? = nil, reason: String? = nil, safetyBackupId: String? = nil) {
        self.state = state
        self.backupId = backupId
        self.at = at
        self.reason = reason
        self.safetyBackupId = safetyBackupId
    }
}

/// A backup that was made.
package struct BackupResult: APIMessage {
    package struct Items: APIMessage {
        package var activeJobs: Int
        package var jobHistory: Int
        package var documents: Int
        package var files: Int

        package init(activeJobs: Int, jobHistory: Int, documents: Int, files: Int) {
            self.activeJobs = activeJobs
            self.jobHistory = jobHistory
            self.documents = documents
            self.files = files
        }
    }

    package var backupId: String
    package var backupSizeBytes: Int64
    /// Name below the data folder's `backups`.
    package var location: String
    package var itemsBackedUp: Items

    package init(backupId: String, backupSizeBytes: Int64, location: String, itemsBackedUp: Items) {
        self.backupId = backupId
        self.backupSizeBytes = backupSizeBytes
        self.location = location
        self.itemsBackedUp = itemsBackedUp
    }
}
