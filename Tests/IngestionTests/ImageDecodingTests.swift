import DocumentModel
import Foundation
import ImageReading
import TestSupport
import Testing

@testable import Ingestion

@Suite("Pictures are decoded in children", .timeLimit(.minutes(15)))
struct ImageDecodingTests {
    private func extractor(limits: ExtractionLimits = .init()) -> Extractor {
        let command = ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium, limits: limits)
        return Extractor(room: .children(ChildPool(size: 1, command: command)))
    }

    private func source(_ name: String) throws -> SourceFile {
        try SourceFile(path: Project.folder.appending(path: "Tests/Fixtures/images/\(name)").path)
    }

    @Test(
        "a confined child decodes every format",
        arguments: ["rgb.jpg", "palette.png", "rgba.webp", "animated.webp", "jpeg.tiff", "bilevel.tiff", "interlaced.gif"])
    func decodes(name: String) async throws {
        let image = try await extractor().decodeImage(try source(name))
        #expect(image.bitmap.width == 48)
        #expect(image.bitmap.height == 32)
    }

    @Test("thumbnails come small from the child, with the measures of the whole", arguments: ["orientation-6.jpg", "rgb.png", "rgb.tiff"])
    func scales(name: String) async throws {
        let image = try await extractor().decodeImage(try source(name), maximumSide: 12)
        #expect(image.width == 48)
        #expect(image.bitmap.width == 12)
        #expect(image.bitmap.height == 8)
    }

    @Test("what is no picture is refused with its kind, and the child goes on", arguments: ["orientation-6.jpg"])
    func refuses(name: String) async throws {
        let extractor = extractor()
        let folder = try TemporaryFolder()
        let text = try SourceFile(path: try folder.write(Array("hello".utf8), to: "a.jpg"))
        let refusal = await #expect(throws: Refusal.self) { try await extractor.decodeImage(text) }
        #expect(refusal?.kind == .notAnImage)
        #expect(try await extractor.decodeImage(try source(name)).width == 48)
    }

    @Test("a bomb is refused by its header")
    func bomb() async throws {
        let refusal = await #expect(throws: Refusal.self) { try await extractor().decodeImage(try source("bomb-many-pixels.png")) }
        #expect(refusal?.kind == .overLimit)
    }

    @Test("a file beyond the limit is refused unread")
    func largeFile() async throws {
        var limits = ExtractionLimits()
        limits.imageFileBytes = 100
        let refusal = await #expect(throws: Refusal.self) { try await extractor(limits: limits).decodeImage(try source("rgb.jpg")) }
        #expect(refusal?.kind == .overLimit)
    }
}
