package import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Users, keys and workspaces of the whole installation, and the audit log: for its administrators.
package struct UserAdminRoutes: Sendable {
    /// Entries of the log read at a time for an export.
    private static let exportedAtATime = 500

    private let accounts: any UserAdministration & AuditService
    private let denials: DenialRecorder?

    /// - Parameter denials: has to have written what it knows before the log is read; `nil` where refusals are not recorded.
    package init(accounts: any UserAdministration & AuditService, denials: DenialRecorder? = nil) {
        self.accounts = accounts
        self.denials = denials
    }

    package var routes: [Route] {
        [users, disable, enable, promote, demote, passwordLink, keys, keyRevocation, workspaces, audit, export, verification]
    }

    private func route(_ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String) -> Route {
        Route(method, "/api/v1/admin/\(path)", name, summary, in: .administration, access: .administrator, rate: .admin)
    }

    private var users: Route {
        route(.get, "users", "admin_users", "Everybody with an account").query(UserListQuery.self)
            .answering(UserListing.self) { call in
                let listing = try await accounts.users(try call.query(UserListQuery.self).storeQuery, try call.accountCaller())
                return UserListing(users: listing.items.map(UserLine.init), totalCount: listing.totalCount)
            }
    }

    private func change(
        _ verb: String, _ summary: String, _ change: @escaping @Sendable (UserID, Caller) async throws(AccountError) -> User
    ) -> Route {
        route(.post, "users/{user_id}/\(verb)", "admin_\(verb)_user", summary).failing(.conflict)
            .answering(UserLine.self) { call in UserLine(try await change(try call.identifier("user_id"), try call.accountCaller())) }
    }

    private var disable: Route {
        change("disable", "Shuts a user out; sessions end at once") { user, caller throws(AccountError) in
            try await accounts.setDisabled(true, user, caller)
        }
    }

    private var enable: Route {
        change("enable", "Lets a user in again") { user, caller throws(AccountError) in try await accounts.setDisabled(false, user, caller) }
    }

    private var promote: Route {
        change("promote", "Makes a user administrator of the installation") { user, caller throws(AccountError) in
            try await accounts.setPlatformAdmin(true, user, caller)
        }
    }

    private var demote: Route {
        change("demote", "Takes administration from a user") { user, caller throws(AccountError) in
            try await accounts.setPlatformAdmin(false, user, caller)
        }
    }

    private var passwordLink: Route {
        route(.post, "users/{user_id}/password-link", "admin_password_link", "A link with which a user sets a new password")
            .answering(secret: IssuedPasswordLink.self, status: .created) { call in
                let user: UserID = try call.identifier("user_id")
                let issued = try await accounts.issuePasswordLink(for: user, try call.accountCaller())
                return IssuedPasswordLink(
                    userId: user, token: issued.token, path: "/password#\(issued.token)", expiresAt: issued.link.expiresAt.iso8601)
            }
    }

    private var keys: Route {
        route(.get, "api-keys", "admin_api_keys", "API keys of all workspaces").query(ListQuery.self)
            .answering(KeyListing.self) { call in
                let query = try call.query(ListQuery.self)
                return KeyListing(try await accounts.allKeys(limit: query.limit, offset: query.offset, try call.accountCaller()))
            }
    }

    private var keyRevocation: Route {
        route(.delete, "api-keys/{key_id}", "admin_revoke_api_key", "Makes any key worthless at once")
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.revokeAnyKey(try call.identifier("key_id"), try call.accountCaller())
                return Acknowledgement(message: "The key is revoked.")
            }
    }

    private var workspaces: Route {
        route(.get, "workspaces", "admin_workspaces", "All workspaces").query(ListQuery.self)
            .answering(WorkspaceListing.self) { call in
                let query = try call.query(ListQuery.self)
                let listing = try await accounts.allWorkspaces(limit: query.limit, offset: query.offset, try call.accountCaller())
                return WorkspaceListing(
                    workspaces: listing.items.map { WorkspaceLine($0, role: nil) }, totalCount: listing.totalCount)
            }
    }

    private var audit: Route {
        route(.get, "audit", "admin_audit", "What happened, the newest first").query(AuditListQuery.self)
            .answering(AuditListing.self) { call in
                let query = try call.query(AuditListQuery.self).storeQuery()
                await denials?.settle()
                let listing = try await accounts.auditEntries(query, try call.accountCaller())
                return AuditListing(entries: listing.items.map(AuditLine.init), totalCount: listing.totalCount)
            }
    }

    private var export: Route {
        route(.get, "audit/export", "admin_audit_export", "The whole log, one JSON object a line, as its hashes were made")
            .reply(.ok, "The log.", mediaTypes: "application/x-ndjson")
            .replying { call in
                let caller = try call.accountCaller()
                await denials?.settle()
                // The first piece is read before the answer begins, so that a refusal is an answer of its own.
                let first = try await accounts.exportAudit(after: 0, limit: Self.exportedAtATime, caller)
                let body = ResponseBody { writer in
                    var piece = first
                    while let last = piece.last {
                        let lines = piece.map { $0.exportLine + "\n" }.joined()
                        try await writer.write(ByteBuffer(string: lines))
                        guard piece.count == Self.exportedAtATime else { break }
                        piece = try await accounts.exportAudit(after: last.sequence, limit: Self.exportedAtATime, caller)
                    }
                    try await writer.finish(nil)
                }
                return Reply(headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"], body: body)
                    .asDownload(named: "audit.jsonl")
            }
    }

    private var verification: Route {
        route(.get, "audit/verify", "admin_audit_verify", "Whether the log is what was written")
            .answering(AuditVerificationReply.self) { call in
                await denials?.settle()
                return AuditVerificationReply(try await accounts.verifyAudit(try call.accountCaller()))
            }
    }
}
