import Backends
import DocumentModel
import Foundation
import ImageAnalysis
import ImageReading
import TestSupport
import Testing

@testable import Inference

@Suite("Pictures for models")
struct PictureTests {
    @Test("the middle of the picture is taken, its shorter side scaled, values shifted by channel")
    func preparation() {
        // Left third red, middle third green, right third blue.
        let row = [[255, 0, 0], [0, 255, 0], [0, 0, 255]].flatMap { color in (0..<8).flatMap { _ in color.map { UInt8($0) } } }
        let picture = Bitmap(width: 24, height: 8, layout: .rgb, pixels: (0..<8).flatMap { _ in row })
        let preparation = PicturePreparation(side: 8, filter: .bicubic, mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.5, 0.5])
        let tensor = preparation.tensor(of: picture)
        #expect(tensor.shape == [1, 3, 8, 8])
        #expect(tensor.floats?.prefix(64).allSatisfy { abs($0 + 2) < 1e-5 } == true)
        #expect(tensor.floats?[64..<128].allSatisfy { abs($0 - 1) < 1e-5 } == true)
    }

    @Test("pictures of any shape can be prepared", arguments: [(1, 1), (1, 60_000), (300, 2), (224, 224)])
    func shapes(size: (Int, Int)) {
        let picture = Bitmap(width: size.0, height: size.1, layout: .gray, pixels: [UInt8](repeating: 7, count: size.0 * size.1))
        #expect(PicturePreparation.clip().tensor(of: picture).shape == [1, 3, 224, 224])
    }

    private struct Case: Decodable {
        var picture: String
        var square: String
    }

    private static let cases = ProcessInfo.processInfo.environment["MIVAA_CLIP_PICTURES"]

    @Test("pixels are Pillow's", .enabled(if: cases != nil, "run by scripts/models/compare-clip-pictures"))
    func likePillow() throws {
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: URL(fileURLWithPath: Self.cases ?? "")))
        for item in cases {
            let picture = try ImageDecoder().decode([UInt8](Data(contentsOf: URL(fileURLWithPath: item.picture)))).bitmap
            let square = PicturePreparation.clip().square(of: picture)
            let expected = [UInt8](try Data(contentsOf: URL(fileURLWithPath: item.square)))
            let different = zip(square.pixels, expected).count { $0 != $1 }
            #expect(different == 0, "\(item.picture)")
        }
        print("\(cases.count) pictures")
    }

    private static let store = ModelStore(folder: CLIPTests.modelsFolder)
    static let hasModel = store.state(of: ModelCatalogue.efficientNetLite0) == .installed

    @Test(
        "a picture is nearer to its smaller copy than to another picture",
        .enabled(if: hasModel, "run: mivaa models install efficientnet-lite0"))
    func efficientNet() async throws {
        let library = Project.folder.appending(path: "vendor/onnxruntime/libonnxruntime.so").path
        let embedder = try EfficientNetEmbedder(runtime: try OnnxRuntime(libraryPath: library), store: Self.store, engines: 1)
        let (stripes, checks) = (pattern { x, _ in x / 16 % 2 == 0 }, pattern { x, y in (x / 24 + y / 24) % 2 == 0 })
        let vectors = try await embedder.embed([stripes, stripes.scaled(toWidth: 130, height: 130, filter: .area), checks])
        #expect(vectors.allSatisfy { $0.count == embedder.space.dimension })
        #expect(vectors[0].cosine(to: vectors[1]) > vectors[0].cosine(to: vectors[2]) + 0.1)
        await #expect(throws: RecognitionError.self) { try await embedder.embed(texts: ["oak"]) }
    }

    private func pattern(_ isDark: (Int, Int) -> Bool) -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<260 {
            for x in 0..<260 { pixels.append(isDark(x, y) ? 60 : 200) }
        }
        return Bitmap(width: 260, height: 260, layout: .gray, pixels: pixels)
    }

    @Test("a model that is not installed says which command brings it")
    func missing() throws {
        let library = Project.folder.appending(path: "vendor/onnxruntime/libonnxruntime.so").path
        let folder = try TemporaryFolder()
        let error = #expect(throws: RecognitionError.self) {
            try EfficientNetEmbedder(runtime: try OnnxRuntime(libraryPath: library), store: ModelStore(folder: folder.url.path), engines: 1)
        }
        #expect(error?.description.contains("mivaa models install efficientnet-lite0") == true)
    }
}
