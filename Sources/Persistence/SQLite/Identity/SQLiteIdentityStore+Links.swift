package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: LinkStore {
    package func issue(
        _ link: OneTimeLink, digest: SecretDigest, mostInvitations: Int, audit: AuditEvent
    ) async throws(StoreError) -> Bool {
        try await database.write { database in
            try link.removeEarlier(database)
            guard try link.mayBeIssued(mostInvitations: mostInvitations, database) else { return false }
            try link.insert(digest, database)
            try AuditTrail.append(audit, database)
            return true
        }
    }

    package func link(_ digest: SecretDigest, now: Timestamp) async throws(StoreError) -> OneTimeLink? {
        try await database.read { database in try OneTimeLink.find(digest, at: now, database) }
    }

    package func invitations(to workspace: WorkspaceID, now: Timestamp) async throws(StoreError) -> [OneTimeLink] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT * FROM one_time_link WHERE workspace = \(workspace) AND purpose = 'invitation' AND expires_at > \(now)
                    ORDER BY created_at DESC, id
                    """
            ).all(database, OneTimeLink.init(row:))
        }
    }

    package func withdraw(_ id: LinkID, of workspace: WorkspaceID, audit: AuditEvent) async throws(StoreError) -> Bool {
        try await database.write { database in
            guard try database.changes("DELETE FROM one_time_link WHERE id = \(id) AND workspace = \(workspace)") > 0 else { return false }
            try AuditTrail.append(audit, database)
            return true
        }
    }
}

extension OneTimeLink {
    /// The link while it lives.
    static func find(_ digest: SecretDigest, at now: Timestamp, _ database: Database) throws -> OneTimeLink? {
        try SQLRequest<Row>(literal: "SELECT * FROM one_time_link WHERE digest = \(digest) AND expires_at > \(now)").first(
            database, OneTimeLink.init(row:))
    }

    /// Uses the link up; false when it does not live.
    static func remove(_ digest: SecretDigest, at now: Timestamp, _ database: Database) throws -> Bool {
        try database.changes("DELETE FROM one_time_link WHERE digest = \(digest) AND expires_at > \(now)") > 0
    }

    /// Uses the link up; false when it does not live or is for something else.
    static func redeem(_ digest: SecretDigest, for purpose: Purpose, at now: Timestamp, _ database: Database) throws -> Bool {
        guard try find(digest, at: now, database)?.purpose == purpose else { return false }
        return try remove(digest, at: now, database)
    }

    fileprivate func removeEarlier(_ database: Database) throws {
        switch purpose {
        case .bootstrap: try database.execute(sql: "DELETE FROM one_time_link WHERE purpose = 'bootstrap'")
        case .invitation(let invitation):
            try database.execute(
                literal: """
                    DELETE FROM one_time_link
                    WHERE purpose = 'invitation' AND workspace = \(invitation.workspace) AND email = \(invitation.email)
                    """)
        case .passwordReset(let user):
            try database.execute(literal: "DELETE FROM one_time_link WHERE purpose = 'password_reset' AND user = \(user)")
        }
    }

    fileprivate func mayBeIssued(mostInvitations: Int, _ database: Database) throws -> Bool {
        switch purpose {
        case .bootstrap: try database.count("SELECT count(*) FROM user") == 0
        case .passwordReset: true
        case .invitation(let invitation):
            try database.count(
                "SELECT count(*) FROM one_time_link WHERE workspace = \(invitation.workspace) AND expires_at > \(createdAt)") < mostInvitations
        }
    }

    fileprivate func insert(_ digest: SecretDigest, _ database: Database) throws {
        let columns = columns
        try database.execute(
            literal: """
                INSERT INTO one_time_link (digest, id, purpose, user, workspace, email, role, issued_by, created_at, expires_at)
                VALUES (
                    \(digest), \(id), \(columns.purpose), \(columns.user), \(invitation?.workspace), \(invitation?.email),
                    \(invitation?.role), \(issuedBy), \(createdAt), \(expiresAt)
                )
                """)
    }

    private var columns: (purpose: String, user: UserID?) {
        switch purpose {
        case .bootstrap: ("bootstrap", nil)
        case .invitation: ("invitation", nil)
        case .passwordReset(let user): ("password_reset", user)
        }
    }

    fileprivate init(row: Row) throws {
        let purpose: Purpose
        switch try row.get("purpose") as String {
        case "bootstrap": purpose = .bootstrap
        case "invitation":
            purpose = .invitation(Invitation(workspace: try row.get("workspace"), email: try row.get("email"), role: try row.get("role")))
        case "password_reset": purpose = .passwordReset(try row.get("user"))
        default: throw StoreError.corrupt("purpose of a link")
        }
        self.init(
            id: try row.get("id"), purpose: purpose, issuedBy: try row.optional("issued_by"), createdAt: try row.get("created_at"),
            expiresAt: try row.get("expires_at"))
    }
}
