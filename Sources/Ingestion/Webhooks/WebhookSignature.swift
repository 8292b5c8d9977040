import Crypto
package import DocumentModel

/// Signs what is sent to servers of clients, so that they can tell that it comes from here and is fresh.
///
/// The header is `X-Mivaa-Signature: t=SECONDS,v1=HEX`: the time since 1970, and HMAC-SHA256 over `SECONDS.BODY` with the workspace's
/// secret. Receivers compute the same and refuse what is older than some minutes.
package struct WebhookSigner: Sendable {
    private let master: SymmetricKey

    /// - Parameter master: the installation's secret, 32 random bytes or more, of which each workspace's is derived.
    package init(master: [UInt8]) {
        self.master = SymmetricKey(data: master)
    }

    /// What the workspace's receivers check signatures with: "whsec_" and 64 hexadecimal digits.
    package func secret(of workspace: WorkspaceID) -> String {
        let derived = HMAC<SHA256>.authenticationCode(for: Array("webhook \(workspace)".utf8), using: master)
        return "whsec_" + Array(derived).hexadecimal
    }

    /// The value of the header.
    func signature(of body: String, for workspace: WorkspaceID, at: Timestamp) -> String {
        let seconds = at.milliseconds / 1000
        let key = SymmetricKey(data: Array(secret(of: workspace).utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(seconds).\(body)".utf8), using: key)
        return "t=\(seconds),v1=\(Array(code).hexadecimal)"
    }
}
