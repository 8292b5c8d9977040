import DocumentModel
import ImageReading
import Testing

@testable import Ingestion

@Suite("Wire: values between parent and child")
struct WireTests {
    @Test("a page layout comes back as it was sent")
    func layoutRoundTrip() throws {
        let layout = Samples.layout
        #expect(try PageLayout(wireBytes: layout.wireBytes) == layout)
    }

    @Test("document info comes back as it was sent")
    func infoRoundTrip() throws {
        let info = Samples.info
        #expect(try DocumentInfo(wireBytes: info.wireBytes) == info)
    }

    @Test(
        "every request comes back as it was sent",
        arguments: [
            .configure(libraryPath: "/lib/ü.so", limits: ExtractionLimits()), .open(password: nil), .open(password: "geheim"),
            .layouts(firstPage: 3, count: 9), .picture(page: 1, dpi: 110.5), .image(index: 0, page: 7),
            .texts(page: 2, rectangles: [Rectangle(left: 1, top: 2, right: 3, bottom: 4)]), .glyphs(page: 5), .decodeImage(maximumSide: nil),
            .decodeImage(maximumSide: 512),
            .copy(layer: [LayerText(page: 2, text: "Größe 表", rectangle: Samples.box)]),
        ] as [Request])
    func requestRoundTrip(_ request: Request) throws {
        #expect(try Request(wireBytes: request.wireBytes) == request)
    }

    @Test("a decoded image comes back as it was sent; one without pixels is refused")
    func imageRoundTrip() throws {
        let bitmap = Bitmap(width: 2, height: 1, layout: .rgba, pixels: [1, 2, 3, 4, 5, 6, 7, 8])
        var image = DecodedImage(format: .webp, width: 200, height: 100, frameCount: 3, orientation: 6, isDamaged: true, bitmap: bitmap)
        #expect(try DecodedImage(wireBytes: image.wireBytes) == image)
        image.bitmap = Bitmap(width: 0, height: 0, layout: .rgb, pixels: [])
        #expect(throws: WireError.self) { try DecodedImage(wireBytes: image.wireBytes) }
    }

    @Test("bytes that end too early are refused wherever they end")
    func refusesTruncation() {
        let bytes = Samples.layout.wireBytes
        for count in 0..<bytes.count {
            #expect(throws: WireError.self) { try PageLayout(wireBytes: Array(bytes.prefix(count))) }
        }
    }

    @Test("bytes behind the value are refused")
    func refusesSurplus() {
        #expect(throws: WireError.self) { try PageLayout(wireBytes: Samples.layout.wireBytes + [0]) }
    }

    @Test("damaged bytes give a value or an error, never a crash")
    func survivesMutation() {
        let bytes = Samples.layout.wireBytes
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0..<4 { damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            _ = try? PageLayout(wireBytes: damaged)
        }
    }

    @Test("a count larger than the bytes left is refused before memory is taken for it")
    func refusesHugeCounts() {
        #expect(throws: WireError.truncated) { try [Int](wireBytes: [0xFF, 0xFF, 0xFF, 0x7F]) }
        #expect(throws: WireError.truncated) { try String(wireBytes: [0xFF, 0xFF, 0xFF, 0xFF]) }
    }

    @Test("a picture whose size does not fit its bytes is refused")
    func refusesWrongPictureSize() {
        var writer = ByteWriter()
        writer.append(Int.max)
        writer.append(2)
        writer.append("rgb")
        writer.append(blob: [1, 2, 3])
        #expect(throws: WireError.self) { try Reply(wireBytes: [4] + writer.bytes) }
    }
}
