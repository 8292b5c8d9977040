/// What of an address tells clients apart.
package enum ClientNetwork {
    /// The address itself, or its /64 for IPv6: one customer of a provider has that many addresses to choose from.
    package static func name(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let halves = address.split(separator: "%")[0].lowercased().split(separator: ":", omittingEmptySubsequences: false)
        guard let gap = halves.firstIndex(where: \.isEmpty) else { return halves.prefix(4).joined(separator: ":") + "::/64" }
        let before = halves[..<gap].filter { !$0.isEmpty }
        let after = halves[gap...].filter { !$0.isEmpty }
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - before.count - after.count))
        return (before + zeros + after).prefix(4).joined(separator: ":") + "::/64"
    }
}
