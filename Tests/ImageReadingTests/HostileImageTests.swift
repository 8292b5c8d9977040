import DocumentModel
import ImageReading
import Testing

@Suite("Decoding: hostile files cost an error")
struct HostileImageTests {
    private static let whole = [
        "rgb.jpg", "cmyk.jpg", "progressive.jpg", "rgb.png", "palette.png", "lossy.webp", "rgba.webp", "animated.webp", "rgb.tiff", "jpeg.tiff",
        "bilevel.tiff", "three-pages.tiff", "orientation-6.tiff", "interlaced.gif", "animated.gif", "orientation-7.jpg",
    ]

    private func error(_ bytes: [UInt8], limits: ExtractionLimits = .init()) -> ImageReadingError? {
        do throws(ImageReadingError) {
            _ = try ImageDecoder(limits: limits).decode(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("a side beyond the limit is refused by the header")
    func longSide() throws {
        #expect(error(try ImageFixture.bytes("bomb-large-side.png")) == .sideTooLong(pixels: 70_000, limit: 65_535))
    }

    @Test("more pixels than the limit are refused by the header")
    func manyPixels() throws {
        #expect(error(try ImageFixture.bytes("bomb-many-pixels.png")) == .tooManyPixels(width: 30_000, height: 30_000, limit: 100_000_000))
    }

    @Test("limits hold exactly")
    func exactLimits() throws {
        let bytes = try ImageFixture.bytes("rgb.png")
        var limits = ExtractionLimits()
        limits.imagePixels = 48 * 32
        limits.imageSidePixels = 48
        limits.imageFileBytes = bytes.count
        #expect(error(bytes, limits: limits) == nil)
        limits.imagePixels -= 1
        #expect(error(bytes, limits: limits) == .tooManyPixels(width: 48, height: 32, limit: 48 * 32 - 1))
        limits.imageSidePixels = 47
        #expect(error(bytes, limits: limits) == .sideTooLong(pixels: 48, limit: 47))
        limits.imageFileBytes -= 1
        #expect(error(bytes, limits: limits) == .fileTooLarge(bytes: bytes.count, limit: bytes.count - 1))
    }

    @Test("a picture larger than its canvas is refused")
    func largePicture() throws {
        guard case .damaged(.gif, _) = error(try ImageFixture.bytes("bomb-large-picture.gif")) else {
            Issue.record("not refused")
            return
        }
    }

    @Test("a progressive file of endless scans is given up")
    func manyScans() throws {
        #expect(error(try ImageFixture.bytes("bomb-many-scans.jpg")) == .damaged(.jpeg, reason: "more than 100 scans"))
    }

    @Test("what is no picture is told by its first bytes, whatever it is called")
    func notAnImage() {
        #expect(error([]) == .notAnImage)
        #expect(error(Array("%PDF-1.7\n".utf8)) == .notAnImage)
        #expect(error(Array("RIFF....WAVE".utf8)) == .notAnImage)
        guard case .damaged(.png, _) = error([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array("garbage".utf8)) else {
            Issue.record("a signature alone is no picture")
            return
        }
    }

    @Test("a kind that a library does not read is told apart from damage")
    func unsupported() throws {
        guard case .unsupported(.tiff, _) = error(try ImageFixture.bytes("float.tiff")) else {
            Issue.record("not told")
            return
        }
    }

    @Test("a file cut in half is an error, never half a picture", arguments: ["rgb.jpg", "rgb.png", "lossy.webp", "rgb.tiff", "plain.gif"])
    func half(name: String) throws {
        let bytes = try ImageFixture.bytes(name)
        #expect(error(Array(bytes.prefix(bytes.count * 3 / 4))) != nil)
    }

    @Test("a JPEG that lacks its end mark only is a whole picture")
    func endMark() throws {
        #expect(error(try ImageFixture.bytes("rgb.jpg").dropLast(2)) == nil)
    }

    @Test("files cut anywhere give a picture or an error", arguments: whole)
    func cutAnywhere(name: String) throws {
        let bytes = try ImageFixture.bytes(name)
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) { _ = error(Array(bytes.prefix(count))) }
    }

    @Test("damaged files give a picture or an error", arguments: whole)
    func mutated(name: String) throws {
        let bytes = try ImageFixture.bytes(name)
        var limits = ExtractionLimits()
        limits.imagePixels = 1_000_000
        var generator = SplitMix(state: 17)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<3 { damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            _ = error(damaged, limits: limits)
        }
    }
}

/// Repeatable random numbers (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
