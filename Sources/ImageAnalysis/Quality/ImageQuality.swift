package import DocumentModel

/// How good a picture is to look at and to measure, from its lightness alone.
///
/// All figures are of the picture at `ImageQuality.side` pixels: a large photograph of a soft scan is as soft as a small one.
package struct ImageQuality: Hashable, Sendable, Codable {
    /// Longest side that is measured, in pixels: a picture as it is seen on a screen.
    package static let side = 1024

    /// Variance of the Laplacian (Pech-Pacheco et al. 2000): below some 100 blurred, photographs in focus have 300 and more.
    package var laplacianVariance: Double
    /// Standard deviation of lightness, 0...127.5.
    package var contrastDeviation: Double
    /// Mean lightness, 0...255.
    package var meanLightness: Double
    /// Standard deviation of the noise in levels of 255 (Immerkaer 1996): 0 for drawings, 1 to 3 for photographs, above 8 visible grain.
    package var noiseDeviation: Double

    /// 0...1: 1 from a Laplacian variance of 1000 on, as the service that this one replaces counted.
    package var sharpness: Double { min(1, laplacianVariance / 1000) }
    /// 0...1: 1 for half black and half white.
    package var contrast: Double { min(1, contrastDeviation / 127.5) }
    /// 0...1: 1 is white.
    package var brightness: Double { meanLightness / 255 }
    /// 0...1: 1 is heavy grain.
    package var noise: Double { min(1, noiseDeviation / 25) }

    /// 0...1: sharp, rich in contrast, neither dark nor glaring, without grain.
    package var score: Double {
        0.30 * sharpness + 0.25 * contrast + 0.25 * (1 - abs(2 * brightness - 1)) + 0.20 * (1 - noise)
    }

    package static func of(_ picture: Bitmap) -> ImageQuality {
        let gray = picture.fitted(into: side).luma
        let (mean, deviation) = spread(gray.pixels)
        let (laplacian, noise) = derivatives(gray)
        return ImageQuality(laplacianVariance: laplacian, contrastDeviation: deviation, meanLightness: mean, noiseDeviation: noise)
    }

    private static func spread(_ values: [UInt8]) -> (mean: Double, deviation: Double) {
        var histogram = [Int](repeating: 0, count: 256)
        for value in values { histogram[Int(value)] += 1 }
        let count = Double(max(1, values.count))
        let sum = histogram.indices.reduce(0.0) { $0 + Double($1 * histogram[$1]) }
        let squares = histogram.indices.reduce(0.0) { $0 + Double($1 * $1 * histogram[$1]) }
        let mean = sum / count
        return (mean, max(0, squares / count - mean * mean).squareRoot())
    }

    /// Variance of the Laplacian, and Immerkaer's estimate: the mean size of what a mask leaves that lets neither planes nor edges of
    /// one direction through. Pictures too small for a neighbourhood have neither.
    private static func derivatives(_ gray: Bitmap) -> (variance: Double, noise: Double) {
        let (width, height) = (gray.width, gray.height)
        guard width > 2, height > 2 else { return (0, 0) }
        var (sum, squares, masked) = (0, 0, 0)
        gray.pixels.withUnsafeBufferPointer { p in
            for y in 1..<height - 1 {
                for i in y * width + 1..<y * width + width - 1 {
                    let center = Int(p[i])
                    let cross = Int(p[i - 1]) + Int(p[i + 1]) + Int(p[i - width]) + Int(p[i + width])
                    let corners = Int(p[i - width - 1]) + Int(p[i - width + 1]) + Int(p[i + width - 1]) + Int(p[i + width + 1])
                    let laplacian = cross - 4 * center
                    sum += laplacian
                    squares += laplacian * laplacian
                    masked += abs(corners - 2 * cross + 4 * center)
                }
            }
        }
        let count = Double((width - 2) * (height - 2))
        let mean = Double(sum) / count
        return (Double(squares) / count - mean * mean, (Double.pi / 2).squareRoot() * Double(masked) / (6 * count))
    }
}
