extension Int: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(integer: Int64(self)) }
    init(from reader: inout ByteReader) throws(WireError) { self = Int(try reader.integer(Int64.self)) }
}

extension UInt8: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(integer: self) }
    init(from reader: inout ByteReader) throws(WireError) { self = try reader.integer() }
}

extension UInt32: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(integer: self) }
    init(from reader: inout ByteReader) throws(WireError) { self = try reader.integer() }
}

extension Bool: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(integer: UInt8(self ? 1 : 0)) }
    init(from reader: inout ByteReader) throws(WireError) { self = try reader.integer(UInt8.self) != 0 }
}

extension Double: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(integer: bitPattern) }
    init(from reader: inout ByteReader) throws(WireError) { self = Double(bitPattern: try reader.integer(UInt64.self)) }
}

extension String: WireValue {
    func write(to writer: inout ByteWriter) { writer.append(string: self) }
    init(from reader: inout ByteReader) throws(WireError) { self = try reader.string() }
}

extension Optional: WireValue where Wrapped: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(self != nil)
        if let self { writer.append(self) }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self = try reader.value(Bool.self) ? .some(try reader.value()) : .none
    }
}

extension Array: WireValue where Element: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(integer: UInt32(clamping: count))
        for element in self { writer.append(element) }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let count = try reader.length()
        self = []
        // The count is the sender's word: room for more than this is made only as elements really arrive.
        reserveCapacity(Swift.min(count, 4096))
        for _ in 0..<count { append(try reader.value()) }
    }
}

extension WireValue where Self: RawRepresentable, RawValue == String {
    func write(to writer: inout ByteWriter) { writer.append(string: rawValue) }

    init(from reader: inout ByteReader) throws(WireError) {
        let raw = try reader.string()
        guard let value = Self(rawValue: raw) else { throw .invalid("unknown \(Self.self)") }
        self = value
    }
}
