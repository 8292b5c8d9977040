package import Backends
import DocumentModel
package import Logging

/// Everything about who people are and what they may do. Its parts stand in the files beside, one for each contract it fulfils.
package struct AccountService: Sendable {
    let store: any IdentityStore
    let passwords: PasswordHasher
    let mint: TokenMint
    let desk: StandingDesk
    let signInGuard: SignInGuard
    let limits: AccountLimits
    let clock: ServiceClock
    let identifiers: IdentifierSource
    let entropy: EntropySource
    let logger: Logger
    private let provider: (tokens: ProviderTokens, users: ProviderUsers)?

    package init(
        store: any IdentityStore, settings: AccountSettings, limiter: any RateLimiter, clock: ServiceClock,
        entropy: @escaping EntropySource = Entropy.system, logger: Logger
    ) async throws(AccountSetupError) {
        self.store = store
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        limits = settings.limits
        passwords = PasswordHasher(cost: settings.passwordCost, entropy: entropy)
        mint = try await TokenMint(settings.tokenSecrets, issuer: settings.issuer, audience: settings.audience)
        desk = StandingDesk(store: store)
        signInGuard = SignInGuard(limiter: limiter, clock: clock)
        let identifiers = IdentifierSource(clock: clock) { (UInt16(truncatingIfNeeded: entropy()), entropy()) }
        self.identifiers = identifiers
        provider = settings.identityProvider.map { provider in
            (
                ProviderTokens(provider, clock: clock),
                ProviderUsers(provider: provider, store: store, identifiers: identifiers, clock: clock)
            )
        }
    }

    /// Tells who sends a request; sees at once what this service changes.
    package var authenticator: any Authenticator {
        AccountAuthenticator(mint: mint, desk: desk, provider: provider, clock: clock, logger: logger)
    }

    /// What a call of the store finds, its error as one of accounts.
    func stored<Value>(_ call: @autoclosure () async throws(StoreError) -> Value) async throws(AccountError) -> Value {
        do { return try await call() } catch { throw .store(error) }
    }

    /// The same for a call that changes what users may do.
    @discardableResult
    func changed<Value>(_ call: @autoclosure () async throws(StoreError) -> Value) async throws(AccountError) -> Value {
        defer { desk.forgetAll() }
        return try await stored(try await call())
    }

    func event(
        _ action: AuditAction, _ caller: Caller, workspace: WorkspaceID? = nil, target: String? = nil, details: [String: String] = [:]
    ) -> AuditEvent {
        AuditEvent(
            at: clock.now(), actor: caller.actor, workspace: workspace, action: action, target: target, address: caller.address,
            details: details)
    }
}
