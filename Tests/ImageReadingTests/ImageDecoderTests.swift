import DocumentModel
import Foundation
import ImageReading
import TestSupport
import Testing

/// The committed pictures: see scripts/fixtures/make-images for what they show.
enum ImageFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Project.folder.appending(path: "Tests/Fixtures/images/\(name)")))
    }
}

extension Bitmap {
    /// The colour in the middle of each quarter, row by row.
    var quarters: [[UInt8]] {
        [(1, 1), (3, 1), (1, 3), (3, 3)].map { x, y in
            let start = (height * y / 4 * width + width * x / 4) * layout.bytesPerPixel
            return Array(pixels[start..<start + layout.bytesPerPixel])
        }
    }
}

extension DecodedImage {
    /// Full width and height, then those of the bitmap.
    fileprivate var measures: [Int] { [width, height, bitmap.width, bitmap.height] }
}

@Suite("Decoding: every kind of file gives the same picture")
struct ImageDecoderTests {
    private static let colours: [[UInt8]] = [[200, 30, 30], [30, 160, 60], [30, 60, 200], [230, 220, 40]]
    private static let grays: [[UInt8]] = [[20], [90], [160], [240]]

    private func expect(_ bitmap: Bitmap, _ expected: [[UInt8]], within tolerance: Int, _ name: String) {
        for (found, wanted) in zip(bitmap.quarters, expected) {
            for (a, b) in zip(found, wanted) { #expect(abs(Int(a) - Int(b)) <= tolerance, "\(name): \(found) is not \(wanted)") }
        }
    }

    @Test(
        "colour files show the four quarters",
        arguments: [
            ("rgb.jpg", 8), ("progressive.jpg", 8), ("cmyk.jpg", 8), ("rgb.png", 0), ("palette.png", 0), ("lossy.webp", 12),
            ("lossless.webp", 0), ("rgb.tiff", 0), ("jpeg.tiff", 8), ("cmyk.tiff", 2), ("palette.tiff", 0), ("three-pages.tiff", 0),
            ("plain.gif", 0), ("interlaced.gif", 0), ("animated.gif", 0),
        ])
    func colours(name: String, tolerance: Int) throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes(name))
        #expect(image.bitmap.layout == .rgb)
        #expect(image.measures == [48, 32, 48, 32])
        expect(image.bitmap, Self.colours, within: tolerance, name)
    }

    @Test(
        "gray files stay gray, of 16 bits the upper 8",
        arguments: ["gray.jpg", "gray.png", "gray-16-bit.png", "gray.tiff", "gray-16-bit.tiff"])
    func grays(name: String) throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes(name))
        #expect(image.bitmap.layout == .gray)
        expect(image.bitmap, Self.grays, within: 3, name)
    }

    @Test("files of one bit a pixel are gray with two values", arguments: ["bilevel.png", "bilevel.tiff"])
    func bilevel(name: String) throws {
        let bitmap = try ImageDecoder().decode(try ImageFixture.bytes(name)).bitmap
        #expect(bitmap.layout == .gray)
        #expect(Set(bitmap.pixels) == [0, 255])
    }

    @Test("what can be seen through keeps its colour and its opacity", arguments: ["rgba.png", "rgba.webp", "rgba.tiff", "transparent.gif"])
    func opacity(name: String) throws {
        let bitmap = try ImageDecoder().decode(try ImageFixture.bytes(name)).bitmap
        #expect(bitmap.layout == .rgba)
        #expect(bitmap.quarters.map(\.[3]) == [0, 255, 255, 255])
        #expect(bitmap.quarters[1].prefix(3).elementsEqual(Self.colours[1]))
    }

    @Test("pictures are turned as EXIF says", arguments: 1...8)
    func orientation(value: Int) throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes("orientation-\(value).jpg"))
        #expect(image.orientation == value)
        #expect(image.measures == [48, 32, 48, 32])
        expect(image.bitmap, Self.colours, within: 8, "orientation \(value)")
    }

    @Test("other formats are turned as well", arguments: ["orientation-6.png", "orientation-6.webp", "orientation-6.tiff"])
    func otherOrientation(name: String) throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes(name))
        #expect(image.orientation == 6)
        #expect(image.measures == [48, 32, 48, 32])
        expect(image.bitmap, Self.colours, within: 0, name)
    }

    @Test("pages and pictures of animations are counted", arguments: ["three-pages.tiff", "animated.gif"])
    func frames(name: String) throws {
        #expect(try ImageDecoder().decode(try ImageFixture.bytes(name)).frameCount == 3)
    }

    @Test("an animated WebP shows its first picture")
    func animatedWebP() throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes("animated.webp"))
        #expect(image.frameCount > 1)
        expect(image.bitmap, Self.colours.map { $0 + [255] }, within: 0, "animated.webp")
    }

    @Test("JPEG and WebP are decoded small when little is asked for, and tell their full size", arguments: [("rgb.jpg", 24), ("lossy.webp", 20)])
    func scaled(name: String, side: Int) throws {
        let image = try ImageDecoder().decode(try ImageFixture.bytes(name), maximumSide: 20)
        #expect(image.width == 48)
        #expect(image.bitmap.width == side)
        expect(image.bitmap, Self.colours, within: 16, name)
    }

    @Test("a JPEG of our own comes back nearly as it was")
    func jpegRoundTrip() throws {
        let bitmap = try ImageDecoder().decode(try ImageFixture.bytes("rgb.png")).bitmap
        let again = try ImageDecoder().decode(JPEGEncoder.encode(bitmap, quality: 95)).bitmap
        expect(again, Self.colours, within: 6, "own JPEG")
        #expect(JPEGEncoder.encode(Bitmap(width: 0, height: 0, layout: .rgb, pixels: [])).isEmpty)
    }
}
