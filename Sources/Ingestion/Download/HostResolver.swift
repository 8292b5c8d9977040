import Glibc

/// Finds the addresses of a host.
package struct HostResolver: Sendable {
    private let lookUp: @Sendable (String) async -> [IPAddress]

    /// - Parameter lookUp: addresses in the order to try them; empty when the host has none.
    package init(_ lookUp: @escaping @Sendable (String) async -> [IPAddress]) {
        self.lookUp = lookUp
    }

    /// As the machine does it. Waits on a thread of its own: the call blocks for as long as name servers take.
    package static let system: HostResolver = {
        let threads = ComputeThreads()
        return HostResolver { host in await threads.run { addresses(of: host) } }
    }()

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
            if let address = address(entry.pointee.ai_addr, family: entry.pointee.ai_family), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ pointer: UnsafeMutablePointer<sockaddr>?, family: Int32) -> IPAddress? {
        guard let pointer else { return nil }
        switch family {
        case AF_INET:
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin_addr) { IPAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { IPAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
