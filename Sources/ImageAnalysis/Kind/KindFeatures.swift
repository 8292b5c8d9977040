package import DocumentModel

/// What tells kinds of pictures apart, measured on a picture of at most `side` pixels. All are shares, 0...1, unless said otherwise.
package struct KindFeatures: Hashable, Sendable, Codable {
    /// Longest side that is looked at, in pixels.
    package static let side = 384

    /// Pixels equal to their right and lower neighbour but for `sameLevels`: drawings are flat, photographs never quite.
    package var flatness = 0.0
    /// Pixels of the most frequent colour (of 4096).
    package var background = 0.0
    /// How light the most frequent colour is: paper is white.
    package var backgroundLightness = 0.0
    /// Entropy of the colours (of 4096) in bits, 0...12.
    package var colorEntropy = 0.0
    /// Pixels that stand out from white or gray by their colour.
    package var colorfulness = 0.0
    /// Pixels on a strong edge.
    package var edges = 0.0
    /// Of those on a strong edge, those whose edge is level or upright.
    package var axisEdges = 0.0
    /// How alike sixteen parts of the picture are in lightness and roughness: 1 for a plain or evenly rough surface.
    package var evenness = 0.0
    /// Pixels nearly black or nearly white: print has little else.
    package var extremes = 0.0
    /// Pixels that can be seen through.
    package var transparency = 0.0
    /// How often dark and light alternate along rows and columns, per pixel: lines of text alternate often.
    package var alternation = 0.0

    /// Levels of 255 within which neighbours count as equal: JPEG leaves that much in flat areas.
    private static let sameLevels = 3
    /// Levels of 255 per pixel from which an edge is strong.
    private static let strongEdge = 48
    private static let colorLevels = 36

    package init(_ picture: Bitmap) {
        let small = picture.fitted(into: Self.side)
        if small.layout == .rgba {
            let seen = stride(from: 3, to: small.pixels.count, by: 4).reduce(0) { $0 + (small.pixels[$1] < 128 ? 1 : 0) }
            transparency = Double(seen) / Double(small.width * small.height)
        }
        let flat = small.flattened
        countColors(flat)
        let gray = flat.luma
        countNeighbours(gray)
        countAlternations(gray)
        evenness = Self.evenness(of: gray)
    }

    private mutating func countColors(_ picture: Bitmap) {
        var histogram = [Int](repeating: 0, count: 4096)
        var colored = 0
        for start in stride(from: 0, to: picture.pixels.count, by: 3) {
            let (r, g, b) = (Int(picture.pixels[start]), Int(picture.pixels[start + 1]), Int(picture.pixels[start + 2]))
            histogram[(r >> 4) << 8 | (g >> 4) << 4 | b >> 4] += 1
            if max(r, g, b) - min(r, g, b) > Self.colorLevels { colored += 1 }
        }
        let total = Double(picture.width * picture.height)
        colorfulness = Double(colored) / total
        var most = 0
        for index in histogram.indices where histogram[index] > histogram[most] { most = index }
        background = Double(histogram[most]) / total
        backgroundLightness = Double((most >> 8) + (most >> 4 & 15) + (most & 15)) / 45
        colorEntropy = histogram.reduce(0.0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / total
            return sum - share * share.binaryLogarithm
        }
    }

    private mutating func countNeighbours(_ gray: Bitmap) {
        let (width, height) = (gray.width, gray.height)
        guard width > 2, height > 2 else { return }
        var (flat, strong, straight, extreme) = (0, 0, 0, 0)
        for y in 1..<height - 1 {
            for i in y * width + 1..<y * width + width - 1 {
                let value = Int(gray.pixels[i])
                let right = abs(Int(gray.pixels[i + 1]) - value)
                let below = abs(Int(gray.pixels[i + width]) - value)
                if right <= Self.sameLevels, below <= Self.sameLevels { flat += 1 }
                if value < 40 || value > 225 { extreme += 1 }
                let across = abs(Int(gray.pixels[i + 1]) - Int(gray.pixels[i - 1]))
                let down = abs(Int(gray.pixels[i + width]) - Int(gray.pixels[i - width]))
                guard across + down > Self.strongEdge else { continue }
                strong += 1
                if min(across, down) * 6 < max(across, down) { straight += 1 }
            }
        }
        let total = Double((width - 2) * (height - 2))
        (flatness, edges, extremes) = (Double(flat) / total, Double(strong) / total, Double(extreme) / total)
        axisEdges = strong == 0 ? 0 : Double(straight) / Double(strong)
    }

    /// Changes between the darker and the lighter third of the picture's own range.
    private mutating func countAlternations(_ gray: Bitmap) {
        guard let low = gray.pixels.min(), let high = gray.pixels.max(), high - low > 60 else { return }
        let (dark, light) = (Int(low) + Int(high - low) / 3, Int(low) + Int(high - low) * 2 / 3)
        var changes = 0
        for y in 0..<gray.height {
            var isDark: Bool?
            for i in y * gray.width..<(y + 1) * gray.width {
                let value = Int(gray.pixels[i])
                if value <= dark, isDark != true {
                    changes += isDark == nil ? 0 : 1
                    isDark = true
                } else if value >= light, isDark != false {
                    changes += isDark == nil ? 0 : 1
                    isDark = false
                }
            }
        }
        alternation = Double(changes) / Double(gray.width * gray.height)
    }

    /// Of sixteen parts, the spread of their means and deviations beside the deviation of the whole.
    private static func evenness(of gray: Bitmap) -> Double {
        let (columns, rows) = (gray.width / 4, gray.height / 4)
        guard columns > 3, rows > 3 else { return 0 }
        var parts: [(mean: Double, deviation: Double)] = []
        for part in 0..<16 {
            let block = gray.part(left: part % 4 * columns, top: part / 4 * rows, width: columns, height: rows)
            parts.append(spread(block.pixels.map(Double.init)))
        }
        let between = spread(parts.map(\.mean)).deviation
        let roughness = spread(parts.map(\.deviation))
        // Two levels stand for what nobody sees, so that plain surfaces count as even.
        return 1 / (1 + between / (roughness.mean + 2) + roughness.deviation / (roughness.mean + 2))
    }

    private static func spread(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
        return (mean, variance.squareRoot())
    }
}
