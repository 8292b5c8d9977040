package import DocumentModel
import Foundation
import Synchronization

/// Where the service gets the time from: the machine's clock, or a test's.
package struct ServiceClock: Sendable {
    package let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    package static let system = ServiceClock { Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)) }
}

/// Where names of new records come from.
package struct IdentifierSource: Sendable {
    private let clock: ServiceClock
    private let entropy: @Sendable () -> (UInt16, UInt64)

    package init(clock: ServiceClock, entropy: @escaping @Sendable () -> (UInt16, UInt64) = IdentifierSource.systemEntropy) {
        self.clock = clock
        self.entropy = entropy
    }

    /// A new name.
    /// - Parameter prefix: what it names: "doc", "job", "batch", "img", "ws", "usr".
    package func next<Subject>(_ prefix: String) -> Identifier<Subject> {
        Identifier(prefix: prefix, milliseconds: UInt64(max(0, clock.now().milliseconds)), entropy: entropy())
    }

    /// 80 bits of the system's generator, which is fit for secrets.
    @Sendable package static func systemEntropy() -> (UInt16, UInt64) {
        var generator = SystemRandomNumberGenerator()
        return (generator.next(), generator.next())
    }
}
