import DocumentModel
import Foundation
import Testing

@testable import PDFReading

@Suite("Pictures and images")
struct PictureTests {
    @Test("a page picture is white where nothing is drawn and coloured where something is")
    func pagePicture() throws {
        let file = try Fixture.open(SamplePDF(content: "1 0 0 rg 0 200 100 100 re f"))
        let picture = try file.picture(ofPage: 1, dpi: 36)
        #expect(picture.width == 100 && picture.height == 150)
        #expect(Array(picture.pixels.prefix(3)) == [255, 0, 0])
        #expect(Array(picture.pixels.suffix(3)) == [255, 255, 255])
    }

    @Test("a picture as large as the limit is drawn, a larger one refused")
    func pictureLimit() throws {
        var limits = ExtractionLimits()
        limits.imagePixels = 60_000
        let file = try Fixture.open(SamplePDF(), limits: limits)
        #expect(try file.picture(ofPage: 1, dpi: 72).width == 200)
        #expect(throws: PDFError.imageTooLarge(pixels: 201 * 301, limit: 60_000)) { try file.picture(ofPage: 1, dpi: 72.3) }
    }

    @Test("a JPEG comes out byte for byte")
    func jpeg() throws {
        let file = try Fixture.open("jpeg-image.pdf")
        let placed = try file.primitives(ofPage: 1).images
        #expect(placed.map(\.pixelWidth) == [240, 240])
        let image = try file.image(0, onPage: 1)
        #expect(image.format == .jpeg)
        #expect(image.bytes.starts(with: [0xFF, 0xD8]))
        let original = try Data(contentsOf: URL(filePath: Fixture.path("jpeg-image.pdf")))
        #expect(original.range(of: Data(image.bytes)) != nil)
    }

    /// Two pixels, red and green, placed as 20 by 10 points.
    private func twoPixels(entries: String, more: [String] = []) -> SamplePDF {
        let image = "/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        return SamplePDF(
            content: "q 20 0 0 10 30 40 cm /I Do Q", resources: "/XObject << /I 6 0 R >>",
            objects: [SamplePDF.stream("FF000000FF00>", entries: "\(image) /Filter /ASCIIHexDecode \(entries)")] + more)
    }

    @Test("an image that is no JPEG comes out as a PNG of its pixels")
    func png() throws {
        let file = try Fixture.open(twoPixels(entries: ""))
        let placed = try #require(try file.primitives(ofPage: 1).images.first)
        #expect(placed.box.isClose(to: Rectangle(left: 30, top: 250, right: 50, bottom: 260)))
        let image = try file.image(0, onPage: 1)
        #expect(image.format == .png)
        #expect(image.pixelWidth == 2 && image.pixelHeight == 1)
        let pixels = Bitmap(width: 2, height: 1, layout: .rgb, pixels: [255, 0, 0, 0, 255, 0])
        #expect(image.bytes == PNGEncoder.encode(pixels))
    }

    @Test("a soft mask becomes opacity, at the image's own size")
    func softMask() throws {
        let mask = SamplePDF.stream(
            "FF00>",
            entries: """
                /Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray
                /Filter /ASCIIHexDecode
                """)
        let image = try Fixture.open(twoPixels(entries: "/SMask 7 0 R", more: [mask])).image(0, onPage: 1)
        #expect(image.format == .png)
        #expect(image.pixelWidth == 2 && image.pixelHeight == 1)
        // Colour type 6 (red, green, blue, alpha) in the PNG header.
        #expect(image.bytes[25] == 6)
    }

    @Test("images are held against the pixel limit before they are decoded")
    func imageLimit() throws {
        var limits = ExtractionLimits()
        limits.imagePixels = 1
        let file = try Fixture.open(twoPixels(entries: ""), limits: limits)
        #expect(throws: PDFError.imageTooLarge(pixels: 2, limit: 1)) { try file.image(0, onPage: 1) }
        #expect(throws: PDFError.noSuchImage(index: 1, page: 1)) { try file.image(1, onPage: 1) }
    }

    @Test("PNG files have the right size and depth")
    func pngHeader() {
        let png = PNGEncoder.encode(Bitmap(width: 3, height: 2, layout: .gray, pixels: [0, 50, 100, 150, 200, 250]))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(Array(png[16..<26]) == [0, 0, 0, 3, 0, 0, 0, 2, 8, 0])
        #expect(PNGEncoder.encode(Bitmap(width: 0, height: 0, layout: .gray, pixels: [])).isEmpty)
    }

    @Test("text in a rectangle is what stands there")
    func textInRectangle() throws {
        let file = try Fixture.open(
            SamplePDF(content: "BT /F1 10 Tf 20 250 Td (upper) Tj 0 -100 Td (lower) Tj ET", pageEntries: "/Rotate 180"))
        let boxes = try file.primitives(ofPage: 1).glyphs.map(\.box)
        let upper = try #require(Rectangle.around(boxes.prefix(5)))
        let lower = try #require(Rectangle.around(boxes.suffix(5)))
        let nowhere = Rectangle(left: 0, top: 0, right: 5, bottom: 5)
        #expect(try file.text(onPage: 1, in: [upper, lower, nowhere]) == ["upper", "lower", ""])
    }
}
