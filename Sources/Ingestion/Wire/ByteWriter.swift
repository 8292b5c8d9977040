/// Appends values to a byte buffer: little-endian integers, bit patterns of doubles, UTF-8 strings with their length before them.
struct ByteWriter {
    private(set) var bytes: [UInt8]

    init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    mutating func append<Value: FixedWidthInteger>(integer value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The byte count in four bytes, then the bytes.
    mutating func append(blob: [UInt8]) {
        append(integer: UInt32(clamping: blob.count))
        bytes.append(contentsOf: blob)
    }

    mutating func append(string: String) {
        var copy = string
        copy.withUTF8 { utf8 in
            append(integer: UInt32(clamping: utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func append(_ value: some WireValue) {
        value.write(to: &self)
    }
}
