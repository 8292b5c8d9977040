import HTTPTypes

/// The proxies whose word about a client's address counts: everybody can write the header.
package struct TrustedProxies: Hashable, Sendable {
    private let addresses: Set<String>

    package init(_ addresses: Set<String> = []) {
        self.addresses = addresses
    }

    /// The last address in `X-Forwarded-For` that is no trusted proxy, when the peer is one; else the peer.
    func clientAddress(peer: String?, headers: HTTPFields) -> String {
        guard let peer else { return "local" }
        guard addresses.contains(peer), let forwarded = headers[.forwardedFor] else { return peer }
        let hops = forwarded.split(separator: ",").map { $0.filter { $0 != " " } }
        return hops.last { !addresses.contains($0) && $0.utf8.count <= 45 } ?? peer
    }
}
