import DocumentModel
import Foundation
import Testing

@testable import Inference

/// The same numbers every time.
struct Dice {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    /// 0..<1
    mutating func roll() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24)
    }
}

@Suite("Lines of text out of a map of probabilities")
struct DetectionTests {
    private func regions(_ values: [Float], width: Int, over threshold: Float = 0.3, limit: Int = 1_000_000) -> [ProbabilityMap.Region] {
        values.withUnsafeBufferPointer {
            ProbabilityMap(width: width, height: values.count / width, values: $0).regions(over: threshold, limit: limit)
        }
    }

    /// A group of pixels, found the slow way.
    private struct Group: Hashable {
        var left, top, right, bottom: Int
        /// In thousandths.
        var score: Int
    }

    /// Flood fill, corners included.
    private func groups(_ values: [Float], width: Int) -> Set<Group> {
        var seen = values.map { $0 <= 0.3 }
        var groups = Set<Group>()
        for start in values.indices where !seen[start] {
            var (open, members) = ([start], [Int]())
            seen[start] = true
            while let pixel = open.popLast() {
                members.append(pixel)
                for dy in -1...1 {
                    for dx in -1...1 {
                        let (x, y) = (pixel % width + dx, pixel / width + dy)
                        guard x >= 0, x < width, y >= 0, y < values.count / width, !seen[y * width + x] else { continue }
                        seen[y * width + x] = true
                        open.append(y * width + x)
                    }
                }
            }
            let (xs, ys) = (members.map { $0 % width }.sorted(), members.map { $0 / width }.sorted())
            let score = members.reduce(0) { $0 + Double(values[$1]) } / Double(members.count)
            groups.insert(
                Group(left: xs[0], top: ys[0], right: xs[xs.count - 1] + 1, bottom: ys[ys.count - 1] + 1, score: Int((score * 1000).rounded())))
        }
        return groups
    }

    @Test("groups of pixels are those of a flood fill, with their extents and scores", arguments: [0.15, 0.4, 0.6, 0.9], 0..<4)
    func floodFill(density: Double, seed: Int) {
        var dice = Dice(seed * 100 + Int(density * 10))
        let (width, height) = (17 + 16 * seed, 23)
        let values = (0..<width * height).map { _ in Float(dice.roll() < density ? 0.31 + 0.69 * dice.roll() : 0.3 * dice.roll()) }
        let found = regions(values, width: width)
        let boxes = found.map { region in
            let box = region.outline.rectangle(angle: 0, score: region.score)
            return Group(
                left: Int(box.centerX - box.width / 2), top: Int(box.centerY - box.height / 2), right: Int(box.centerX + box.width / 2),
                bottom: Int(box.centerY + box.height / 2), score: Int((region.score * 1000).rounded()))
        }
        let expected = groups(values, width: width)
        #expect(Set(boxes) == expected)
    }

    @Test("an empty map has no regions; a full one has one; of many, no more than the limit come")
    func bounds() {
        #expect(regions([Float](repeating: 0.3, count: 64), width: 8).isEmpty)
        #expect(regions([Float](repeating: 1, count: 64), width: 8).count == 1)
        let dots = (0..<64 * 64).map { Float($0 % 2 == 0 && $0 / 64 % 2 == 0 ? 1 : 0) }
        #expect(regions(dots, width: 64).count == 1024)
        #expect(regions(dots, width: 64, limit: 1024).count == 1024)
        #expect(regions(dots, width: 64, limit: 10).count == 10)
    }

    @Test("values that are no numbers are background")
    func notNumbers() {
        #expect(regions([Float](repeating: .nan, count: 64), width: 8).isEmpty)
    }

    @Test("the outline holds every point and turns one way", arguments: 0..<6)
    func hull(seed: Int) {
        var dice = Dice(seed)
        let points = (0..<1 + seed * seed * 8).map { _ in Point(x: (dice.roll() * 20).rounded(), y: (dice.roll() * 9).rounded()) }
        let hull = RegionOutline(around: points).hull
        guard hull.count > 2 else { return }
        for (index, corner) in hull.enumerated() {
            let next = hull[(index + 1) % hull.count]
            for point in points {
                let turn = (next.x - corner.x) * (point.y - corner.y) - (next.y - corner.y) * (point.x - corner.x)
                #expect(turn >= -1e-9)
            }
        }
    }

    @Test("no direction gives a smaller rectangle than the one found", arguments: 0..<8)
    func smallestRectangle(seed: Int) {
        var dice = Dice(seed + 50)
        let slant = (dice.roll() - 0.5) * 1.2
        let points = (0..<200).map { _ in
            let (along, across) = (dice.roll() * 90, dice.roll() * 12)
            return Point(x: 100 + along * cos(slant) - across * sin(slant), y: 60 + along * sin(slant) + across * cos(slant))
        }
        let outline = RegionOutline(around: points)
        let found = outline.smallestRectangle(score: 1)
        #expect(found.angle >= -.pi / 4 - 1e-9 && found.angle <= .pi / 4 + 1e-9)
        var smallest = Double.infinity
        for step in 0..<1800 {
            let angle = Double(step) * .pi / 3600
            let alongs = points.map { $0.x * cos(angle) + $0.y * sin(angle) }.sorted()
            let acrosses = points.map { $0.y * cos(angle) - $0.x * sin(angle) }.sorted()
            smallest = min(smallest, (alongs[199] - alongs[0]) * (acrosses[199] - acrosses[0]))
        }
        #expect(found.width * found.height <= smallest * (1 + 1e-9))
        #expect(found.width * found.height > 0.98 * smallest)
        // Its corners hold all points.
        let (c, s) = (cos(found.angle), sin(found.angle))
        for point in points {
            let (x, y) = (point.x - found.centerX, point.y - found.centerY)
            #expect(abs(x * c + y * s) <= found.width / 2 + 1e-6 && abs(y * c - x * s) <= found.height / 2 + 1e-6)
        }
    }

    @Test("a core grows on all sides by 1.6 times its area over its circumference")
    func growth() {
        let core = TextRegion(centerX: 50, centerY: 20, width: 80, height: 10, angle: 0.1, score: 1)
        let line = TextDetector.grown(core)
        let distance = 800 * 1.6 / 180
        #expect(abs(line.width - 80 - 2 * distance) < 1e-9 && abs(line.height - 10 - 2 * distance) < 1e-9)
        #expect(line.centerX == 50 && line.centerY == 20 && line.angle == 0.1)
    }

    @Test("a region in a picture of other proportions keeps the ends of its middle line", arguments: [(2.0, 2.0), (1.5, 1.55), (3, 2.9)])
    func scaling(scale: (x: Double, y: Double)) {
        let region = TextRegion(centerX: 100, centerY: 40, width: 120, height: 14, angle: 0.3, score: 1)
        let scaled = TextDetector.inPicture(region, scaleX: scale.x, scaleY: scale.y)
        func end(_ region: TextRegion) -> Point {
            Point(x: region.centerX + region.width / 2 * cos(region.angle), y: region.centerY + region.width / 2 * sin(region.angle))
        }
        let (before, after) = (end(region), end(scaled))
        #expect(abs(before.x * scale.x - after.x) < 1e-6 && abs(before.y * scale.y - after.y) < 1e-6)
    }
}
