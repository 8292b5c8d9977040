/// Name of one record: letters, digits, `_` and `-`, such as "doc_01jdq0w3k9t5x8m2c7v4b6n1za".
///
/// New ones sort by the time they were made (ULID layout: 48 bits of milliseconds, 80 random bits, Crockford's base 32).
package struct Identifier<Subject>: RawRepresentable, Hashable, Sendable, Comparable {
    package let rawValue: String

    /// `nil` when the text cannot be the name of a record: names come from addresses and bodies of requests.
    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.rawValue = rawValue
    }

    /// A new name.
    ///
    /// - Parameters:
    ///   - prefix: what it names: "doc", "job".
    ///   - milliseconds: since 1970; the first 48 bits of the name.
    ///   - entropy: 80 random bits.
    package init(prefix: String, milliseconds: UInt64, entropy: (UInt16, UInt64)) {
        var digits = [UInt8]()
        digits.reserveCapacity(26)
        for shift in stride(from: 45, through: 0, by: -5) { digits.append(Self.digit(milliseconds >> UInt64(shift))) }
        let high = UInt64(entropy.0) << 24 | entropy.1 >> 40
        for shift in stride(from: 35, through: 0, by: -5) { digits.append(Self.digit(high >> UInt64(shift))) }
        for shift in stride(from: 35, through: 0, by: -5) { digits.append(Self.digit(entropy.1 >> UInt64(shift))) }
        rawValue = prefix + "_" + String(decoding: digits, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    private static func digit(_ value: UInt64) -> UInt8 {
        Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)[Int(value & 31)]
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(rawValue: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an identifier")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

package typealias DocumentID = Identifier<DocumentRecord>
package typealias JobID = Identifier<JobRecord>
package typealias BatchID = Identifier<BatchRecord>
package typealias ImageID = Identifier<ImageRecord>
package typealias WorkspaceID = Identifier<Workspace>
package typealias UserID = Identifier<User>
