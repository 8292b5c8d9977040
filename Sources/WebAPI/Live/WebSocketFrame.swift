import NIOCore

/// A frame of a WebSocket (RFC 6455, section 5.2).
struct WebSocketFrame: Equatable {
    enum Opcode: UInt8 {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        var isControl: Bool { rawValue >= 8 }
    }

    var isFinal: Bool
    var opcode: Opcode
    var payload: ByteBuffer
}

/// What ends a WebSocket, with the code that the other end is told (section 7.4.1).
struct WebSocketClosure: Error, Equatable {
    static let normal: UInt16 = 1000
    static let goingAway: UInt16 = 1001
    static let protocolError: UInt16 = 1002
    static let unsupportedData: UInt16 = 1003
    static let invalidText: UInt16 = 1007
    static let policyViolation: UInt16 = 1008
    static let tooLarge: UInt16 = 1009
    static let internalError: UInt16 = 1011
    static let tryAgainLater: UInt16 = 1013

    var code: UInt16
    var reason: String
}

/// Cuts the bytes a client sends into frames.
struct WebSocketFrameParser {
    private let mostPayloadBytes: Int
    private var buffer = ByteBuffer()

    init(mostPayloadBytes: Int) {
        self.mostPayloadBytes = mostPayloadBytes
    }

    mutating func append(_ bytes: ByteBuffer) {
        var bytes = bytes
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.discardReadBytes()
            buffer.writeBuffer(&bytes)
        }
    }

    /// The next frame; `nil` when more bytes are needed.
    mutating func next() throws(WebSocketClosure) -> WebSocketFrame? {
        guard let (isFinal, opcode) = try firstByte(), let (length, headerLength) = try payloadLength() else { return nil }
        if opcode.isControl, !isFinal || length > 125 { throw Self.violation("a control frame is cut or too long") }
        guard length <= mostPayloadBytes else { throw WebSocketClosure(code: WebSocketClosure.tooLarge, reason: "frame too large") }
        let start = buffer.readerIndex + headerLength
        guard let mask = buffer.getInteger(at: start, as: UInt32.self), var payload = buffer.getSlice(at: start + 4, length: length)
        else { return nil }
        buffer.moveReaderIndex(to: start + 4 + length)
        payload.unmask(mask)
        return WebSocketFrame(isFinal: isFinal, opcode: opcode, payload: payload)
    }

    private func firstByte() throws(WebSocketClosure) -> (Bool, WebSocketFrame.Opcode)? {
        guard let byte = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        guard byte & 0x70 == 0 else { throw Self.violation("reserved bits are set") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: byte & 0x0F) else { throw Self.violation("unknown opcode") }
        return (byte & 0x80 != 0, opcode)
    }

    /// Length of the payload, and of the header before the mask.
    private func payloadLength() throws(WebSocketClosure) -> (Int, Int)? {
        let start = buffer.readerIndex
        guard let byte = buffer.getInteger(at: start + 1, as: UInt8.self) else { return nil }
        guard byte & 0x80 != 0 else { throw Self.violation("a client's frame is not masked") }
        switch byte & 0x7F {
        case 126: return buffer.getInteger(at: start + 2, as: UInt16.self).map { (Int($0), 4) }
        case 127:
            guard let length = buffer.getInteger(at: start + 2, as: UInt64.self) else { return nil }
            guard length <= UInt64(mostPayloadBytes) else {
                throw WebSocketClosure(code: WebSocketClosure.tooLarge, reason: "frame too large")
            }
            return (Int(length), 10)
        case let length: return (Int(length), 2)
        }
    }

    private static func violation(_ reason: String) -> WebSocketClosure {
        WebSocketClosure(code: WebSocketClosure.protocolError, reason: reason)
    }
}

extension ByteBuffer {
    fileprivate mutating func unmask(_ mask: UInt32) {
        let keys = (0..<4).map { UInt8(truncatingIfNeeded: mask >> UInt32(24 - 8 * $0)) }
        withUnsafeMutableReadableBytes { bytes in
            for index in bytes.indices { bytes[index] ^= keys[index & 3] }
        }
    }

    /// The bytes of a frame from server to client, which are never masked.
    static func frame(_ opcode: WebSocketFrame.Opcode, _ payload: ByteBuffer) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.reserveCapacity(payload.readableBytes + 10)
        frame.writeInteger(0x80 | opcode.rawValue)
        switch payload.readableBytes {
        case ..<126: frame.writeInteger(UInt8(payload.readableBytes))
        case ..<65_536:
            frame.writeInteger(126 as UInt8)
            frame.writeInteger(UInt16(payload.readableBytes))
        default:
            frame.writeInteger(127 as UInt8)
            frame.writeInteger(UInt64(payload.readableBytes))
        }
        frame.writeImmutableBuffer(payload)
        return frame
    }

    static func closeFrame(_ closure: WebSocketClosure) -> ByteBuffer {
        var payload = ByteBuffer()
        payload.writeInteger(closure.code)
        payload.writeString(String(closure.reason.prefix(60)))
        return frame(.close, payload)
    }
}
