/// A value that crosses the border between parent and child.
///
/// Written by hand rather than through `Codable`: a page is encoded in some hundredth of a millisecond instead of several
/// milliseconds (docs/adr/0006-binary-codec.md), and a reader of hostile bytes stays small enough to review.
protocol WireValue {
    func write(to writer: inout ByteWriter)
    init(from reader: inout ByteReader) throws(WireError)
}

/// Why bytes from the other side were not understood.
package enum WireError: Error, Hashable, Sendable {
    /// The bytes end before the value does.
    case truncated
    /// A value that no correct sender writes.
    case invalid(String)
}

extension WireValue {
    /// The value alone in a buffer.
    var wireBytes: [UInt8] {
        var writer = ByteWriter(capacity: 1 << 14)
        write(to: &writer)
        return writer.bytes
    }

    init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ByteReader(wireBytes)
        self = try Self(from: &reader)
        try reader.finish()
    }
}
