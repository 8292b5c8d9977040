/// Takes values from a byte buffer in the order `ByteWriter` appended them.
///
/// The bytes come from a child that hostile input may have taken over, so every length is held against what is left.
struct ByteReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - offset }

    mutating func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) throws(WireError) -> Value {
        let size = MemoryLayout<Value>.size
        guard remaining >= size else { throw .truncated }
        let start = offset
        offset += size
        return bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Value.self)) }
    }

    mutating func blob() throws(WireError) -> [UInt8] {
        let count = try length()
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// Bytes that are not UTF-8 become U+FFFD.
    mutating func string() throws(WireError) -> String {
        let count = try length()
        guard count > 0 else { return "" }
        let start = offset
        offset += count
        return bytes.withUnsafeBufferPointer { buffer in
            String(decoding: UnsafeBufferPointer(rebasing: buffer[start..<start + count]), as: UTF8.self)
        }
    }

    mutating func value<Value: WireValue>(_: Value.Type = Value.self) throws(WireError) -> Value {
        try Value(from: &self)
    }

    /// A count that cannot be larger than the bytes left: each element takes at least one.
    mutating func length() throws(WireError) -> Int {
        let count = Int(try integer(UInt32.self))
        guard count <= remaining else { throw .truncated }
        return count
    }

    /// Bytes behind the last value mean that both sides disagree on the format.
    func finish() throws(WireError) {
        guard remaining == 0 else { throw .invalid("\(remaining) bytes too many") }
    }
}
