package import Backends
package import DocumentModel

extension AccountService: Safeguard {
    package func permit(_ action: AuditAction, on target: String, password: String?, _ caller: Caller) async throws(AccountError) {
        try caller.requireAdministrator()
        if let password { try await prove(password, for: action, caller) }
        try await stored(try await store.append(event(action, caller, target: target)))
    }

    /// - Throws: `signInRefused` when it is not the caller's; that counts as a failed attempt to sign in, and is audited as one.
    private func prove(_ password: String, for action: AuditAction, _ caller: Caller) async throws(AccountError) {
        let principal = try caller.person()
        guard let account = try await stored(try await store.account(principal.user)) else { throw .notFound("user") }
        guard account.passwordHash != nil else {
            throw .conflict("you sign in through an identity provider and have no password here; use the command line")
        }
        try await prove(account, email: account.user.email, password: password, address: caller.address ?? "", action: action)
    }
}
