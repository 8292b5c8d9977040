/// Which addresses the service may connect to when somebody else named them.
package struct AddressPolicy: Sendable {
    private let allowedHosts: Set<String>

    /// Addresses of the public internet only, and those of the hosts that are named: an operator may have documents in the own network.
    package init(allowedHosts: Set<String> = []) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
    }

    /// Why the address must not be connected to for that host; `nil` when it may.
    func objection(to address: IPAddress, of host: String) -> String? {
        if allowedHosts.contains(host) { return nil }
        return address.specialUse.map { "\(host) is at an address that is not public (\($0.rawValue))" }
    }
}
