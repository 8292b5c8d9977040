package import Backends
package import DocumentModel
import GRDB

extension SQLiteIdentityStore {
    package func enrol(_ enrolment: Enrolment, audit: [AuditEvent]) async throws(StoreError) -> EnrolmentOutcome {
        try await database.write { database in
            // Refusals come before the first change, so that nothing has to be undone.
            if let refusal = try enrolment.refusal(database) { return refusal }
            if let link = enrolment.link, try !OneTimeLink.remove(link, at: enrolment.at, database) { return .linkIsDead }
            try enrolment.insert(database)
            for event in audit { try AuditTrail.append(event, database) }
            return .enrolled
        }
    }
}

extension Enrolment {
    fileprivate func refusal(_ database: Database) throws -> EnrolmentOutcome? {
        if let link, try !isAllowed(by: link, database) { return .linkIsDead }
        if let account, try database.count("SELECT count(*) FROM user WHERE email = \(account.user.email)") > 0 { return .emailIsTaken }
        guard let membership else { return nil }
        if let mostOwnedWorkspaces, try owned(by: membership.user, database) >= mostOwnedWorkspaces { return .tooManyWorkspaces }
        if workspace == nil, try !exists(membership.workspace, database) { return .noSuchWorkspace }
        return try isMember(membership, database) ? .alreadyMember : nil
    }

    /// Whether the link lives and is for what this makes.
    private func isAllowed(by digest: SecretDigest, _ database: Database) throws -> Bool {
        switch try OneTimeLink.find(digest, at: at, database)?.purpose {
        case nil, .passwordReset: false
        case .bootstrap: try database.count("SELECT count(*) FROM user") == 0
        case .invitation(let invitation): membership?.workspace == invitation.workspace && membership?.role == invitation.role
        }
    }

    private func owned(by user: UserID, _ database: Database) throws -> Int {
        try database.count("SELECT count(*) FROM membership WHERE user = \(user) AND role = \(Role.owner)")
    }

    private func exists(_ workspace: WorkspaceID, _ database: Database) throws -> Bool {
        try database.count("SELECT count(*) FROM workspace WHERE id = \(workspace)") > 0
    }

    private func isMember(_ membership: Membership, _ database: Database) throws -> Bool {
        try database.count("SELECT count(*) FROM membership WHERE user = \(membership.user) AND workspace = \(membership.workspace)") > 0
    }

    fileprivate func insert(_ database: Database) throws {
        if let account {
            try account.insert(database)
            if let identity { try identity.insert(account.user.id, database) }
        }
        try workspace?.insert(database)
        try membership?.insert(database)
    }
}

extension Membership {
    fileprivate func insert(_ database: Database) throws {
        try database.execute(
            literal: "INSERT INTO membership (user, workspace, role, joined_at) VALUES (\(user), \(workspace), \(role), \(joinedAt))")
    }
}
