/// Measures of the picture that detection looks at.
struct DetectionSize: Hashable {
    /// The network halves the picture five times.
    private static let step = 32
    /// Taller or wider than this takes too much memory: it grows with the area (about 190 MB at 960 x 1280).
    static let longestSide = 1600
    static let usualSide = 1280

    let width: Int
    let height: Int

    /// The picture's own measures, or smaller ones with the longer side of `side` pixels; both multiples of 32.
    init(of picture: PixelGrid, side: Int) {
        let scale = min(1, Double(side) / Double(max(picture.width, picture.height)))
        width = Self.rounded(Double(picture.width) * scale)
        height = Self.rounded(Double(picture.height) * scale)
    }

    private static func rounded(_ pixels: Double) -> Int { max(step, Int((pixels / Double(step)).rounded()) * step) }
}
