package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore: UserStore {
    package func account(_ id: UserID) async throws(StoreError) -> Account? {
        try await account(where: "id = \(id)")
    }

    package func account(email: String) async throws(StoreError) -> Account? {
        try await account(where: "email = \(email)")
    }

    package func account(identity: ExternalIdentity) async throws(StoreError) -> Account? {
        try await account(
            where: """
                id = (SELECT user FROM external_identity WHERE issuer = \(identity.issuer) AND subject = \(identity.subject))
                """)
    }

    private func account(where condition: SQL) async throws(StoreError) -> Account? {
        try await database.read { database in
            try SQLRequest<Row>(literal: "SELECT * FROM user WHERE \(condition)", cached: true).first(database, Account.init(row:))
        }
    }

    package func users(_ query: UserQuery) async throws(StoreError) -> Listing<User> {
        let condition = Self.condition(query)
        return try await database.read { database in
            let items = try SQLRequest<Row>(
                literal: "SELECT * FROM user WHERE \(condition) ORDER BY email LIMIT \(query.limit) OFFSET \(query.offset)"
            ).all(database, User.init(row:))
            return Listing(
                items: items, totalCount: try database.count("SELECT count(*) FROM user WHERE \(condition)"))
        }
    }

    private static func condition(_ query: UserQuery) -> SQL {
        var conditions: [SQL] = ["TRUE"]
        if let words = query.words {
            conditions.append("(instr(email, \(words.lowercased())) OR instr(lower(display_name), \(words.lowercased())))")
        }
        if let isPlatformAdmin = query.isPlatformAdmin { conditions.append("is_platform_admin = \(isPlatformAdmin)") }
        return conditions.joined(separator: " AND ")
    }

    package func change(
        _ id: UserID, _ change: UserChange, using link: SecretDigest?, audit: AuditEvent
    ) async throws(StoreError) -> UserChangeOutcome {
        try await database.write { database in
            guard var account = try Account.find(id, database) else { return .noSuchUser }
            if let link, try !OneTimeLink.redeem(link, for: .passwordReset(id), at: change.at, database) { return .linkIsDead }
            if try change.removesLastAdministrator(account.user, database) { return .lastAdministrator }
            account.apply(change)
            try account.update(database)
            try change.applyBeside(account.user.id, database)
            try AuditTrail.append(audit, database)
            return .changed(account.user)
        }
    }
}

extension UserChange {
    /// Whether nobody who can sign in would administer the installation any more.
    fileprivate func removesLastAdministrator(_ user: User, _ database: Database) throws -> Bool {
        guard isDisabled == true || isPlatformAdmin == false, user.isPlatformAdmin, !user.isDisabled else { return false }
        return try database.count("SELECT count(*) FROM user WHERE is_platform_admin AND NOT is_disabled AND id <> \(user.id)") == 0
    }

    /// What it changes in other tables.
    fileprivate func applyBeside(_ user: UserID, _ database: Database) throws {
        if endsSessions { try database.execute(literal: "DELETE FROM session WHERE user = \(user)") }
        if removesKeys { try database.execute(literal: "DELETE FROM api_key WHERE user = \(user)") }
        if let identity { try identity.insert(user, database) }
    }
}

extension Account {
    static func find(_ id: UserID, _ database: Database) throws -> Account? {
        try SQLRequest<Row>(literal: "SELECT * FROM user WHERE id = \(id)").first(database, Account.init(row:))
    }

    init(row: Row) throws {
        self.init(
            user: try User(row: row), passwordHash: try row.optional("password_hash"), tokenGeneration: try row.get("token_generation"),
            tokensValidFrom: try row.get("tokens_valid_from"))
    }

    func insert(_ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO user (
                    id, email, display_name, is_platform_admin, is_disabled, password_hash, token_generation, tokens_valid_from, created_at
                ) VALUES (
                    \(user.id), \(user.email), \(user.displayName), \(user.isPlatformAdmin), \(user.isDisabled), \(passwordHash),
                    \(tokenGeneration), \(tokensValidFrom), \(user.createdAt)
                )
                """)
    }

    fileprivate func update(_ database: Database) throws {
        try database.execute(
            literal: """
                UPDATE user SET
                    display_name = \(user.displayName), is_platform_admin = \(user.isPlatformAdmin), is_disabled = \(user.isDisabled),
                    password_hash = \(passwordHash), token_generation = \(tokenGeneration), tokens_valid_from = \(tokensValidFrom)
                WHERE id = \(user.id)
                """)
    }

    fileprivate mutating func apply(_ change: UserChange) {
        if let displayName = change.displayName { user.displayName = displayName }
        if let isDisabled = change.isDisabled { user.isDisabled = isDisabled }
        if let isPlatformAdmin = change.isPlatformAdmin { user.isPlatformAdmin = isPlatformAdmin }
        switch change.password {
        case nil: break
        case .set(let hash): passwordHash = hash
        case .rehashed(let old, let new): if passwordHash == old { passwordHash = new }
        case .removed: passwordHash = nil
        }
        if change.endsSessions { tokenGeneration += 1 }
        if change.refusesEarlierOutsideTokens { tokensValidFrom = change.at }
    }
}

extension User {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), email: try row.get("email"), displayName: try row.get("display_name"),
            isPlatformAdmin: try row.get("is_platform_admin"), isDisabled: try row.get("is_disabled"), createdAt: try row.get("created_at"))
    }
}

extension ExternalIdentity {
    func insert(_ user: UserID, _ database: Database) throws {
        try database.execute(
            literal: "INSERT INTO external_identity (issuer, subject, user) VALUES (\(issuer), \(subject), \(user))")
    }
}
