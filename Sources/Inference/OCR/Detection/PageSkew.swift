import Glibc

/// One direction for a page's lines: the outline of a short word says little about how it is turned, that of a long line says it exactly.
enum PageSkew {
    /// A region has to be this many times as long as it is high to tell the direction of its text.
    private static let tellingRatio = 5.0
    /// Regions turned further than this (radians) from the rest are on their own: stamps, slanted captions.
    private static let tolerance = 0.12
    /// A region that is not long has to deviate clearly before it is believed.
    private static let slantedRatio = 2.5

    /// Rectangles around the regions, along the page's direction where they have no direction of their own.
    static func straightened(_ regions: [ProbabilityMap.Region]) -> [TextRegion] {
        let smallest = regions.map { $0.outline.smallestRectangle(score: $0.score) }
        let angle = pageAngle(smallest)
        return zip(regions, smallest).map { region, own in
            let ratio = max(own.width, own.height) / max(1, min(own.width, own.height))
            let isOnItsOwn = abs(own.angle - angle) > tolerance && ratio >= slantedRatio
            return isOnItsOwn || ratio >= tellingRatio && abs(own.angle - angle) <= tolerance && own.width > own.height
                ? own : region.outline.rectangle(angle: angle, score: region.score)
        }
    }

    /// Median of the long lines' directions, each counted by its length; 0 when there is no long line.
    private static func pageAngle(_ regions: [TextRegion]) -> Double {
        let telling = regions.filter { $0.width >= tellingRatio * $0.height }.sorted { $0.angle < $1.angle }
        let half = telling.reduce(0) { $0 + $1.width } / 2
        var passed = 0.0
        for region in telling {
            passed += region.width
            if passed >= half { return region.angle }
        }
        return 0
    }
}
