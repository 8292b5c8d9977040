/// What one guess of a password costs, for us and for whoever has stolen the hashes.
package struct PasswordCost: Hashable, Sendable {
    package var memoryKiB: UInt32
    package var passes: UInt32
    package var lanes: UInt32

    /// 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet for Argon2id. More memory would cost attackers
    /// more, and an idle small server its budget: a check takes it for some 20 ms.
    package static let recommended = PasswordCost(memoryKiB: 19 * 1024, passes: 2, lanes: 1)

    package init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32) {
        self.memoryKiB = memoryKiB
        self.passes = passes
        self.lanes = lanes
    }

    /// Hashes name their own costs. One beyond these was not written by us, and checking it would take the machine's memory.
    var isBearable: Bool { memoryKiB <= 256 * 1024 && passes <= 16 && lanes <= 4 }
}

/// A hash with its costs and salt as one text: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
/// Source: the "PHC string format" of the Password Hashing Competition.
struct PasswordRecord: Hashable {
    /// Bytes; the sizes that RFC 9106 section 4 recommends.
    static let saltLength = 16
    static let hashLength = 32
    private static let parameters = ["m", "t", "p"]

    let text: String
    let cost: PasswordCost

    /// `nil` when the text is no hash of ours.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else { return nil }
        let values = parts[3].split(separator: ",").map { $0.split(separator: "=") }
        guard values.count == 3, zip(values, Self.parameters).allSatisfy({ $0.count == 2 && $0[0] == $1 }),
            let memory = UInt32(values[0][1]), let passes = UInt32(values[1][1]), let lanes = UInt32(values[2][1])
        else { return nil }
        self.text = text
        cost = PasswordCost(memoryKiB: memory, passes: passes, lanes: lanes)
    }
}
