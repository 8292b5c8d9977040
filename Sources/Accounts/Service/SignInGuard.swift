import Backends
import Crypto
import DocumentModel

/// Slows down whoever guesses passwords. Each attempt takes from three allowances before anything is checked, so that many at the same
/// moment gain nothing; a success makes those of the e-mail whole again.
struct SignInGuard: Sendable {
    /// For one e-mail from one address: ten slips of a person at once, then one a minute.
    private static let pair = RateAllowance(requests: 10, periodSeconds: 600)
    /// For one e-mail from everywhere: with what is earned meanwhile at most 100 in an hour, the most that OWASP ASVS 4.0 (2.2.1) allows.
    /// Higher than for the pair: otherwise anybody could lock a user out from elsewhere.
    private static let email = RateAllowance(requests: 50, periodSeconds: 3600)
    /// For one address: an office behind one address signs in; somebody who tries one password on many e-mails comes no further.
    private static let address = RateAllowance(requests: 60, periodSeconds: 600)
    /// Refused attempts are audited once in this time: an attack must not fill the disk.
    private static let audited = RateAllowance(requests: 1, periodSeconds: 600)

    let limiter: any RateLimiter
    let clock: ServiceClock

    /// - Throws: `.tooManyAttempts`, with the time after which one more is allowed.
    func admit(_ email: String, from address: String) async throws(AccountError) {
        let keys = Keys(email, address)
        // The address first: whoever has used that up must not use up the e-mail's too.
        for (key, allowance) in [(keys.address, Self.address), (keys.pair, Self.pair), (keys.email, Self.email)] {
            let decision = await limiter.take(key, of: allowance, now: clock.now())
            guard decision.isAllowed else { throw .tooManyAttempts(retrySeconds: decision.retrySeconds) }
        }
    }

    func succeeded(_ email: String, from address: String) async {
        let keys = Keys(email, address)
        await limiter.restore(keys.pair)
        await limiter.restore(keys.email)
    }

    /// Whether a refusal is the first for a while.
    func isWorthAuditing(_ email: String, from address: String) async -> Bool {
        await limiter.take(Keys(email, address).audit, of: Self.audited, now: clock.now()).isAllowed
    }

    /// E-mails stand in them as hashes: a limiter may live outside this process, and a list of addresses is worth something to others.
    private struct Keys {
        let pair: String
        let email: String
        let address: String
        let audit: String

        init(_ email: String, _ address: String) {
            let network = ClientNetwork.name(of: address)
            let person = SHA256.hash(data: Array(email.utf8)).prefix(12).map { String($0, radix: 16) }.joined(separator: ".")
            pair = "sign-in:pair:\(network):\(person)"
            self.email = "sign-in:email:\(person)"
            self.address = "sign-in:address:\(network)"
            audit = "sign-in:audit:\(network)"
        }
    }
}
