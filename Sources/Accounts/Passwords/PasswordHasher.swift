import Backends
import Dispatch
import Foundation
import Synchronization

/// Hashes and checks passwords with Argon2id, one at a time on a thread of its own.
///
/// One at a time: a flood of sign-ins costs one core and the memory of one hash, and everybody else's requests go on.
/// A class because those who wait are counted.
package final class PasswordHasher: Sendable {
    /// Checks that may wait: under a second's worth. More would time out while they hold a connection.
    private static let mostWaiting = 32

    private let cost: PasswordCost
    private let entropy: EntropySource
    private let queue = DispatchQueue(label: "mivaa.passwords", qos: .userInitiated)
    private let waiting = Mutex(0)
    /// A hash of no password, checked in the place of one that does not exist: the answer comes after the same time.
    private let decoy: PasswordRecord?

    package init(cost: PasswordCost, entropy: @escaping EntropySource = Entropy.system) {
        self.cost = cost
        self.entropy = entropy
        decoy = Self.decoy(cost, entropy)
    }

    /// The hash with its costs and a new salt, as text.
    /// - Throws: `.busy` when too many wait.
    func hash(_ password: String) async throws(AccountError) -> String {
        let (cost, salt) = (cost, Entropy.bytes(PasswordRecord.saltLength, from: entropy))
        let text = try await inTurn { Argon2.hash(Self.bytes(of: password), salt: salt, cost: cost) }
        guard let text else { throw .busy }
        return text
    }

    /// - Parameter hash: `nil` when there is none to check against; that takes as long and is `.wrong`.
    func check(_ password: String, against hash: String?) async throws(AccountError) -> PasswordCheck {
        guard let record = hash.map(PasswordRecord.init) ?? decoy, record.cost.isBearable else {
            throw .store(.corrupt("the hash of a password"))
        }
        let matches = try await inTurn { Argon2.matches(Self.bytes(of: password), record) }
        guard let matches else { throw .busy }
        guard matches, hash != nil else { return .wrong }
        return record.cost == cost ? .right : .rightButOutdated
    }

    private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(AccountError) -> Value {
        let isAdmitted = waiting.withLock { count in
            guard count < Self.mostWaiting else { return false }
            count += 1
            return true
        }
        guard isAdmitted else { throw .busy }
        return await withCheckedContinuation { continuation in
            queue.async {
                let value = work()
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(returning: value)
            }
        }
    }

    /// The same password typed on another keyboard may come as other code points: Unicode's form C makes them equal.
    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    private static func decoy(_ cost: PasswordCost, _ entropy: EntropySource) -> PasswordRecord? {
        func text(_ count: Int) -> String {
            Data(Entropy.bytes(count, from: entropy)).base64EncodedString().filter { $0 != "=" }
        }
        let salt = text(PasswordRecord.saltLength)
        return PasswordRecord("$argon2id$v=19$m=\(cost.memoryKiB),t=\(cost.passes),p=\(cost.lanes)$\(salt)$\(text(PasswordRecord.hashLength))")
    }
}

enum PasswordCheck: Hashable, Sendable {
    case right
    /// Under other costs than those of now: to be hashed again.
    case rightButOutdated
    case wrong
}
