import CZlib
import Testing

@testable import PDFReading

@Suite("Streams that grow without measure")
struct StreamInflationTests {
    private static let harmless = 64 << 20

    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Int(compressBound(UInt(bytes.count))))
        var count = UInt(output.count)
        compress2(&output, &count, bytes, UInt(bytes.count), 9)
        return Array(output.prefix(Int(count)))
    }

    private static func file(_ stream: [UInt8], filters: String = "/FlateDecode") -> [UInt8] {
        Array("%PDF-1.7\n1 0 obj << /Length \(stream.count) /Filter \(filters) >> stream\r\n".utf8) + stream
            + Array("\nendstream endobj\n".utf8)
    }

    private static func isSuspicious(_ file: [UInt8]) -> Bool { file.withUnsafeBytes { StreamInflation(bytes: $0).isSuspicious() } }

    @Test("empty data is told from the size on that no page needs")
    func limit() {
        #expect(!Self.isSuspicious(Self.file(Self.deflated([UInt8](repeating: 0, count: Self.harmless)))))
        #expect(Self.isSuspicious(Self.file(Self.deflated([UInt8](repeating: 0, count: Self.harmless + 1)))))
    }

    @Test("it is found behind other streams and under two layers")
    func hidden() {
        let bomb = Self.deflated([UInt8](repeating: 0, count: Self.harmless + 1))
        let harmless = Self.file(Self.deflated(Array("BT (text) Tj ET".utf8)))
        #expect(Self.isSuspicious(harmless + Self.file(bomb)))
        #expect(Self.isSuspicious(Self.file(Self.deflated(bomb), filters: "[/FlateDecode /FlateDecode]")))
    }

    @Test("large data that hardly shrinks, data that is not deflated, and cut files are left alone")
    func harmless() {
        var state: UInt64 = 1
        let noise = (0..<1 << 20).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        #expect(!Self.isSuspicious(Self.file(Self.deflated(noise))))
        #expect(!Self.isSuspicious(Self.file(noise, filters: "/DCTDecode")))
        #expect(!Self.isSuspicious(Array("%PDF-1.7 /FlateDecode >> stream".utf8)))
        #expect(!Self.isSuspicious([]))
    }
}
