import Crypto
import NIOCore

/// Validators of answers (RFC 9110, section 8.8.3).
enum EntityTag {
    /// A strong tag of the bytes.
    static func of(_ bytes: ByteBuffer) -> String {
        let digest = SHA256.hash(data: bytes.readableBytesView)
        return "\""
            + digest.prefix(12).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined() + "\""
    }

    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { candidate in
            let text = candidate.filter { $0 != " " }
            return text == "*" || text == tag || text == "W/\(tag)"
        }
    }
}
