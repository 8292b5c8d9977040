package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: AuditLog {
    /// Entries checked in one read, so that no read stands in the way of clearing the write-ahead log for long.
    private static let verifiedAtATime = 1000

    package func append(_ event: AuditEvent) async throws(StoreError) {
        try await database.write { database in try AuditTrail.append(event, database) }
    }

    package func entries(_ query: AuditQuery, in scope: Scope) async throws(StoreError) -> Listing<AuditEntry> {
        let condition = Self.condition(query, scope)
        return try await database.read { database in
            let items = try SQLRequest<Row>(
                literal: "SELECT * FROM audit_entry WHERE \(condition) ORDER BY sequence DESC LIMIT \(query.limit) OFFSET \(query.offset)"
            ).all(database, AuditEntry.init(row:))
            return Listing(
                items: items, totalCount: try database.count("SELECT count(*) FROM audit_entry WHERE \(condition)"))
        }
    }

    package func entries(after sequence: Int64, limit: Int, in scope: Scope) async throws(StoreError) -> [AuditEntry] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: "SELECT * FROM audit_entry WHERE sequence > \(sequence) AND \(scope.condition) ORDER BY sequence LIMIT \(limit)"
            ).all(database, AuditEntry.init(row:))
        }
    }

    package func verify() async throws(StoreError) -> AuditVerification {
        var chain = AuditChain()
        while true {
            let next = try await readableEntries(after: chain.lastSequence)
            for entry in next {
                guard let entry, chain.accepts(entry) else { return chain.verification(isBroken: true) }
            }
            if next.count < Self.verifiedAtATime { return chain.verification(isBroken: false) }
        }
    }

    /// `nil` in the place of a row that is no entry: somebody has written it who did not know how.
    private func readableEntries(after sequence: Int64) async throws(StoreError) -> [AuditEntry?] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: "SELECT * FROM audit_entry WHERE sequence > \(sequence) ORDER BY sequence LIMIT \(Self.verifiedAtATime)"
            ).all(database) { try? AuditEntry(row: $0) }
        }
    }

    private static func condition(_ query: AuditQuery, _ scope: Scope) -> SQL {
        var conditions = [scope.condition]
        if let action = query.action { conditions.append("action = \(action)") }
        if let actor = query.actor { conditions.append("actor = \(actor)") }
        if let outcome = query.outcome { conditions.append("outcome = \(outcome)") }
        if let from = query.from { conditions.append("at >= \(from)") }
        if let before = query.before { conditions.append("at < \(before)") }
        return conditions.joined(separator: " AND ")
    }
}

/// Writes events to the log, each bound to the last.
enum AuditTrail {
    static func append(_ event: AuditEvent, _ database: Database) throws {
        let last = try SQLRequest<Row>(literal: "SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1").fetchOne(database)
        var chain = AuditChain()
        if let last { chain = AuditChain(lastSequence: try last.get("sequence"), lastHash: try last.get("hash")) }
        try chain.entry(of: event).insert(database)
    }
}

extension AuditEntry {
    fileprivate init(row: Row) throws {
        let event = AuditEvent(
            at: try row.get("at"), actor: try row.get("actor"), workspace: try row.optional("workspace"), action: try row.get("action"),
            target: try row.optional("target"), address: try row.optional("address"), outcome: try row.get("outcome"),
            details: try JSONColumn.map(row.get("details")))
        self.init(
            sequence: try row.get("sequence"), event: event, previousHash: try row.get("previous_hash"), hash: try row.get("hash"))
    }

    fileprivate func insert(_ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO audit_entry (sequence, at, actor, workspace, action, target, address, outcome, details, previous_hash, hash)
                VALUES (
                    \(sequence), \(event.at), \(event.actor), \(event.workspace), \(event.action), \(event.target), \(event.address),
                    \(event.outcome), \(AuditEntry.detailsJSON(event.details)), \(previousHash), \(hash)
                )
                """)
    }
}
