package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: SessionStore {
    package func open(
        _ session: Session, token: RefreshTokenRecord, mostSessions: Int, audit: AuditEvent
    ) async throws(StoreError) {
        try await database.write { database in
            try database.execute(
                literal: """
                    DELETE FROM session WHERE id IN (
                        SELECT id FROM session WHERE user = \(session.user) ORDER BY last_used_at DESC LIMIT -1 OFFSET \(mostSessions - 1)
                    )
                    """)
            try session.insert(database)
            try token.insert(session.id, database)
            try AuditTrail.append(audit, database)
        }
    }

    package func rotate(
        _ presented: SecretDigest, to next: RefreshTokenRecord, address: String?, now: Timestamp
    ) async throws(StoreError) -> RotationOutcome {
        try await database.write { database in
            guard let found = try PresentedToken.find(presented, database) else { return .unknown }
            var session = found.session
            if found.isReplaced {
                try database.execute(literal: "DELETE FROM session WHERE id = \(session.id)")
                try AuditTrail.append(.refreshTokenReused(session, address: address, at: now), database)
                return .reused(session)
            }
            guard found.expiresAt > now, session.expiresAt > now else { return .expired }
            session.lastUsedAt = now
            try session.replace(presented, with: next, database)
            return .rotated(session)
        }
    }

    package func session(ofToken token: SecretDigest, now: Timestamp) async throws(StoreError) -> Session? {
        try await database.read { database in
            guard let found = try PresentedToken.find(token, database), !found.isReplaced, found.expiresAt > now else { return nil }
            return found.session
        }
    }

    package func move(
        _ id: SessionID, of user: UserID, to workspace: WorkspaceID, audit: AuditEvent
    ) async throws(StoreError) -> Bool {
        try await database.write { database in
            let count = try database.changes("UPDATE session SET workspace = \(workspace) WHERE id = \(id) AND user = \(user)")
            if count > 0 { try AuditTrail.append(audit, database) }
            return count > 0
        }
    }

    package func close(_ id: SessionID, of user: UserID, audit: AuditEvent) async throws(StoreError) -> Bool {
        try await database.write { database in
            let count = try database.changes("DELETE FROM session WHERE id = \(id) AND user = \(user)")
            if count > 0 { try AuditTrail.append(audit, database) }
            return count > 0
        }
    }

    package func removeEnded(before: Timestamp) async throws(StoreError) -> Int {
        try await database.write { database in
            // Without a token that can still be rotated a session has ended, whatever its own end is.
            let sessions = try database.changes(
                """
                DELETE FROM session WHERE expires_at <= \(before)
                    OR NOT EXISTS (SELECT 1 FROM refresh_token WHERE session = session.id AND replaced_at IS NULL AND expires_at > \(before))
                """)
            return try database.changes("DELETE FROM one_time_link WHERE expires_at <= \(before)") + sessions
        }
    }
}

extension SQLiteIdentityStore {
    /// Ends every session and makes every link that has not been used worthless.
    package func endEverySession(audit: AuditEvent) async throws(StoreError) {
        try await database.write { database in
            try database.execute(literal: "DELETE FROM session")
            try database.execute(literal: "DELETE FROM one_time_link")
            try AuditTrail.append(audit, database)
        }
    }
}

/// A refresh token as it is stored, with its session.
private struct PresentedToken {
    var session: Session
    var expiresAt: Timestamp
    var isReplaced: Bool

    static func find(_ digest: SecretDigest, _ database: Database) throws -> PresentedToken? {
        try SQLRequest<Row>(
            literal: """
                SELECT session.*, refresh_token.expires_at AS token_expires_at, refresh_token.replaced_at IS NOT NULL AS is_replaced
                FROM refresh_token JOIN session ON session.id = refresh_token.session
                WHERE refresh_token.digest = \(digest)
                """, cached: true
        ).first(database) { row in
            PresentedToken(session: try Session(row: row), expiresAt: try row.get("token_expires_at"), isReplaced: try row.get("is_replaced"))
        }
    }
}

extension Session {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"), user: try row.get("user"), workspace: try row.get("workspace"), startedAt: try row.get("started_at"),
            lastUsedAt: try row.get("last_used_at"), expiresAt: try row.get("expires_at"), address: try row.optional("address"))
    }

    fileprivate func insert(_ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO session (id, user, workspace, started_at, last_used_at, expires_at, address)
                VALUES (\(id), \(user), \(workspace), \(startedAt), \(lastUsedAt), \(expiresAt), \(address))
                """)
    }

    /// Replaced tokens are kept for as long as they would have lived: until then their reuse shows a theft.
    fileprivate func replace(_ presented: SecretDigest, with next: RefreshTokenRecord, _ database: Database) throws {
        try database.execute(literal: "UPDATE session SET last_used_at = \(lastUsedAt) WHERE id = \(id)")
        try database.execute(literal: "DELETE FROM refresh_token WHERE session = \(id) AND expires_at <= \(lastUsedAt)")
        try database.execute(literal: "UPDATE refresh_token SET replaced_at = \(lastUsedAt) WHERE digest = \(presented)")
        try next.insert(id, database)
    }
}

extension RefreshTokenRecord {
    fileprivate func insert(_ session: SessionID, _ database: Database) throws {
        try database.execute(
            literal: "INSERT INTO refresh_token (digest, session, expires_at) VALUES (\(digest), \(session), \(expiresAt))")
    }
}
