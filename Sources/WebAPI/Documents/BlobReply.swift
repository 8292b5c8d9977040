import Backends
import HTTPTypes
import HummingbirdCore
import NIOCore

/// A stored file as an answer, or a part of it (RFC 9110, section 14).
struct BlobReply {
    /// Bytes read and written at a time.
    private static let chunkBytes: Int64 = 256 << 10

    let blobs: any BlobStore
    let name: BlobName
    let mediaType: String
    /// Of the file's content, so that clients need not load it again.
    let tag: String

    func reply(to request: Request) async throws -> Reply {
        guard let size = try await blobs.size(of: name) else { throw APIError(.notFound, "The file is not there.") }
        var headers: HTTPFields = [.contentType: mediaType, .acceptRanges: "bytes", .eTag: tag, .cacheControl: "private, max-age=1800"]
        if EntityTag.matches(request.headers[.ifNoneMatch], tag) { return Reply(status: .notModified, headers: headers) }
        let isCurrent = request.headers[.ifRange].map { $0 == tag } ?? true
        guard isCurrent, let text = request.headers[.range], let wished = ByteRange(text) else {
            return Reply(headers: headers, body: body(0..<size))
        }
        guard let range = wished.within(size) else {
            throw APIError(.rangeNotSatisfiable, "The file has \(size) bytes.", details: ["size_bytes": .integer(size)])
        }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        return Reply(status: .partialContent, headers: headers, body: body(range))
    }

    private func body(_ range: Range<Int64>) -> ResponseBody {
        let (blobs, name) = (blobs, name)
        return ResponseBody(contentLength: Int(range.count)) { writer in
            var next = range.lowerBound
            while next < range.upperBound {
                let end = min(next + Self.chunkBytes, range.upperBound)
                guard let bytes = try await blobs.bytes(of: name, range: next..<end), !bytes.isEmpty else {
                    throw StoreError.corrupt("a file became shorter while it was sent")
                }
                try await writer.write(ByteBuffer(bytes: bytes))
                next += Int64(bytes.count)
            }
            try await writer.finish(nil)
        }
    }
}

/// One range of bytes that a client asked for; several at a time are answered with the whole.
struct ByteRange: Equatable {
    private enum Form: Equatable {
        case from(Int64, to: Int64?)
        case last(Int64)
    }

    private let form: Form

    /// `nil` when it is not understood: then the header is to be passed over.
    init?(_ header: String) {
        guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
        let parts = header.dropFirst("bytes=".count).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        if parts[0].isEmpty {
            guard let count = Int64(parts[1]), count >= 0 else { return nil }
            form = .last(count)
        } else {
            guard let first = Int64(parts[0]), first >= 0 else { return nil }
            guard parts[1].isEmpty || Int64(parts[1]).map({ $0 >= first }) == true else { return nil }
            form = .from(first, to: Int64(parts[1]))
        }
    }

    /// The bytes of a file of this size; `nil` when it has none of them.
    func within(_ size: Int64) -> Range<Int64>? {
        switch form {
        case .last(let count): count > 0 && size > 0 ? max(0, size - count)..<size : nil
        case .from(let first, let last): first < size ? first..<min(size, last.map { $0 == .max ? $0 : $0 + 1 } ?? size) : nil
        }
    }
}
