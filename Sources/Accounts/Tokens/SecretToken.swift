package import Backends
import Crypto

/// A secret of 256 random bits that a client shows: a key, a refresh token, the token of a link. Only its digest is stored.
package struct SecretToken: Sendable {
    /// Each kind begins differently, so that people and scanners for leaked secrets see what they have found.
    package enum Kind: String, Sendable {
        case apiKey = "kai_"
        case refresh = "kar_"
        case link = "kal_"
    }

    private static let byteCount = 32
    /// Crockford's base 32 without upper case: nothing in it needs escaping, and a double click selects it.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let digitCount = (byteCount * 8 + 4) / 5
    /// Characters behind the kind that stay visible; 30 bits, too few to help guess the other 226.
    private static let shownDigits = 6

    package let text: String
    package let digest: SecretDigest

    package init(_ kind: Kind, entropy: EntropySource) {
        text = kind.rawValue + Self.digits(of: Entropy.bytes(Self.byteCount, from: entropy))
        digest = Self.digest(ofText: text)
    }

    /// The first characters, by which people tell their keys apart.
    var prefix: String { String(text.prefix(Kind.apiKey.rawValue.count + Self.shownDigits)) }

    /// `nil` when the text cannot be a secret of that kind; nothing has to be looked up then.
    static func digest(of text: String, _ kind: Kind) -> SecretDigest? {
        let bytes = text.utf8
        guard bytes.count == kind.rawValue.utf8.count + digitCount, text.hasPrefix(kind.rawValue) else { return nil }
        guard bytes.dropFirst(kind.rawValue.utf8.count).allSatisfy(alphabet.contains) else { return nil }
        return digest(ofText: text)
    }

    private static func digest(ofText text: String) -> SecretDigest {
        SecretDigest(
            rawValue: SHA256.hash(data: Array(text.utf8)).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined())
    }

    private static func digits(of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= 0xFF
        }
        if bits > 0 { result.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return String(decoding: result, as: UTF8.self)
    }
}
