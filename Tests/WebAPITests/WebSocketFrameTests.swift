import NIOCore
import Testing

@testable import WebAPI

@Suite("WebSocket frames")
struct WebSocketFrameTests {
    /// A client's frame, masked.
    private func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, mask: [UInt8] = [1, 2, 3, 4]) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ..<65_536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private func parse(_ bytes: [UInt8], limit: Int = 1 << 20, chunk: Int = 5) throws -> [WebSocketFrame] {
        var parser = WebSocketFrameParser(mostPayloadBytes: limit)
        var frames: [WebSocketFrame] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            parser.append(ByteBuffer(bytes: bytes[start..<min(start + chunk, bytes.count)]))
            while let frame = try parser.next() { frames.append(frame) }
        }
        return frames
    }

    @Test("frames of every length come out as they went in", arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func lengths(count: Int) throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let frames = try parse(frame(1, payload) + frame(9, [7]), chunk: 1000)
        #expect(frames.count == 2)
        #expect(Array(frames[0].payload.readableBytesView) == payload)
        #expect(frames[1].opcode == .ping)
    }

    @Test("a frame at the limit passes, one byte more is too large")
    func limit() throws {
        #expect(try parse(frame(1, [UInt8](repeating: 0, count: 100)), limit: 100).count == 1)
        #expect(throws: WebSocketClosure(code: 1009, reason: "frame too large")) {
            try parse(frame(1, [UInt8](repeating: 0, count: 101)), limit: 100)
        }
    }

    @Test(
        "what a client must not send ends the connection with 1002",
        arguments: [
            [0x81, 0x01, 0x00], [0xC1, 0x81], [0x83, 0x80], [0x09, 0x80], [0x89, 0xFE, 0, 126],
        ] as [[UInt8]])
    func violations(bytes: [UInt8]) {
        #expect { try parse(bytes) } throws: { ($0 as? WebSocketClosure)?.code == 1002 }
    }

    @Test("a length beyond all memory is refused by its header alone")
    func hugeLength() {
        let bytes: [UInt8] = [0x82, 0xFF] + [UInt8](repeating: 0xFF, count: 8)
        #expect { try parse(bytes) } throws: { ($0 as? WebSocketClosure)?.code == 1009 }
    }
}
