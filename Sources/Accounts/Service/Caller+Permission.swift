import Backends
import DocumentModel

extension Caller {
    var actor: AuditActor {
        switch self {
        case .commandLine: .commandLine
        case .principal(let principal, _):
            switch principal.credential {
            case .accessToken: .user(principal.user)
            case .apiKey(let key): .apiKey(key)
            }
        }
    }

    /// `nil` on the command line.
    var address: String? {
        if case .principal(_, let address) = self { address } else { nil }
    }

    /// `nil` on the command line.
    var user: UserID? {
        if case .principal(let principal, _) = self { principal.user } else { nil }
    }

    var isAdministrator: Bool {
        switch self {
        case .commandLine: true
        case .principal(let principal, _): principal.permissions.contains(.administer)
        }
    }

    func requireAdministrator() throws(AccountError) {
        guard isAdministrator else { throw .notPermitted("only administrators of the installation may do this") }
    }

    /// Somebody who signed in, in person: what gives lasting access is not for keys to do.
    func person() throws(AccountError) -> Principal {
        guard case .principal(let principal, _) = self else { throw .notPermitted("this is done over the network, signed in") }
        guard principal.credential == .accessToken else { throw .notPermitted("an API key may not do this; sign in") }
        return principal
    }
}
