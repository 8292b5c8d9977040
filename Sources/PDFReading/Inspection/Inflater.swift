import CZlib

/// Undoes deflate, up to a limit.
enum Inflater {
    /// What the compressed bytes begin with; empty when they are not zlib data. Bytes behind the end of the stream are passed over, and of
    /// damaged data the part before the damage is given.
    static func inflate(_ compressed: UnsafeRawBufferPointer, limitBytes: Int) -> [UInt8] {
        var output: [UInt8] = []
        pieces(of: compressed) { piece in
            output += piece.prefix(limitBytes - output.count)
            return output.count < limitBytes
        }
        return output
    }

    /// How many bytes they become, up to a little more than the limit; nothing is kept of them.
    static func count(_ compressed: UnsafeRawBufferPointer, limitBytes: Int) -> Int {
        var count = 0
        pieces(of: compressed) { piece in
            count += piece.count
            return count < limitBytes
        }
        return count
    }

    /// - Parameter visit: takes the next bytes; answers whether it wants more.
    private static func pieces(of compressed: UnsafeRawBufferPointer, _ visit: (ArraySlice<UInt8>) -> Bool) {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: compressed.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(clamping: compressed.count)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let (status, count) = chunk.withUnsafeMutableBufferPointer { buffer in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                return (status, buffer.count - Int(stream.avail_out))
            }
            guard count > 0, visit(chunk[..<count]), status == Z_OK else { return }
        }
    }
}
