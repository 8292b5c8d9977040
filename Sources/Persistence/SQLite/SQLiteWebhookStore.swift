package import Backends
package import DocumentModel
import GRDB

/// What is to be told to servers of clients.
enum WebhookSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE webhook_delivery (
                    id TEXT PRIMARY KEY NOT NULL,
                    workspace TEXT NOT NULL,
                    batch TEXT NOT NULL,
                    url TEXT NOT NULL,
                    body TEXT NOT NULL,
                    status TEXT NOT NULL,
                    attempt INTEGER NOT NULL,
                    failure TEXT,
                    next_at INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    ended_at INTEGER
                ) STRICT;
                CREATE INDEX webhook_delivery_due ON webhook_delivery(next_at) WHERE status = 'waiting';
                CREATE INDEX webhook_delivery_by_creation ON webhook_delivery(workspace, created_at);
                """)
    }
}

/// Deliveries in SQLite.
package struct SQLiteWebhookStore: WebhookStore {
    /// Batches told in one transaction.
    private static let mostAtOnce = 50

    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func collectEndedBatches(
        identifiers: IdentifierSource, now: Timestamp, body: @escaping @Sendable (WebhookEventID, BatchRecord, BatchCounts) -> String
    ) async throws(StoreError) -> Int {
        // Looked up without the writer's lock first: mostly there is none.
        guard try await database.read({ try !Self.endedBatches($0, limit: 1).isEmpty }) else { return 0 }
        return try await database.write { database in
            let batches = try Self.endedBatches(database, limit: Self.mostAtOnce)
            for batch in batches {
                let id: WebhookEventID = identifiers.next("evt")
                let delivery = WebhookDelivery(
                    id: id, workspace: batch.workspace, batch: batch.id, url: batch.webhookURL ?? "",
                    body: body(id, batch, try JobRows.counts(of: batch.id, database)), createdAt: now)
                try delivery.insert(database)
                try database.cachedStatement(literal: "UPDATE batch SET announced_at = \(now) WHERE id = \(batch.id)").execute()
            }
            return batches.count
        }
    }

    private static func endedBatches(_ database: Database, limit: Int) throws -> [BatchRecord] {
        try SQLRequest<Row>(
            literal: """
                SELECT * FROM batch WHERE announced_at IS NULL AND webhook_url IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM job WHERE job.batch = batch.id
                        AND status IN ('pending', 'processing', 'retrying', 'paused', 'interrupted')
                ) ORDER BY created_at LIMIT \(limit)
                """, cached: true
        ).all(database, BatchRecord.init(row:))
    }

    package func claimDue(now: Timestamp, leaseSeconds: Double, limit: Int) async throws(StoreError) -> [WebhookDelivery] {
        let due: SQL = "status = 'waiting' AND next_at <= \(now)"
        let isAny = try await database.read { database in
            try SQLRequest<Int>(literal: "SELECT 1 FROM webhook_delivery WHERE \(due) LIMIT 1").fetchOne(database) != nil
        }
        guard isAny else { return [] }
        return try await database.write { database in
            try SQLRequest<Row>(
                literal: """
                    UPDATE webhook_delivery SET attempt = attempt + 1, next_at = \(now.adding(seconds: leaseSeconds))
                    WHERE id IN (SELECT id FROM webhook_delivery WHERE \(due) ORDER BY next_at LIMIT \(limit))
                    RETURNING *
                    """
            ).all(database, WebhookDelivery.init(row:))
        }
    }

    package func end(_ id: WebhookEventID, attempt: Int, as ending: WebhookEnding, now: Timestamp) async throws(StoreError) {
        let (status, failure, nextAt): (WebhookDelivery.Status, String?, Timestamp) =
            switch ending {
            case .delivered: (.delivered, nil, now)
            case .failedForNow(let reason, let nextAt): (.waiting, reason, nextAt)
            case .failed(let reason): (.failed, reason, now)
            }
        try await database.write { database in
            try database.cachedStatement(
                literal: """
                    UPDATE webhook_delivery SET status = \(status), failure = \(failure), next_at = \(nextAt),
                        ended_at = \(status == .waiting ? nil : now)
                    WHERE id = \(id) AND attempt = \(attempt) AND status = 'waiting'
                    """
            ).execute()
        }
    }

    package func deliveries(in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<WebhookDelivery> {
        try await database.read { database in
            let count = try SQLRequest<Int>(literal: "SELECT count(*) FROM webhook_delivery WHERE \(scope.condition)").fetchOne(database)
            let items = try SQLRequest<Row>(
                literal: """
                    SELECT * FROM webhook_delivery WHERE \(scope.condition) ORDER BY created_at DESC, rowid DESC
                    LIMIT \(max(0, limit)) OFFSET \(max(0, offset))
                    """
            ).all(database, WebhookDelivery.init(row:))
            return Listing(items: items, totalCount: count ?? 0)
        }
    }

    @discardableResult package func removeEnded(before: Timestamp) async throws(StoreError) -> Int {
        try await database.write { database in
            try database.execute(literal: "DELETE FROM webhook_delivery WHERE ended_at < \(before)")
            return database.changesCount
        }
    }
}

extension WebhookDelivery.Status: DatabaseValueConvertible {}

extension WebhookDelivery {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), workspace: try row.get("workspace"), batch: try row.get("batch"), url: try row.get("url"),
            body: try row.get("body"), createdAt: try row.get("created_at"))
        status = try row.get("status")
        attempt = try row.get("attempt")
        failure = try row.optional("failure")
        endedAt = try row.optional("ended_at")
    }

    func insert(_ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO webhook_delivery (id, workspace, batch, url, body, status, attempt, next_at, created_at)
                VALUES (\(id), \(workspace), \(batch), \(url), \(body), \(status), \(attempt), \(createdAt), \(createdAt))
                """
        ).execute()
    }
}
