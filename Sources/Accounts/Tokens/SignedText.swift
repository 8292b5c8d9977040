import Backends
import Foundation

/// A JSON Web Token taken apart (RFC 7515, compact form), before anything in it is believed.
struct SignedText {
    /// Longer ones are not looked at: ours have under 1 kB, those of providers with many groups some.
    private static let mostBytes = 16 * 1024

    struct Header: Codable {
        var alg: String
        var typ: String?
        var kid: String?
        /// Extensions that the reader must understand. We know none.
        var crit: [String]?
    }

    let header: Header
    let payload: Data
    let signature: Data
    /// What the signature is of.
    let signed: Data

    init(_ token: String) throws(AuthenticationError) {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.mostBytes, parts.count == 3,
            let headerBytes = Base64URL.decoded(parts[0]), let payload = Base64URL.decoded(parts[1]),
            let signature = Base64URL.decoded(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: headerBytes),
            header.crit == nil
        else { throw .invalid("The access token is not one.") }
        self.header = header
        self.payload = payload
        self.signature = signature
        signed = Data(parts[0]) + [UInt8(ascii: ".")] + Data(parts[1])
    }

    /// The part of a token that is signed.
    static func unsigned(_ header: Header, _ claims: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Base64URL.text(of: try encoder.encode(header)) + "." + Base64URL.text(of: try encoder.encode(claims))
    }
}

/// RFC 4648 section 5, without padding.
enum Base64URL {
    /// `nil` when it is not that.
    static func decoded(_ text: Substring.UTF8View) -> Data? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 3)
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): bytes.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: bytes.append(byte)
            }
        }
        while bytes.count % 4 != 0 { bytes.append(UInt8(ascii: "=")) }
        return Data(base64Encoded: Data(bytes))
    }

    static func text(of data: Data) -> String {
        var text = ""
        for character in data.base64EncodedString() {
            switch character {
            case "+": text.append("-")
            case "/": text.append("_")
            case "=": break
            default: text.append(character)
            }
        }
        return text
    }
}
