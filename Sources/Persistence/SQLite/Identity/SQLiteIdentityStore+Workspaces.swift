package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: WorkspaceStore {
    package func workspace(_ id: WorkspaceID) async throws(StoreError) -> Workspace? {
        try await database.read { database in
            try SQLRequest<Row>(literal: "SELECT * FROM workspace WHERE id = \(id)", cached: true).first(database, Workspace.init(row:))
        }
    }

    package func workspaces(of user: UserID) async throws(StoreError) -> [JoinedWorkspace] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT workspace.*, membership.role FROM membership JOIN workspace ON workspace.id = membership.workspace
                    WHERE membership.user = \(user) ORDER BY membership.joined_at, workspace.id
                    """
            ).all(database) { JoinedWorkspace(workspace: try Workspace(row: $0), role: try $0.get("role")) }
        }
    }

    package func workspaces(limit: Int, offset: Int) async throws(StoreError) -> Listing<Workspace> {
        try await database.read { database in
            let items = try SQLRequest<Row>(literal: "SELECT * FROM workspace ORDER BY name, id LIMIT \(limit) OFFSET \(offset)").all(
                database, Workspace.init(row:))
            return Listing(items: items, totalCount: try database.count("SELECT count(*) FROM workspace"))
        }
    }

    package func change(_ id: WorkspaceID, _ change: WorkspaceChange, audit: AuditEvent) async throws(StoreError) -> Workspace? {
        try await database.write { database in
            guard let row = try SQLRequest<Row>(literal: "SELECT * FROM workspace WHERE id = \(id)").fetchOne(database) else { return nil }
            var workspace = try Workspace(row: row)
            if let name = change.name { workspace.name = name }
            if let quota = change.quota { workspace.quota = quota }
            try database.execute(
                literal: "UPDATE workspace SET name = \(workspace.name), quota = \(try JSONColumn.text(workspace.quota)) WHERE id = \(id)")
            try AuditTrail.append(audit, database)
            return workspace
        }
    }

    package func remove(_ id: WorkspaceID, audit: AuditEvent) async throws(StoreError) -> WorkspaceRemoval {
        try await database.write { database in
            let held: SQLRequest<Int> = """
                SELECT EXISTS (SELECT 1 FROM document WHERE workspace = \(id)) OR EXISTS (SELECT 1 FROM image WHERE workspace = \(id))
                """
            if try database.count(held) > 0 { return .hasContents }
            guard try database.changes("DELETE FROM workspace WHERE id = \(id)") > 0 else { return .noSuchWorkspace }
            try AuditTrail.append(audit, database)
            return .removed
        }
    }

    package func members(of workspace: WorkspaceID, limit: Int, offset: Int) async throws(StoreError) -> Listing<Member> {
        try await database.read { database in
            let rows = try SQLRequest<Row>(
                literal: """
                    SELECT user.*, membership.role, membership.joined_at FROM membership JOIN user ON user.id = membership.user
                    WHERE membership.workspace = \(workspace)
                    ORDER BY CASE role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 WHEN 'editor' THEN 2 ELSE 3 END, user.email
                    LIMIT \(limit) OFFSET \(offset)
                    """
            ).fetchAll(database)
            let members = try rows.map { Member(user: try User(row: $0), role: try $0.get("role"), joinedAt: try $0.get("joined_at")) }
            return Listing(items: members, totalCount: try database.count("SELECT count(*) FROM membership WHERE workspace = \(workspace)"))
        }
    }

    package func change(
        member: UserID, of workspace: WorkspaceID, to role: Role?, audit: AuditEvent
    ) async throws(StoreError) -> MembershipOutcome {
        try await database.write { database in
            let place: SQL = "user = \(member) AND workspace = \(workspace)"
            guard let old = try SQLRequest<Role>(literal: "SELECT role FROM membership WHERE \(place)").fetchOne(database) else {
                return .noSuchMember
            }
            if old == .owner, role != .owner, try database.owners(of: workspace) == 1 { return .lastOwner }
            if let role {
                try database.execute(literal: "UPDATE membership SET role = \(role) WHERE \(place)")
            } else {
                try database.execute(literal: "DELETE FROM membership WHERE \(place)")
            }
            try AuditTrail.append(audit, database)
            return .changed(from: old)
        }
    }

    package func standing(of user: UserID, in workspace: WorkspaceID, session: SessionID?) async throws(StoreError) -> Standing? {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT user.*, membership.role,
                        \(session) IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = \(session) AND user = \(user)) AS is_session_open
                    FROM user LEFT JOIN membership ON membership.user = user.id AND membership.workspace = \(workspace)
                    WHERE user.id = \(user)
                    """, cached: true
            ).first(database, Standing.init(row:))
        }
    }
}

extension Database {
    fileprivate func owners(of workspace: WorkspaceID) throws -> Int {
        try count("SELECT count(*) FROM membership WHERE workspace = \(workspace) AND role = \(Role.owner)")
    }
}

extension Workspace {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), name: try row.get("name"), createdAt: try row.get("created_at"),
            quota: try JSONColumn.value(row.get("quota")))
    }

    func insert(_ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO workspace (id, name, quota, created_at)
                VALUES (\(id), \(name), \(try JSONColumn.text(quota)), \(createdAt))
                """)
    }
}

extension Standing {
    fileprivate init(row: Row) throws {
        let account = try Account(row: row)
        self.init(
            user: account.user, tokenGeneration: account.tokenGeneration, tokensValidFrom: account.tokensValidFrom,
            role: try row.optional("role"), isSessionOpen: try row.get("is_session_open"))
    }
}
