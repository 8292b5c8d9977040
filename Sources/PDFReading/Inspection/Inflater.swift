import CZlib

/// Undoes deflate, up to a limit.
enum Inflater {
    /// What the compressed bytes begin with; empty when they are not zlib data. Bytes behind the end of the stream are passed over, and of
    /// damaged data the part before the damage is given.
    static func inflate(_ compressed: UnsafeRawBufferPointer, limitBytes: Int) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: compressed.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(clamping: compressed.count)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while output.count < limitBytes {
            let (status, count) = chunk.withUnsafeMutableBufferPointer { buffer in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                return (status, buffer.count - Int(stream.avail_out))
            }
            output += chunk.prefix(min(count, limitBytes - output.count))
            if status != Z_OK || count == 0 { break }
        }
        return output
    }
}
