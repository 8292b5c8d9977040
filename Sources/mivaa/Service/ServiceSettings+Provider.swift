import Accounts
import AsyncHTTPClient
import DocumentModel
import NIOCore
import NIOHTTP1

extension ServiceSettings {
    /// Bytes of a key set, at most: those of large providers have some 20 kB.
    private static let largestKeySet = 1 << 20
    private static let secondsToFetchKeys: Int64 = 10

    /// The outside identity provider; `nil` when none is set.
    var identityProvider: IdentityProvider? {
        guard let oidcIssuer, let oidcAudience, let oidcJWKSURL else { return nil }
        var provider = IdentityProvider(issuer: oidcIssuer, audience: oidcAudience) { try await Self.keys(at: oidcJWKSURL) }
        provider.workspaceClaim = oidcWorkspaceClaim
        provider.provisioning = oidcProvisionsUsers ? .everybody(role: .viewer, workspace: nil) : .existingUsers
        return provider
    }

    private static func keys(at url: String) async throws -> [UInt8] {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(secondsToFetchKeys))
        guard response.status == .ok else { throw CommandFailure("The identity provider answered with \(response.status.code).") }
        return Array(try await response.body.collect(upTo: largestKeySet).readableBytesView)
    }
}
