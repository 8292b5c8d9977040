/// Reads the map from a text like `{"name":"value"}`, as our own encoder writes most of them: without escapes and without spaces between.
///
/// A decoder for any JSON took a tenth of the time of a list of documents for it.
struct PlainMap {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// `nil` when the text is anything else, which may be a map all the same.
    static func map(in text: String) -> [String: String]? {
        var text = text
        return text.withUTF8 { bytes in
            var reader = PlainMap(bytes: bytes)
            return reader.map()
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func map() -> [String: String]? {
        guard take("{") else { return nil }
        var map: [String: String] = [:]
        if take("}") { return isAtEnd ? map : nil }
        repeat {
            guard let name = quoted(), take(":"), let value = quoted() else { return nil }
            map[name] = value
        } while take(",")
        return take("}") && isAtEnd ? map : nil
    }

    private var isAtEnd: Bool { position == bytes.count }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard !isAtEnd, bytes[position] == UInt8(ascii: sign) else { return false }
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
}
