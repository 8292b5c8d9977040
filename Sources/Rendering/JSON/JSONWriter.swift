/// Writes JSON text; members and elements are separated and indented by the caller's nesting alone.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Elements stand on lines of their own when `isTall`: differences between two files then show where they are.
    mutating func array<S: Sequence>(_ elements: S, isTall: Bool = false, _ body: (inout JSONWriter, S.Element) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for element in elements {
            if isTall {
                if needsComma { bytes.append(UInt8(ascii: ",")) }
                needsComma = false
                bytes.append(0x0A)
            }
            body(&self, element)
        }
        if isTall, needsComma { bytes.append(0x0A) }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String) {
        separate()
        needsComma = true
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var start = 0
            for index in source.indices where source[index] < 0x20 || source[index] == 0x22 || source[index] == 0x5C {
                bytes.append(contentsOf: source[start..<index])
                escape(source[index])
                start = index + 1
            }
            bytes.append(contentsOf: source[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func number(_ value: Int) {
        separate()
        needsComma = true
        bytes.append(contentsOf: String(value).utf8)
    }

    /// The shortest digits that read back as the same value. JSON knows neither infinity nor NaN; they become 0.
    mutating func number(_ value: Double) {
        guard value.isFinite else { return number(0) }
        if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return number(whole) }
        separate()
        needsComma = true
        bytes.append(contentsOf: value.description.utf8)
    }

    mutating func boolean(_ value: Bool) {
        separate()
        needsComma = true
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x22, 0x5C: bytes.append(byte)
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 0xF)])
        }
    }
}

extension JSONWriter {
    mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes nothing for `nil`.
    mutating func member(_ name: StaticString, _ value: String?) {
        if let value { member(name, value) }
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Int?) {
        if let value { member(name, value) }
    }

    mutating func member(_ name: StaticString, _ value: Double) {
        key(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Double?) {
        if let value { member(name, value) }
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        boolean(value)
    }

    /// The case's name in snake case.
    mutating func member(_ name: StaticString, _ value: some RawRepresentable<String>) {
        member(name, JSONName.snakeCase(value.rawValue))
    }

    mutating func member<S: Sequence>(
        _ name: StaticString, _ elements: S, isTall: Bool = false, _ body: (inout JSONWriter, S.Element) -> Void
    ) {
        key(name)
        array(elements, isTall: isTall, body)
    }

    mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }
}

/// Names of enumeration cases as they appear in JSON.
enum JSONName {
    static func snakeCase(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            if scalar.properties.isUppercase {
                result.append("_")
                result.append(scalar.properties.lowercaseMapping)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func camelCase(_ name: String) -> String {
        var result = ""
        var isUpper = false
        for scalar in name.unicodeScalars {
            if scalar == "_" {
                isUpper = true
            } else {
                if isUpper { result.append(scalar.properties.uppercaseMapping) } else { result.unicodeScalars.append(scalar) }
                isUpper = false
            }
        }
        return result
    }
}
