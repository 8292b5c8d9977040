/// A setting as administrators may see it. Secrets are not shown.
package struct SettingLine: APIMessage {
    package var name: String
    /// "(set)" for a secret that is set.
    package var value: String
    package var summary: String
    package var isSecret: Bool

    package init(name: String, value: String, summary: String, isSecret: Bool) {
        self.name = name
        self.value = value
        self.summary = summary
        self.isSecret = isSecret
    }
}

struct SettingList: APIMessage {
    var settings: [SettingLine]
}

/// Makes a restorable copy of everything.
package protocol BackupMaker: Sendable {
    func makeBackup() async throws -> BackupResult
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
