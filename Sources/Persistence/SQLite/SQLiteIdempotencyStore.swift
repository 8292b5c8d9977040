package import Backends
package import DocumentModel
import Foundation
import GRDB

/// Answers to repeated requests, in SQLite.
package struct SQLiteIdempotencyStore: IdempotencyStore {
    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func begin(_ key: IdempotencyKey, now: Timestamp) async throws(StoreError) -> IdempotencyState {
        try await database.write { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT began_at, status, media_type, body FROM answered_request WHERE \(Self.isKey)", arguments: Self.arguments(key))
            guard let row else {
                try database.execute(
                    sql: "INSERT INTO answered_request (workspace, user, route, key, began_at) VALUES (?, ?, ?, ?, ?)",
                    arguments: Self.arguments(key) + [now.milliseconds])
                return .new
            }
            guard let status: Int = row["status"], let mediaType: String = row["media_type"], let body: Data = row["body"] else {
                return .begun(Timestamp(milliseconds: row["began_at"]))
            }
            return .answered(StoredAnswer(status: status, mediaType: mediaType, body: [UInt8](body)))
        }
    }

    package func finish(_ key: IdempotencyKey, _ answer: StoredAnswer) async throws(StoreError) {
        try await database.write { database in
            let values: StatementArguments = [answer.status, answer.mediaType, Data(answer.body)]
            try database.execute(
                sql: "UPDATE answered_request SET status = ?, media_type = ?, body = ? WHERE \(Self.isKey)",
                arguments: values + Self.arguments(key))
        }
    }

    package func abandon(_ key: IdempotencyKey) async throws(StoreError) {
        try await database.write { database in
            try database.execute(sql: "DELETE FROM answered_request WHERE \(Self.isKey) AND status IS NULL", arguments: Self.arguments(key))
        }
    }

    @discardableResult package func forget(before: Timestamp) async throws(StoreError) -> Int {
        try await database.write { database in
            try database.execute(sql: "DELETE FROM answered_request WHERE began_at < ?", arguments: [before.milliseconds])
            return database.changesCount
        }
    }

    private static let isKey = "workspace = ? AND user = ? AND route = ? AND key = ?"

    private static func arguments(_ key: IdempotencyKey) -> StatementArguments {
        [key.workspace.rawValue, key.user.rawValue, key.route, key.text]
    }
}

/// The table behind it.
enum IdempotencySchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE answered_request (
                    workspace TEXT NOT NULL,
                    user TEXT NOT NULL,
                    route TEXT NOT NULL,
                    key TEXT NOT NULL,
                    began_at INTEGER NOT NULL,
                    status INTEGER,
                    media_type TEXT,
                    body BLOB,
                    PRIMARY KEY (workspace, user, route, key)
                ) STRICT;
                CREATE INDEX answered_request_by_time ON answered_request(began_at);
                """)
    }
}
