import DocumentModel

/// Reads the small lists and maps of columns as our own encoder writes most of them: without spaces between, and texts without escapes.
/// What is written in any other way is `nil` here, and for a decoder that knows all of JSON: that took a tenth of the time of many answers.
struct PlainJSON {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// `["a","b"]`
    static func list(in text: String) -> [String]? { read(text) { $0.elements { $0.quoted() } } }

    /// `{"name":"value"}`
    static func map(in text: String) -> [String: String]? {
        read(text) { reader in
            var map: [String: String] = [:]
            let isWhole = reader.members { name, reader in
                guard let value = reader.quoted() else { return false }
                map[name] = value
                return true
            }
            return isWhole ? map : nil
        }
    }

    /// `[{"name":"read","status":"completed","startedAt":1,"seconds":0.5}]`
    static func steps(in text: String) -> [JobStep]? { read(text) { $0.elements { $0.step() } } }

    private static func read<Value>(_ text: String, _ value: (inout PlainJSON) -> Value?) -> Value? {
        var text = text
        return text.withUTF8 { bytes in
            var reader = PlainJSON(bytes: bytes)
            let value = value(&reader)
            return reader.position == bytes.count ? value : nil
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }
}

// MARK: Parts

extension PlainJSON {
    private mutating func elements<Element>(_ element: (inout PlainJSON) -> Element?) -> [Element]? {
        guard take("[") else { return nil }
        var elements: [Element] = []
        if take("]") { return elements }
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(",")
        return take("]") ? elements : nil
    }

    /// - Parameter value: reads the member's value; `false` when it is not plain.
    /// - Returns: `false` when it is not plain.
    private mutating func members(_ value: (String, inout PlainJSON) -> Bool) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            guard let name = quoted(), take(":"), value(name, &self) else { return false }
        } while take(",")
        return take("}")
    }

    private mutating func step() -> JobStep? {
        var step = JobStep(name: "")
        let isWhole = members { name, reader in
            switch name {
            case "name": reader.set(&step.name) { $0.quoted() }
            case "status": reader.set(&step.status) { $0.quoted().flatMap(JobStep.Status.init(rawValue:)) }
            case "startedAt": reader.set(&step.startedAt) { $0.number().flatMap { Int64($0) }.map(Timestamp.init(milliseconds:)) }
            case "seconds": reader.set(&step.seconds) { $0.number().flatMap { Double($0) } }
            default: false
            }
        }
        return isWhole && !step.name.isEmpty ? step : nil
    }

    private mutating func set<Value>(_ place: inout Value, _ read: (inout PlainJSON) -> Value?) -> Bool {
        guard let value = read(&self) else { return false }
        place = value
        return true
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    private mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        let rest = bytes[position...]
        guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }), bytes[end] == UInt8(ascii: "\"") else {
            return nil
        }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    /// The digits of a number and the signs among them.
    private mutating func number() -> Substring? {
        let end = bytes[position...].firstIndex { !Self.isOfNumbers($0) } ?? bytes.endIndex
        guard end > position else { return nil }
        defer { position = end }
        return Substring(decoding: bytes[position..<end], as: UTF8.self)
    }

    private static func isOfNumbers(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
