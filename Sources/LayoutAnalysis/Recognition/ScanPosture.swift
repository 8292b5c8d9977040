import DocumentModel
import Foundation

/// How the text of a scan lies on the displayed page: turned by quarters, and askew by a few degrees.
struct ScanPosture: Hashable {
    /// Clockwise angle of most lines, rounded to a quarter turn: 0, 90, 180 or 270.
    var quarterDegrees = 0
    /// Clockwise slope that is left beside the quarter turn.
    var skewDegrees = 0.0

    /// Lines this many times longer than high show the slope; short ones are as crooked as their letters.
    private static let tellingLength = 5.0
    /// Below, the ends of a line of page width differ by less than a point: noise of the line finder.
    private static let leastSkewDegrees = 0.1
    /// Above, the lines are slanted on purpose (stamps, logos): nobody feeds paper that crooked.
    private static let mostSkewDegrees = 20.0

    init(quarterDegrees: Int = 0, skewDegrees: Double = 0) {
        self.quarterDegrees = quarterDegrees
        self.skewDegrees = skewDegrees
    }

    /// What most characters say of the quarter turn, and long lines of the slope.
    init(of lines: [RecognizedLine]) {
        var counts = [0, 0, 0, 0]
        for line in lines { counts[line.frame.quarter] += line.characters.count }
        let main = (0..<4).max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        quarterDegrees = main * 90
        let slopes = lines.filter { $0.frame.quarter == main && $0.frame.length > Self.tellingLength * $0.frame.thickness }
            .map { (value: $0.frame.slopeDegrees, weight: $0.frame.length * $0.frame.length) }
        let skew = weightedMedian(slopes) ?? 0
        skewDegrees = (Self.leastSkewDegrees...Self.mostSkewDegrees).contains(abs(skew)) ? skew : 0
    }
}

extension Quadrilateral {
    /// From the middle of the side where reading begins to the middle of the side where it ends.
    private var reach: (x: Double, y: Double) {
        ((topRight.x + bottomRight.x - topLeft.x - bottomLeft.x) / 2, (topRight.y + bottomRight.y - topLeft.y - bottomLeft.y) / 2)
    }

    /// Along the text.
    var length: Double { hypot(reach.x, reach.y) }

    /// Across the text.
    var thickness: Double {
        let x = bottomLeft.x + bottomRight.x - topLeft.x - topRight.x
        let y = bottomLeft.y + bottomRight.y - topLeft.y - topRight.y
        return hypot(x, y) / 2
    }

    private var angleDegrees: Double { length > 0 ? atan2(reach.y, reach.x) * 180 / .pi : 0 }

    /// Clockwise quarter turns of the text: 0, 1, 2 or 3.
    var quarter: Int { (Int((angleDegrees / 90).rounded()) + 4) % 4 }

    /// Clockwise degrees beside the quarter turn, -45...45.
    var slopeDegrees: Double { angleDegrees - (angleDegrees / 90).rounded() * 90 }

    /// Whether all corners are numbers that a picture can have.
    var isSound: Bool { corners.allSatisfy { abs($0.x) < Self.farAway && abs($0.y) < Self.farAway } }

    /// Pixels; ten times the longest side that limits allow.
    private static var farAway: Double { 1_000_000 }
}

/// The value at which half of the weight lies on either side; `nil` for no values.
func weightedMedian(_ values: [(value: Double, weight: Double)]) -> Double? {
    let sorted = values.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var sum = 0.0
    for entry in sorted {
        sum += entry.weight
        if sum >= half { return entry.value }
    }
    return nil
}
