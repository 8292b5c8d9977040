import CArgon2

/// The calls of libargon2, which take their time: never to be made on Swift's own threads.
enum Argon2 {
    /// Longest text of a hash with our sizes is 97 characters.
    private static let mostCharacters = 256

    /// The hash as text; `nil` when there is no memory for it.
    static func hash(_ password: [UInt8], salt: [UInt8], cost: PasswordCost) -> String? {
        var text = [CChar](repeating: 0, count: mostCharacters)
        let status = argon2id_hash_encoded(
            cost.passes, cost.memoryKiB, cost.lanes, password, password.count, salt, salt.count, PasswordRecord.hashLength, &text, text.count)
        guard status == ARGON2_OK.rawValue else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// `nil` when there is no memory for it.
    static func matches(_ password: [UInt8], _ record: PasswordRecord) -> Bool? {
        switch argon2id_verify(record.text, password, password.count) {
        case ARGON2_OK.rawValue: true
        case ARGON2_MEMORY_ALLOCATION_ERROR.rawValue: nil
        default: false
        }
    }
}
