/// What a backup consists of; its last file, as hashes are known when everything else has been written.
struct BackupManifest: Hashable, Codable {
    struct File: Hashable, Codable {
        var path: String
        var sizeBytes: Int64
        var sha256: String

        enum CodingKeys: String, CodingKey {
            case path, sha256
            case sizeBytes = "size_bytes"
        }
    }

    static let format = 1

    var format = Self.format
    /// ISO 8601.
    var createdAt: String
    var documents: Int
    var jobs: Int
    var files: [File]

    enum CodingKeys: String, CodingKey {
        case format, documents, jobs, files
        case createdAt = "created_at"
    }
}

/// Names within a backup, the same as within the data folder.
enum BackupPath {
    static let database = "mivaa.sqlite"
    static let manifest = "manifest.json"
    static let blobs = "blobs/"
    static let secrets = "secrets/"
}

/// What a backup or a restoration was of.
package struct BackupSummary: Hashable, Sendable {
    package var documents: Int
    package var jobs: Int
    /// Database and secrets included.
    package var files: Int
    /// Of the archive.
    package var sizeBytes: Int64
    /// Of the archive's bytes, 64 hexadecimal digits; what `sha256sum` says of it.
    package var sha256: String
    /// When it was made, ISO 8601.
    package var createdAt: String
}
