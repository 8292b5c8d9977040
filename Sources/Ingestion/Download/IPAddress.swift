import Glibc

/// An address of the internet protocol.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16, in the order of the network.
    package let bytes: [UInt8]

    /// `nil` unless there are 4 or 16.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// `nil` when the text is not the usual way to write one ("192.0.2.1", "2001:db8::1").
    package init?(_ text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 {
            bytes = Array(buffer.prefix(4))
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }

    /// The address in a socket address of the system, read by its layout (RFC 3493 section 3.3): the members' names belong to whichever C
    /// module brings them first, which differs from build to build. `nil` for other families.
    init?(_ address: UnsafePointer<sockaddr>, sizeBytes: Int) {
        let raw = UnsafeRawBufferPointer(start: address, count: sizeBytes)
        switch Int32(address.pointee.sa_family) {
        case AF_INET where sizeBytes >= 8: bytes = Array(raw[4..<8])
        case AF_INET6 where sizeBytes >= 24: bytes = Array(raw[8..<24])
        default: return nil
        }
    }

    package var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &buffer, socklen_t(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension IPAddress {
    /// What an address is set aside for, where it is not one of the public internet (IANA's registries of special-purpose addresses).
    package enum SpecialUse: String, Hashable, Sendable {
        case unspecified, loopback, linkLocal = "link-local", privateNetwork = "private network", carrierNetwork = "carrier's network"
        case multicast, documentation, benchmarking, reserved
        case translated = "translated between IPv4 and IPv6"
    }

    /// `nil` for an address of the public internet.
    package var specialUse: SpecialUse? {
        if bytes.count == 4 { return Self.special(bytes, among: Self.v4) }
        // An IPv4 address in the clothes of an IPv6 one is what it is inside.
        if let inner = embeddedV4 { return Self.special(inner, among: Self.v4) }
        if let use = Self.special(bytes, among: Self.v6) { return use }
        // Only 2000::/3 is handed out.
        return bytes[0] & 0xE0 == 0x20 ? nil : .reserved
    }

    /// Of ::ffff:a.b.c.d (mapped) and 64:ff9b::a.b.c.d (NAT64).
    private var embeddedV4: [UInt8]? {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        return bytes.starts(with: mapped) || bytes.starts(with: translated) ? Array(bytes[12...]) : nil
    }

    private typealias Network = (prefix: [UInt8], bits: Int, use: SpecialUse)

    private static func special(_ bytes: [UInt8], among networks: [Network]) -> SpecialUse? {
        networks.first { contains(bytes, prefix: $0.prefix, bits: $0.bits) }?.use
    }

    private static func contains(_ bytes: [UInt8], prefix: [UInt8], bits: Int) -> Bool {
        for index in 0..<(bits + 7) / 8 {
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> min(8, bits - 8 * index))
            if (bytes[index] ^ (index < prefix.count ? prefix[index] : 0)) & mask != 0 { return false }
        }
        return true
    }

    private static let v4: [Network] = [
        ([0], 8, .unspecified), ([10], 8, .privateNetwork), ([100, 64], 10, .carrierNetwork), ([127], 8, .loopback),
        ([169, 254], 16, .linkLocal), ([172, 16], 12, .privateNetwork), ([192, 0, 0], 24, .reserved), ([192, 0, 2], 24, .documentation),
        ([192, 88, 99], 24, .translated), ([192, 168], 16, .privateNetwork), ([198, 18], 15, .benchmarking),
        ([198, 51, 100], 24, .documentation), ([203, 0, 113], 24, .documentation), ([224], 4, .multicast), ([240], 4, .reserved),
    ]

    private static let v6: [Network] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, .loopback), ([], 128, .unspecified), ([], 96, .translated),
        ([0, 0x64, 0xFF, 0x9B, 0, 1], 48, .translated), ([1], 64, .reserved), ([0x20, 1], 32, .translated), ([0x20, 1, 0, 2], 48, .benchmarking),
        ([0x20, 1, 0x0D, 0xB8], 32, .documentation), ([0x20, 1], 23, .reserved), ([0x20, 2], 16, .translated),
        ([0x3F, 0xFF], 20, .documentation), ([0xFC], 7, .privateNetwork), ([0xFE, 0x80], 10, .linkLocal), ([0xFE, 0xC0], 10, .privateNetwork),
        ([0xFF], 8, .multicast),
    ]
}
