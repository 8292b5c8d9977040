package import Backends
package import DocumentModel
import GRDB

/// Jobs and batches in SQLite.
package struct SQLiteJobQueue: JobQueue {
    let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func enqueue(_ job: JobRecord) async throws(StoreError) {
        try await database.write { try job.insert($0) }
    }

    package func job(_ id: JobID, in scope: Scope) async throws(StoreError) -> JobRecord? {
        try await database.read { try JobRows.job(id, in: scope, $0) }
    }

    package func jobs(_ query: JobQuery, in scope: Scope) async throws(StoreError) -> Listing<JobRecord> {
        try await database.read { database in
            let condition = query.condition(in: scope)
            let direction = query.isAscending ? "ASC" : "DESC"
            let count = try SQLRequest<Int>(literal: "SELECT count(*) FROM job WHERE \(condition)", cached: true).fetchOne(database)
            let items = try SQLRequest<Row>(
                literal: """
                    SELECT * FROM job WHERE \(condition) ORDER BY created_at \(sql: direction), rowid \(sql: direction)
                    LIMIT \(max(0, query.limit)) OFFSET \(max(0, query.offset))
                    """, cached: true
            ).all(database, JobRecord.init(row:))
            return Listing(items: items, totalCount: count ?? 0)
        }
    }

    package func setPaused(_ isPaused: Bool) async throws(StoreError) {
        try await database.write { database in
            try database.execute(
                literal: "INSERT OR REPLACE INTO queue_state (name, value) VALUES ('paused', \(isPaused ? "yes" : "no"))")
        }
    }

    package func removeEnded(before: Timestamp, isDryRun: Bool) async throws(StoreError) -> Int {
        guard !isDryRun else {
            return try await database.read { database in
                try SQLRequest<Int>(literal: "SELECT count(*) FROM job WHERE ended_at < \(before)").fetchOne(database) ?? 0
            }
        }
        return try await database.write { database in
            try database.execute(literal: "DELETE FROM job WHERE ended_at < \(before)")
            let count = database.changesCount
            try database.execute(
                literal: """
                    DELETE FROM batch WHERE created_at < \(before) AND (announced_at IS NOT NULL OR webhook_url IS NULL)
                        AND NOT EXISTS (SELECT 1 FROM job WHERE job.batch = batch.id)
                    """)
            return count
        }
    }
}

// MARK: Batches

extension SQLiteJobQueue {
    package func batch(_ id: BatchID, in scope: Scope) async throws(StoreError) -> (BatchRecord, BatchCounts)? {
        try await database.read { database in
            let row = try SQLRequest<Row>(literal: "SELECT * FROM batch WHERE id = \(id) AND \(scope.condition)", cached: true)
                .fetchOne(database)
            guard let row else { return nil }
            return (try BatchRecord(row: row), try JobRows.counts(of: id, database))
        }
    }

    package func batches(in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<BatchRecord> {
        try await database.read { database in
            let count = try SQLRequest<Int>(literal: "SELECT count(*) FROM batch WHERE \(scope.condition)", cached: true).fetchOne(database)
            let items = try SQLRequest<Row>(
                literal: """
                    SELECT * FROM batch WHERE \(scope.condition) ORDER BY created_at DESC, rowid DESC
                    LIMIT \(max(0, limit)) OFFSET \(max(0, offset))
                    """, cached: true
            ).all(database, BatchRecord.init(row:))
            return Listing(items: items, totalCount: count ?? 0)
        }
    }
}

extension JobQuery {
    fileprivate func condition(in scope: Scope) -> SQL {
        var parts: [SQL] = [scope.condition]
        if !statuses.isEmpty { parts.append("status IN \(statuses)") }
        if !kinds.isEmpty { parts.append("kind IN \(kinds)") }
        if let document { parts.append("document = \(document)") }
        if let batch { parts.append("batch = \(batch)") }
        if let endedSince { parts.append("ended_at >= \(endedSince)") }
        if let otherThan { parts.append("worker <> \(otherThan)") }
        return parts.joined(separator: " AND ")
    }
}
