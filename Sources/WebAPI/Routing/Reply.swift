package import HTTPTypes
package import Hummingbird
package import NIOCore

/// An answer, before the service's headers are added.
package struct Reply: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: ResponseBody
    /// The bytes of the body when they are all there: such answers get a validator and are compressed.
    package var bytes: ByteBuffer?

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// - Parameter mediaType: with its charset.
    package init(_ bytes: [UInt8], _ mediaType: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        self.status = status
        self.headers = headers
        self.headers[.contentType] = mediaType
        let buffer = ByteBuffer(bytes: bytes)
        self.bytes = buffer
        body = ResponseBody(byteBuffer: buffer)
    }

    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws -> Reply {
        Reply(try WireCoding.encode(value), "application/json", status: status, headers: headers)
    }

    package static func text(_ text: String, _ mediaType: String, headers: HTTPFields = [:]) -> Reply {
        Reply(Array(text.utf8), "\(mediaType); charset=utf-8", headers: headers)
    }

    /// Makes clients save the body under the name.
    package func asDownload(named name: String) -> Reply {
        var copy = self
        copy.headers[.contentDisposition] = ContentDisposition.attachment(name)
        return copy
    }

    /// How long clients may keep it for themselves: it belongs to a tenant, so never in shared caches.
    package func cached(seconds: Int) -> Reply {
        var copy = self
        copy.headers[.cacheControl] = "private, max-age=\(seconds)"
        return copy
    }
}

/// The header that names a file (RFC 6266): plain ASCII for old clients, all of Unicode for the others (RFC 8187).
enum ContentDisposition {
    static func attachment(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" })
        let encoded = name.utf8.map { Self.isToken($0) ? String(UnicodeScalar($0)) : "%" + hexadecimal($0) }.joined()
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "\\" && scalar != "/" && scalar != "%"
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
