import CZlib

/// Compresses one stream of bytes (RFC 1951, without a header) in pieces.
///
/// A class because zlib keeps the address of its state: it must not move. Not `Sendable`; used by one task at a time.
final class Deflater {
    /// Bytes made at a time.
    private static let chunkBytes = 64 << 10
    /// Most of the gain for half the time of the default.
    private static let level: Int32 = 5

    private let stream: UnsafeMutablePointer<z_stream>
    private var chunk = [UInt8](repeating: 0, count: chunkBytes)

    /// - Throws: when there is no memory.
    init() throws(APIError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Minus: no header and no checksum around the data, as ZIP has its own.
        let result = deflateInit2_(
            stream, Self.level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else { throw APIError(.internalError, "The archive could not be written.") }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What has become ready of the compressed bytes, often nothing.
    func add(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

    /// The rest; begins anew for another stream.
    func finish() -> [UInt8] {
        let rest = run([], Z_FINISH)
        deflateReset(stream)
        return rest
    }

    private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
        var packed: [UInt8] = []
        var bytes = bytes
        bytes.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                chunk.withUnsafeMutableBufferPointer { output in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    deflate(stream, flush)
                }
                packed += chunk.prefix(Self.chunkBytes - Int(stream.pointee.avail_out))
            } while stream.pointee.avail_out == 0
        }
        return packed
    }
}
