package import Backends
import DocumentModel
import GRDB

/// Usage by day in SQLite.
package struct SQLiteUsageStore: UsageStore {
    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func add(_ counts: [UsageKey: Int]) async throws(StoreError) {
        try await database.write { database in
            let statement = try database.makeStatement(
                sql: """
                    INSERT INTO usage (day, workspace, user, kind, count) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET count = count + excluded.count
                    """)
            for (key, count) in counts {
                try statement.execute(arguments: [key.day, key.workspace.rawValue, key.user?.rawValue ?? "", key.kind.rawValue, count])
            }
        }
    }

    package func days(from first: String, to last: String, in scope: Scope) async throws(StoreError) -> [UsageDay] {
        try await database.read { database in
            var condition = "day BETWEEN ? AND ?"
            var arguments: StatementArguments = [first, last]
            if let workspace = scope.workspace {
                condition += " AND workspace = ?"
                arguments += [workspace.rawValue]
            }
            var days: [String: UsageDay] = [:]
            let counts = try Row.fetchAll(
                database, sql: "SELECT day, kind, SUM(count) AS count FROM usage WHERE \(condition) GROUP BY day, kind", arguments: arguments)
            for row in counts {
                let day: String = row["day"]
                guard let kind = UsageKey.Kind(rawValue: row["kind"]) else { continue }
                days[day, default: UsageDay(day: day, counts: [:], activeUsers: 0)].counts[kind] = row["count"]
            }
            let users = try Row.fetchAll(
                database, sql: "SELECT day, COUNT(DISTINCT user) AS users FROM usage WHERE user <> '' AND \(condition) GROUP BY day",
                arguments: arguments)
            for row in users { days[row["day"]]?.activeUsers = row["users"] }
            return days.values.sorted { $0.day < $1.day }
        }
    }
}

/// The table behind it.
enum UsageSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE usage (
                    day TEXT NOT NULL,
                    workspace TEXT NOT NULL,
                    user TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    count INTEGER NOT NULL,
                    PRIMARY KEY (day, workspace, user, kind)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
