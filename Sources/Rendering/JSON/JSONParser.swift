/// A parsed JSON text.
enum JSONValue: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

/// Reads JSON (RFC 8259).
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0

    /// A document nests less than ten levels; anything much deeper is an attack on the stack.
    private static let depthLimit = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parse() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw .syntax(position) }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.depthLimit else { throw .tooDeep }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw .syntax(position) }
        position += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        position += 1
        skipSpace()
        if try skip(UInt8(ascii: "}"), orFail: false) { return members }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try skip(UInt8(ascii: ":"), orFail: true)
            members[key] = try value(depth: depth + 1)
            skipSpace()
        } while try skip(UInt8(ascii: ","), orFail: false)
        try skip(UInt8(ascii: "}"), orFail: true)
        return members
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        if try skip(UInt8(ascii: "]"), orFail: false) { return elements }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while try skip(UInt8(ascii: ","), orFail: false)
        try skip(UInt8(ascii: "]"), orFail: true)
        return elements
    }

    @discardableResult
    private mutating func skip(_ byte: UInt8, orFail: Bool) throws(JSONError) -> Bool {
        if next == byte {
            position += 1
            return true
        }
        if orFail { throw .syntax(position) }
        return false
    }

    private mutating func number() throws(JSONError) -> Double {
        let start = position
        while let byte = next, byte.isASCIIDigit || "+-.eE".utf8.contains(byte) { position += 1 }
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else { throw .syntax(start) }
        return value
    }
}

// MARK: Strings

extension JSONParser {
    private mutating func string() throws(JSONError) -> String {
        try skip(UInt8(ascii: "\""), orFail: true)
        var text: [UInt8] = []
        var start = position
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw .syntax(position) }
            if byte == UInt8(ascii: "\\") {
                text += bytes[start..<position]
                position += 1
                try appendEscape(to: &text)
                start = position
            } else {
                position += 1
            }
        }
        text += bytes[start..<position]
        try skip(UInt8(ascii: "\""), orFail: true)
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw .syntax(position) }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): text += Array(Character(try escapedScalar()).utf8)
        default: throw .syntax(position - 1)
        }
    }

    /// One `\uXXXX`, or two for a character beyond the basic plane; half of a pair becomes U+FFFD.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard bytes[position...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
        position += 2
        let second = try hexadecimal()
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        let end = position + 4
        guard end <= bytes.count, let value = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16) else {
            throw .syntax(position)
        }
        position = end
        return value
    }
}
