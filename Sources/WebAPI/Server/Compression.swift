import CZlib
import HTTPTypes
import Hummingbird
import NIOCore

/// Compresses answers for clients that take gzip.
enum Compression {
    /// Smaller ones gain nothing: they fit a packet either way.
    private static let smallestBytes = 1024
    /// Larger ones are files, which are stored to be sent as they are.
    private static let largestBytes = 16 << 20

    static func respond(_ status: HTTPResponse.Status, _ headers: HTTPFields, _ bytes: ByteBuffer, accepting accepted: String?) -> Response {
        var headers = headers
        headers[.vary] = "Accept-Encoding"
        guard (smallestBytes...largestBytes).contains(bytes.readableBytes), accepts(accepted), isText(headers[.contentType]),
            let packed = gzip(bytes)
        else { return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes)) }
        headers[.contentEncoding] = "gzip"
        // Another representation of the same: its validator is a weak one.
        if let tag = headers[.eTag] { headers[.eTag] = "W/\(tag)" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: packed))
    }

    private static func accepts(_ header: String?) -> Bool {
        (header ?? "").split(separator: ",").contains { entry in
            let parts = entry.filter { $0 != " " }.lowercased().split(separator: ";")
            return (parts.first == "gzip" || parts.first == "*") && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    private static func isText(_ mediaType: String?) -> Bool {
        let essence = MediaType.essence(mediaType)
        return essence.hasPrefix("text/") || essence == "application/json" || essence == "image/svg+xml"
    }

    /// `nil` when there is no memory for it.
    static func gzip(_ bytes: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // 15 bits of window, and 16 for a gzip header; level 5: most of the gain for half the time of the default.
        let version = deflateInit2_(&stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard version == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.readableBytes)))
        var packed = ByteBuffer()
        let result = packed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
            bytes.withUnsafeReadableBytes { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return result > 0 ? packed : nil
    }
}
