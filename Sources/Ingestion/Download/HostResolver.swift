import Backends
import Glibc

/// Finds the addresses of a host.
package struct HostResolver: Sendable {
    private let lookUp: @Sendable (String) async -> [IPAddress]

    /// - Parameter lookUp: addresses in the order to try them; empty when the host has none.
    package init(_ lookUp: @escaping @Sendable (String) async -> [IPAddress]) {
        self.lookUp = lookUp
    }

    /// As the machine does it. Waits on a thread of its own: the call blocks for as long as name servers take.
    package static let system = HostResolver { host in await OffThreads.run { addresses(of: host) } }

    func addresses(of host: String) async -> [IPAddress] { await lookUp(host) }

    private static func addresses(of host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next {
            let address = entry.pointee.ai_addr.flatMap { IPAddress($0, sizeBytes: Int(entry.pointee.ai_addrlen)) }
            if let address, !addresses.contains(address) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }
}
