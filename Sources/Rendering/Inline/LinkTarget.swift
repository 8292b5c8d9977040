/// Which link targets may appear in output, and how they are spelled there.
enum LinkTarget {
    /// Schemes that only fetch or address: a document must not smuggle a script into a page made from it.
    private static let harmlessSchemes: Set<String> = ["http", "https", "mailto", "ftp", "ftps", "tel", "doi", "urn"]

    static func isInternal(_ target: String) -> Bool { target.utf8.first == UInt8(ascii: "#") }

    /// Whether the target has a scheme that a reader can follow without harm.
    static func isHarmless(_ target: String) -> Bool {
        guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return harmlessSchemes.contains(target[..<colon].lowercased())
    }

    /// The target as bytes with everything percent-encoded that could end it or be read as markup.
    static func encoded(_ target: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(target.utf8.count)
        for byte in target.utf8 {
            if byte <= 0x20 || byte == 0x7F || mustEncode(byte) {
                result.append(UInt8(ascii: "%"))
                result.append(hexDigit(byte >> 4))
                result.append(hexDigit(byte & 0xF))
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func mustEncode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
