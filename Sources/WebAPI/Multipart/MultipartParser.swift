import Foundation
import NIOCore

/// Cuts a body of `multipart/form-data` into its parts as it arrives (RFC 7578, RFC 2046 section 5.1). Needs memory for one chunk, and
/// hands on slices of it without copying.
struct MultipartParser {
    enum Event: Equatable {
        case begin(PartHeader)
        case data(ByteBuffer)
        case end
    }

    enum Failure: Error, Equatable {
        case noBoundary
        case malformed(String)
        case headersTooLarge
        case tooManyParts
        case truncated
    }

    /// Bytes of the headers of one part: a name and a type fit many times over.
    static let mostHeaderBytes = 16 << 10

    private enum State {
        case preamble, behindDelimiter, headers, body, epilogue
    }

    private var state = State.preamble
    private var buffer = ByteBuffer()
    private let delimiter: [UInt8]
    private let mostParts: Int
    private var partCount = 0

    /// - Parameters:
    ///   - contentType: of the request; throws when it names no boundary.
    ///   - mostParts: files and fields together.
    init(contentType: String, mostParts: Int) throws(Failure) {
        delimiter = Array("\r\n--\(try Self.boundary(of: contentType))".utf8)
        self.mostParts = mostParts
        // The first delimiter may be the first thing in the body.
        buffer.writeString("\r\n")
    }

    /// What the next chunk completes.
    mutating func feed(_ chunk: ByteBuffer) throws(Failure) -> [Event] {
        var chunk = chunk
        if buffer.readableBytes == 0 { buffer = chunk } else { buffer.writeBuffer(&chunk) }
        var events: [Event] = []
        while try advance(&events) {}
        return events
    }

    /// To be called at the end of the body; throws when it ended too early.
    func finish() throws(Failure) {
        guard case .epilogue = state else { throw .truncated }
    }

    /// One step; false when it needs more bytes.
    private mutating func advance(_ events: inout [Event]) throws(Failure) -> Bool {
        switch state {
        case .preamble: return skipPreamble()
        case .behindDelimiter: return try readDelimiterEnd()
        case .headers: return try readHeaders(&events)
        case .body: return readBody(&events)
        case .epilogue:
            buffer.clear()
            return false
        }
    }

    private mutating func skipPreamble() -> Bool {
        guard let offset = buffer.offset(of: delimiter) else {
            drop(keeping: delimiter.count - 1)
            return false
        }
        buffer.moveReaderIndex(forwardBy: offset + delimiter.count)
        state = .behindDelimiter
        return true
    }

    private mutating func readDelimiterEnd() throws(Failure) -> Bool {
        guard let two = buffer.readBytes(length: 2) else { return false }
        switch two {
        case [0x2D, 0x2D]: state = .epilogue
        case [0x0D, 0x0A]:
            partCount += 1
            guard partCount <= mostParts else { throw .tooManyParts }
            state = .headers
        default: throw .malformed("a boundary is followed by something else than a line end")
        }
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws(Failure) -> Bool {
        if buffer.getBytes(at: buffer.readerIndex, length: 2) == [0x0D, 0x0A] {
            throw .malformed("a part has no Content-Disposition")
        }
        guard let length = buffer.offset(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
            guard buffer.readableBytes <= Self.mostHeaderBytes else { throw .headersTooLarge }
            return false
        }
        guard length <= Self.mostHeaderBytes else { throw .headersTooLarge }
        guard let text = buffer.readString(length: length), let header = PartHeader(text) else {
            throw .malformed("a part has no name")
        }
        buffer.moveReaderIndex(forwardBy: 4)
        events.append(.begin(header))
        state = .body
        return true
    }

    private mutating func readBody(_ events: inout [Event]) -> Bool {
        guard let offset = buffer.offset(of: delimiter) else {
            let certain = buffer.readableBytes - (delimiter.count - 1)
            if certain > 0, let slice = buffer.readSlice(length: certain) {
                events.append(.data(slice))
                // The tail is copied out, so that the chunk's memory goes when its slice has been used.
                buffer = ByteBuffer(bytes: buffer.readableBytesView)
            }
            return false
        }
        if offset > 0, let slice = buffer.readSlice(length: offset) { events.append(.data(slice)) }
        buffer.moveReaderIndex(forwardBy: delimiter.count)
        events.append(.end)
        state = .behindDelimiter
        return true
    }

    private mutating func drop(keeping count: Int) {
        guard buffer.readableBytes > count else { return }
        buffer.moveReaderIndex(forwardBy: buffer.readableBytes - count)
        buffer = ByteBuffer(bytes: buffer.readableBytesView)
    }

    private static func boundary(of contentType: String) throws(Failure) -> String {
        guard MediaType.essence(contentType) == "multipart/form-data",
            let boundary = HeaderParameter.value("boundary", of: contentType), (1...70).contains(boundary.utf8.count)
        else { throw .noBoundary }
        return boundary
    }
}

/// What the headers of a part say.
struct PartHeader: Equatable, Sendable {
    var name: String
    /// `nil` for a text field.
    var filename: String?
    var contentType: String?

    init(name: String, filename: String? = nil, contentType: String? = nil) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
    }

    /// `nil` when they name no field.
    fileprivate init?(_ text: String) {
        var name: String?
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            switch line[..<colon].lowercased() {
            case "content-disposition":
                name = HeaderParameter.value("name", of: value)
                filename = HeaderParameter.extendedValue("filename", of: value) ?? HeaderParameter.value("filename", of: value)
            case "content-type": contentType = value
            default: continue
            }
        }
        guard let name else { return nil }
        self.name = name
    }
}

/// Parameters behind the semicolons of a header's value.
enum HeaderParameter {
    /// `nil` when it is not there.
    static func value(_ name: String, of header: String) -> String? {
        for part in parameters(of: header) where part.name == name { return part.value }
        return nil
    }

    /// Of `name*=UTF-8''percent%20encoded` (RFC 8187).
    static func extendedValue(_ name: String, of header: String) -> String? {
        guard let raw = value(name + "*", of: header) else { return nil }
        let parts = raw.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(parts[2]).removingPercentEncoding
    }

    private static func parameters(of header: String) -> [(name: String, value: String)] {
        var result: [(String, String)] = []
        var rest = Substring(header).drop { $0 != ";" }
        while !rest.isEmpty {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.first, character != "\"" {
                    rest = rest.dropFirst()
                    // A backslash escapes a quotation mark; browsers leave all other backslashes as they are.
                    if character == "\\", rest.first == "\"" || rest.first == "\\", let escaped = rest.popFirst() {
                        value.append(escaped)
                    } else {
                        value.append(character)
                    }
                }
                rest = rest.dropFirst().drop { $0 != ";" }
            } else {
                let token = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(token.count)
                value = token.trimmingCharacters(in: .whitespaces)
            }
            result.append((name.lowercased().trimmingCharacters(in: .whitespaces), value))
        }
        return result
    }
}

extension ByteBuffer {
    /// Where `needle` begins, counted from the reader index; `nil` when it is not there.
    fileprivate func offset(of needle: [UInt8]) -> Int? {
        withUnsafeReadableBytes { bytes in
            guard bytes.count >= needle.count, let base = bytes.baseAddress, let first = needle.first else { return nil }
            var from = base
            let last = base + (bytes.count - needle.count)
            while from <= last, let hit = memchr(from, Int32(first), last - from + 1) {
                if memcmp(hit, needle, needle.count) == 0 { return UnsafeRawPointer(hit) - base }
                from = UnsafeRawPointer(hit) + 1
            }
            return nil
        }
    }
}
