/// 64 random bits that are fit for secrets.
package typealias EntropySource = @Sendable () -> UInt64

/// Where randomness comes from.
package enum Entropy {
    /// The system's generator (getrandom).
    @Sendable package static func system() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    static func bytes(_ count: Int, from source: EntropySource) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: source()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }
}
