import Backends
import DocumentModel
import GRDB

/// What a copy of the database refers to.
struct SnapshotContents: Sendable {
    let documents: Int
    let jobs: Int
    /// Originals of documents, and images: files without which a record is worth nothing.
    let blobs: [BlobName]

    /// - Throws: `corrupt` when it is no sound database.
    init(ofDatabaseAt path: String) throws(StoreError) {
        self = try translatingErrors { () throws in
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration).read { database in
                guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else { throw StoreError.corrupt("the database \(path)") }
                return try SnapshotContents(database)
            }
        }
    }

    private init(_ database: Database) throws {
        documents = try Int.fetchOne(database, sql: "SELECT count(*) FROM document") ?? 0
        jobs = try Int.fetchOne(database, sql: "SELECT count(*) FROM job") ?? 0
        let originals = try Row.fetchAll(database, sql: "SELECT id, workspace FROM document WHERE sha256 IS NOT NULL").map { row in
            BlobName.document(try row.get("id"), in: try row.get("workspace"), file: "original.pdf")
        }
        let images = try Row.fetchAll(database, sql: "SELECT id, workspace FROM image").map { row in
            BlobName.image(try row.get("id"), in: try row.get("workspace"), file: "original")
        }
        blobs = originals + images
    }
}
