package import DocumentModel

/// One of the few colours that a picture is made of.
package struct DominantColor: Hashable, Sendable, Codable {
    package var color: LabColor
    /// 0...1 of what can be seen.
    package var share: Double

    package var name: String { ColorName.of(color) }
}

/// The few colours that a picture is made of: k-means in CIELAB (Lloyd 1982) with seeds that depend on the picture alone.
package enum DominantColors {
    /// Longest side that is looked at, in pixels: colours are areas, and areas survive this.
    private static let side = 96
    /// Opacity from which a pixel counts as seen.
    private static let visible: UInt8 = 128
    /// Centres nearer than this are one colour to people who do not hold them side by side.
    private static let sameColor = 10.0
    /// Shares below this are edges and noise.
    private static let leastShare = 0.01
    private static let roundLimit = 24

    /// At most `limit` colours, the most frequent first; empty when nothing can be seen.
    package static func of(_ picture: Bitmap, limit: Int = 6) -> [DominantColor] {
        let points = colors(of: picture)
        guard !points.isEmpty, limit > 0 else { return [] }
        var centers = seeds(points, limit: limit)
        var counts = [Int](repeating: 0, count: centers.count)
        for _ in 0..<roundLimit {
            let previous = centers
            (centers, counts) = moved(centers, to: points)
            if zip(centers, previous).allSatisfy({ $0.squaredDistance(to: $1) < 0.01 }) { break }
        }
        return merged(centers, counts, total: points.count)
    }

    private static func colors(of picture: Bitmap) -> [LabColor] {
        let small = picture.fitted(into: side)
        let size = small.layout.bytesPerPixel
        return stride(from: 0, to: small.pixels.count, by: size).compactMap { start in
            if size == 4, small.pixels[start + 3] < visible { return nil }
            let step = size == 1 ? 0 : 1
            return LabColor(red: small.pixels[start], green: small.pixels[start + step], blue: small.pixels[start + 2 * step])
        }
    }

    /// The mean first, then always the point that is farthest from all seeds, by which a small area of a lively colour gets its own;
    /// points that stand alone are passed over by taking the 99th percentile instead of the very farthest.
    private static func seeds(_ points: [LabColor], limit: Int) -> [LabColor] {
        var seeds = [mean(of: points)]
        var distances = points.map { $0.squaredDistance(to: seeds[0]) }
        while seeds.count < limit {
            let order = distances.indices.sorted { distances[$0] < distances[$1] }
            let chosen = order[min(order.count - 1, order.count * 99 / 100)]
            guard distances[chosen] > sameColor * sameColor else { break }
            seeds.append(points[chosen])
            for index in points.indices { distances[index] = min(distances[index], points[index].squaredDistance(to: points[chosen])) }
        }
        return seeds
    }

    private static func mean(of points: [LabColor]) -> LabColor {
        let count = Double(points.count)
        let sum = points.reduce(LabColor(lightness: 0, a: 0, b: 0)) {
            LabColor(lightness: $0.lightness + $1.lightness, a: $0.a + $1.a, b: $0.b + $1.b)
        }
        return LabColor(lightness: sum.lightness / count, a: sum.a / count, b: sum.b / count)
    }

    /// Each centre in the middle of the points that are nearest to it; a centre without points stays.
    private static func moved(_ centers: [LabColor], to points: [LabColor]) -> ([LabColor], [Int]) {
        var sums = [LabColor](repeating: LabColor(lightness: 0, a: 0, b: 0), count: centers.count)
        var counts = [Int](repeating: 0, count: centers.count)
        for point in points {
            var best = (index: 0, distance: Double.infinity)
            for index in centers.indices {
                let distance = point.squaredDistance(to: centers[index])
                if distance < best.distance { best = (index, distance) }
            }
            sums[best.index].lightness += point.lightness
            sums[best.index].a += point.a
            sums[best.index].b += point.b
            counts[best.index] += 1
        }
        let moved = centers.indices.map { index in
            let count = Double(counts[index])
            guard count > 0 else { return centers[index] }
            return LabColor(lightness: sums[index].lightness / count, a: sums[index].a / count, b: sums[index].b / count)
        }
        return (moved, counts)
    }

    private static func merged(_ centers: [LabColor], _ counts: [Int], total: Int) -> [DominantColor] {
        var result: [DominantColor] = []
        for index in centers.indices.sorted(by: { (counts[$0], $1) > (counts[$1], $0) }) where counts[index] > 0 {
            let share = Double(counts[index]) / Double(total)
            if let same = result.firstIndex(where: { $0.color.distance(to: centers[index]) < sameColor }) {
                result[same].share += share
            } else if share >= leastShare || result.isEmpty {
                result.append(DominantColor(color: centers[index], share: share))
            }
        }
        return result.sorted { $0.share > $1.share }
    }
}
