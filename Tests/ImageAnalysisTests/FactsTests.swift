import DocumentModel
import Foundation
import Testing

@testable import ImageAnalysis

@Suite("What pixels tell")
struct FactsTests {
    /// A smooth picture with shapes: nothing like noise, nothing like a plain area.
    private func scene(_ width: Int = 240, _ height: Int = 180, seed: Double = 1) -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
                var wave = sin(7 * u * seed + 3 * v)
                wave += cos(5 * v * seed - 4 * u * u)
                if hypot(u - 0.3, v - 0.6) < 0.2 { wave += 0.8 }
                let level = UInt8(min(max(128 + 50 * wave, 0), 255))
                pixels += [level, UInt8(Int(level) * 3 / 4), UInt8(255 - Int(level))]
            }
        }
        return Bitmap(width: width, height: height, layout: .rgb, pixels: pixels)
    }

    private func mirrored(_ picture: Bitmap) -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<picture.height {
            for x in (0..<picture.width).reversed() {
                let start = (y * picture.width + x) * 3
                pixels += picture.pixels[start..<start + 3]
            }
        }
        return Bitmap(width: picture.width, height: picture.height, layout: .rgb, pixels: pixels)
    }

    @Test("blurring lowers sharpness, noise raises the estimate of noise to about its size")
    func quality() {
        let sharp = ScalingTests.noise(64, 64, .gray)
        let blurred = sharp.scaled(toWidth: 16, height: 16, filter: .area).scaled(toWidth: 64, height: 64, filter: .bilinear)
        #expect(ImageQuality.of(blurred).laplacianVariance < ImageQuality.of(sharp).laplacianVariance / 20)
        var grainy = Bitmap(width: 200, height: 200, layout: .gray, pixels: [UInt8](repeating: 128, count: 40_000))
        let noise = ScalingTests.noise(200, 200, .gray)
        // Uniform noise of +-10 levels has a deviation of 20 / sqrt(12) = 5.8.
        for index in grainy.pixels.indices { grainy.pixels[index] = UInt8(118 + Int(noise.pixels[index]) * 20 / 255) }
        #expect(abs(ImageQuality.of(grainy).noiseDeviation - 5.8) < 0.6)
    }

    @Test("contrast and brightness are those of the definition")
    func contrast() {
        let halves = Bitmap(width: 4, height: 4, layout: .gray, pixels: [UInt8](repeating: 0, count: 8) + [UInt8](repeating: 255, count: 8))
        let quality = ImageQuality.of(halves)
        #expect(quality.contrast == 1)
        #expect(quality.brightness == 0.5)
        #expect(ImageQuality.of(Bitmap(width: 1, height: 1, layout: .gray, pixels: [255])).brightness == 1)
    }

    @Test("CIELAB has the published values for red, and goes back to it")
    func lab() {
        let red = LabColor(red: 255, green: 0, blue: 0)
        #expect(abs(red.lightness - 53.24) < 0.01)
        #expect(abs(red.a - 80.09) < 0.01)
        #expect(abs(red.b - 67.20) < 0.01)
        #expect(red.hex == "#ff0000")
        #expect(ColorName.of(red) == "red")
    }

    @Test("dominant colours have their shares and names, the same at every call")
    func colors() {
        let areas: [([UInt8], Int)] = [([200, 30, 40], 60), ([30, 100, 200], 30), ([250, 250, 250], 10)]
        let row = areas.flatMap { color, count in [[UInt8]](repeating: color, count: count).flatMap { $0 } }
        let picture = Bitmap(width: 100, height: 50, layout: .rgb, pixels: [[UInt8]](repeating: row, count: 50).flatMap { $0 })
        let colors = DominantColors.of(picture)
        #expect(colors.map(\.name) == ["red", "blue", "white"])
        for (color, share) in zip(colors, [0.6, 0.3, 0.1]) { #expect(abs(color.share - share) < 0.03) }
        #expect(DominantColors.of(picture) == colors)
    }

    @Test("what cannot be seen has no colour")
    func invisible() {
        #expect(DominantColors.of(Bitmap(width: 1, height: 1, layout: .rgba, pixels: [9, 9, 9, 0])).isEmpty)
    }

    @Test("pictures of the same colours are alike in colour, the more so the nearer the colours")
    func colorLikeness() {
        func plain(_ red: UInt8) -> [DominantColor] {
            DominantColors.of(Bitmap(width: 2, height: 2, layout: .rgb, pixels: [[UInt8]](repeating: [red, 60, 60], count: 4).flatMap { $0 }))
        }
        #expect(plain(200).likeness(to: plain(200)) == 1)
        #expect(plain(200).likeness(to: plain(190)) > plain(200).likeness(to: plain(90)))
        #expect(plain(200).likeness(to: []) == 0)
    }

    @Test("the cosine transform is that of the definition")
    func cosines() {
        let side = 8
        let values = ScalingTests.noise(side, side, .gray).pixels.map(Double.init)
        let fast = ImageHash.cosines(values, side: side, kept: 3)
        for v in 0..<3 {
            for u in 0..<3 {
                var sum = 0.0
                for y in 0..<side {
                    for x in 0..<side {
                        let (across, down) = (Double.pi * (Double(x) + 0.5) * Double(u) / 8, Double.pi * (Double(y) + 0.5) * Double(v) / 8)
                        sum += values[y * side + x] * cos(across) * cos(down)
                    }
                }
                #expect(abs(sum - fast[v * 3 + u]) < 1e-6)
            }
        }
    }

    @Test("scaled, mirrored and cropped pictures are copies; another picture is none")
    func copies() {
        let picture = scene()
        let original = Fingerprint(picture)
        #expect(original.copy(of: Fingerprint(picture.scaled(toWidth: 97, height: 70, filter: .area))) == .same)
        #expect(original.copy(of: Fingerprint(mirrored(picture))) == .mirrored)
        #expect(original.copy(of: Fingerprint(picture.part(left: 24, top: 18, width: 192, height: 144))) == .cropped)
        #expect(original.copy(of: Fingerprint(scene(seed: 3.7))) == nil)
    }

    @Test("hashes are sixteen digits and count their differing bits")
    func hash() {
        #expect(ImageHash(bits: 0xF).hex == "000000000000000f")
        #expect(ImageHash(bits: 0xF).distance(to: ImageHash(bits: 0x8)) == 3)
    }

    @Test("the smallest pictures have facts", arguments: [(1, 1), (1, 9), (5, 2)])
    func tiny(size: (Int, Int)) {
        let picture = ScalingTests.noise(size.0, size.1, .rgba)
        let facts = ImageFacts.of(picture)
        #expect(facts.kind.confidence > 0)
        #expect((0...1).contains(facts.quality.score))
    }

    @Test("even noise is a texture")
    func texture() {
        var noise = ScalingTests.noise(96, 96, .gray).scaled(toWidth: 256, height: 256, filter: .bilinear)
        for index in noise.pixels.indices { noise.pixels[index] = 70 + noise.pixels[index] / 3 }
        #expect(ImageFacts.of(noise).kind.kind == .texture)
    }
}
