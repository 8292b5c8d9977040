/// Why the account service does not do what it was asked for.
package enum AccountError: Error, Hashable, Sendable {
    /// E-mail or password is wrong; which one is not said.
    case signInRefused
    /// No refresh token of ours, or one that was used, revoked or has expired.
    case refreshRefused
    /// The link was used or withdrawn, has expired, or never was one.
    case linkIsDead
    case tooManyAttempts(retrySeconds: Double)
    /// A field is not what it has to be.
    case invalid(field: String, reason: String)
    case notPermitted(String)
    case notFound(String)
    /// The state of the records does not allow it.
    case conflict(String)
    /// Too many passwords wait to be checked.
    case busy
    case store(StoreError)
}

extension AccountError: CustomStringConvertible {
    /// One sentence for people.
    package var description: String {
        switch self {
        case .signInRefused: "e-mail or password is wrong"
        case .refreshRefused: "the refresh token cannot be used; sign in again"
        case .linkIsDead: "the link was used or withdrawn, has expired, or never was one"
        case .tooManyAttempts(let seconds): "too many attempts; try again in \(Int(seconds.rounded(.up))) seconds"
        case .invalid(let field, let reason): "\(field) \(reason)"
        case .notPermitted(let reason): reason
        case .notFound(let what): "there is no such \(what)"
        case .conflict(let reason): reason
        case .busy: "too many sign-ins at a time; try again in a moment"
        case .store(let error): error.description
        }
    }
}
