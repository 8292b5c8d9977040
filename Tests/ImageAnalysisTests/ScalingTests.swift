import DocumentModel
import Testing

@testable import ImageAnalysis

@Suite("Scaling")
struct ScalingTests {
    /// Repeatable noise.
    static func noise(_ width: Int, _ height: Int, _ layout: Bitmap.Layout, seed: UInt32 = 1) -> Bitmap {
        var state = seed
        let pixels = (0..<width * height * layout.bytesPerPixel).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return Bitmap(width: width, height: height, layout: layout, pixels: pixels)
    }

    /// The definition along one line, in doubles.
    private func reference(_ line: [Double], to target: Int, _ filter: ScalingFilter) -> [Double] {
        let scale = Double(line.count) / Double(target)
        let widening = max(1, scale)
        return (0..<target).map { place in
            let center = (Double(place) + 0.5) * scale
            var (sum, total) = (0.0, 0.0)
            for (index, value) in line.enumerated() {
                let weight = filter.weight((Double(index) + 0.5 - center) / widening)
                sum += weight * value
                total += weight
            }
            return min(max(sum / total, 0), 255)
        }
    }

    /// First along rows, then along columns.
    private func reference(_ picture: Bitmap, _ width: Int, _ height: Int, _ filter: ScalingFilter) -> [Double] {
        let rows = (0..<picture.height).map { y -> [Double] in
            let line = picture.pixels[y * picture.width..<(y + 1) * picture.width].map(Double.init)
            return reference(line, to: width, filter)
        }
        let columns = (0..<width).map { x -> [Double] in reference(rows.map { $0[x] }, to: height, filter) }
        return (0..<height).flatMap { y in columns.map { $0[y] } }
    }

    @Test("the kernels agree with the definition within what rounding twice can do", arguments: ScalingFilter.allCases, [(7, 5), (40, 31), (13, 30)])
    func agreesWithReference(filter: ScalingFilter, size: (Int, Int)) {
        let picture = Self.noise(23, 17, .gray)
        let scaled = picture.scaled(toWidth: size.0, height: size.1, filter: filter)
        for (value, expected) in zip(scaled.pixels, reference(picture, size.0, size.1, filter)) {
            #expect(abs(Double(value) - min(max(expected, 0), 255)) <= 1.5)
        }
    }

    @Test("bicubic gives Pillow's numbers")
    func pillow() {
        // Image.fromarray(numpy.arange(0, 250, 10, dtype=uint8).reshape(5, 5)).resize((3, 2), BICUBIC), Pillow 12.
        let picture = Bitmap(width: 5, height: 5, layout: .gray, pixels: (0..<25).map { UInt8($0 * 10) })
        #expect(picture.scaled(toWidth: 3, height: 2, filter: .bicubic).pixels == [47, 63, 79, 161, 177, 193])
    }

    @Test("what cannot be seen does not colour what can")
    func opacity() {
        let picture = Bitmap(width: 2, height: 1, layout: .rgba, pixels: [255, 0, 0, 255, 0, 255, 0, 0])
        #expect(picture.scaled(toWidth: 1, height: 1, filter: .area).pixels == [255, 0, 0, 128])
    }

    @Test("fitting keeps the shape and never enlarges")
    func fitting() {
        let picture = Self.noise(100, 30, .gray)
        let small = picture.fitted(into: 50)
        #expect(small.width == 50)
        #expect(small.height == 15)
        #expect(picture.fitted(into: 100) == picture)
        #expect(Self.noise(1000, 1, .gray).fitted(into: 10).height == 1)
    }
}
