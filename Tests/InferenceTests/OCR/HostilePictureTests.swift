import Backends
import DocumentModel
import Foundation
import Testing

@testable import Inference

/// `make test` installs the models.
@Suite("Recognition of pictures that are no pages")
struct HostilePictureTests {
    private static let store = ModelStore(folder: InstalledRuntime.vendor + "/models")
    static let hasModels = [ModelCatalogue.ppOCRv6Tiny, ModelCatalogue.pageOrientation].allSatisfy { store.state(of: $0) == .installed }

    private func engine(_ limits: OCRLimits = OCRLimits()) throws -> any OCREngine {
        try OCREngines.make(.fast, store: Self.store, runtime: try InstalledRuntime.shared.get(), limits: limits)
    }

    private func plain(_ width: Int, _ height: Int, _ value: UInt8 = 255) -> Bitmap {
        Bitmap(width: width, height: height, layout: .gray, pixels: [UInt8](repeating: value, count: width * height))
    }

    @Test(
        "limits hold exactly: as many pixels as allowed are read, one more and none are refused", .enabled(if: hasModels, "models are not installed"))
    func limits() async throws {
        var limits = OCRLimits()
        limits.pixels = 6400
        let engine = try engine(limits)
        #expect(try await engine.recognize(plain(80, 80), options: OCROptions()).lines.isEmpty)
        for picture in [plain(6401, 1), plain(0, 0), plain(0, 50)] {
            await #expect(throws: RecognitionError.self) { _ = try await engine.recognize(picture, options: OCROptions()) }
        }
    }

    @Test(
        "pictures of any shape give lines within them or none", .enabled(if: hasModels, "models are not installed"),
        arguments: [(1, 1), (1, 4000), (4000, 1), (3, 3), (31, 33), (20_000, 2)])
    func shapes(_ size: (Int, Int)) async throws {
        var dice = Dice(size.0)
        let pixels = (0..<size.0 * size.1).map { _ in UInt8(dice.roll() * 255) }
        let text = try await engine().recognize(
            Bitmap(width: size.0, height: size.1, layout: .gray, pixels: pixels), options: OCROptions())
        for corner in text.lines.flatMap(\.frame.corners) { #expect(corner.x.isFinite && corner.y.isFinite) }
    }

    @Test(
        "black, noise, stripes and a page that shows through have no more lines than are allowed", .enabled(if: hasModels, "models are not installed")
    )
    func contents() async throws {
        let engine = try engine()
        var dice = Dice(9)
        let side = 320
        let noise = (0..<side * side * 3).map { _ in UInt8(dice.roll() * 255) }
        let pictures = [
            plain(side, side, 0),
            Bitmap(width: side, height: side, layout: .rgb, pixels: noise),
            Bitmap(width: side, height: side, layout: .gray, pixels: (0..<side * side).map { $0 / 3 % 2 == 0 ? 0 : 255 }),
            Bitmap(width: side, height: side, layout: .rgba, pixels: [UInt8](repeating: 0, count: side * side * 4)),
        ]
        for picture in pictures {
            let text = try await engine.recognize(picture, options: OCROptions())
            #expect(text.lines.count <= TextDetector.lineLimit)
        }
    }

    @Test("a picture that takes longer than allowed is given up", .enabled(if: hasModels, "models are not installed"))
    func time() async throws {
        var limits = OCRLimits()
        limits.seconds = 0.001
        let engine = try engine(limits)
        await #expect(throws: RecognitionError.self) { _ = try await engine.recognize(plain(1600, 1600), options: OCROptions()) }
    }
}
