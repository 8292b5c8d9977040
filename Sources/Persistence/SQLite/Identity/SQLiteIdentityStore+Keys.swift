package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: KeyStore {
    package func insert(_ key: APIKey, digest: SecretDigest, mostKeys: Int, audit: AuditEvent) async throws(StoreError) -> Bool {
        try await database.write { database in
            let place: SQL = "user = \(key.user) AND workspace = \(key.workspace)"
            guard try database.count("SELECT count(*) FROM api_key WHERE \(place)") < mostKeys else { return false }
            try key.insert(digest, database)
            try AuditTrail.append(audit, database)
            return true
        }
    }

    package func keys(of user: UserID?, in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<APIKey> {
        let condition = Self.condition(user, scope)
        return try await database.read { database in
            let items = try SQLRequest<Row>(
                literal: "SELECT * FROM api_key WHERE \(condition) ORDER BY created_at DESC, id DESC LIMIT \(limit) OFFSET \(offset)"
            ).all(database, APIKey.init(row:))
            return Listing(
                items: items, totalCount: try database.count("SELECT count(*) FROM api_key WHERE \(condition)"))
        }
    }

    package func key(_ digest: SecretDigest) async throws(StoreError) -> APIKey? {
        try await database.read { database in
            try SQLRequest<Row>(literal: "SELECT * FROM api_key WHERE digest = \(digest)", cached: true).first(database, APIKey.init(row:))
        }
    }

    package func removeKey(_ id: APIKeyID, of user: UserID?, in scope: Scope, audit: AuditEvent) async throws(StoreError) -> Bool {
        let condition = Self.condition(user, scope)
        return try await database.write { database in
            guard try database.changes("DELETE FROM api_key WHERE id = \(id) AND \(condition)") > 0 else { return false }
            try AuditTrail.append(audit, database)
            return true
        }
    }

    package func touch(_ id: APIKeyID, at: Timestamp) async throws(StoreError) {
        try await database.write { database in
            try database.execute(literal: "UPDATE api_key SET last_used_at = \(at) WHERE id = \(id)")
        }
    }

    private static func condition(_ user: UserID?, _ scope: Scope) -> SQL {
        guard let user else { return scope.condition }
        return "user = \(user) AND \(scope.condition)"
    }
}

extension APIKey {
    fileprivate init(row: Row) throws {
        let scopes = try JSONColumn.list(row.get("scopes"))
        self.init(
            id: try row.get("id"), workspace: try row.get("workspace"), user: try row.get("user"), name: try row.get("name"),
            // A permission that this version does not know is one that the key cannot use.
            prefix: try row.get("prefix"), scopes: Set(scopes.compactMap(Permission.init(rawValue:))),
            requestsPerMinute: try row.optional("requests_per_minute"), createdAt: try row.get("created_at"),
            expiresAt: try row.optional("expires_at"), lastUsedAt: try row.optional("last_used_at"))
    }

    fileprivate func insert(_ digest: SecretDigest, _ database: Database) throws {
        let scopes = try JSONColumn.text(scopes.map(\.rawValue).sorted())
        try database.execute(
            literal: """
                INSERT INTO api_key (
                    id, digest, workspace, user, name, prefix, scopes, requests_per_minute, created_at, expires_at, last_used_at
                ) VALUES (
                    \(id), \(digest), \(workspace), \(user), \(name), \(prefix), \(scopes), \(requestsPerMinute), \(createdAt), \(expiresAt),
                    \(lastUsedAt)
                )
                """)
    }
}
