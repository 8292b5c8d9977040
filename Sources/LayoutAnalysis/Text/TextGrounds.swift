import DocumentModel

/// The coloured boxes behind text: listings, notices, bands of a heading. Printed line by line they count as one box.
struct TextGrounds {
    private let boxes: [Rectangle]

    /// Points by which boxes of one ground may differ at their sides, or stand apart.
    private static let sameSide = 1.5
    /// Share of the page from which a box is its paper or a column of it, not a ground that sets text apart.
    private static let largestShare = 0.6
    /// Points of the lowest box that can hold a line.
    private static let leastHeight = 5.0
    /// Share of a line's height that may stick out: boxes of listings are drawn tightly around the letters.
    private static let overhang = 0.35
    /// More boxes are the pixels of a picture or a map.
    private static let mostBoxes = 5_000

    init(_ primitives: PagePrimitives) {
        let largest = Self.largestShare * primitives.page.box.area
        let seen = primitives.fills.filter {
            !$0.color.isPale && $0.box.isSound && $0.box.height >= Self.leastHeight && $0.box.area <= largest
        }
        boxes = seen.count <= Self.mostBoxes ? Self.stacked(seen) : []
    }

    /// The smallest box that the line stands on; `nil` for the plain page.
    func ground(of line: Rectangle) -> Rectangle? {
        guard !boxes.isEmpty else { return nil }
        let slack = Self.overhang * line.height
        return boxes.filter { box in
            box.left <= line.left + slack && box.right >= line.right - slack && box.top <= line.top + slack && box.bottom >= line.bottom - slack
        }.min { $0.area < $1.area }
    }

    /// Boxes of one colour that follow each other downwards between the same sides are one.
    private static func stacked(_ fills: [Fill]) -> [Rectangle] {
        struct Column: Hashable { var left: Int, right: Int, color: Color }
        var columns: [Column: [Rectangle]] = [:]
        for fill in fills {
            let key = Column(left: Int(fill.box.left / sameSide), right: Int(fill.box.right / sameSide), color: fill.color)
            columns[key, default: []].append(fill.box)
        }
        return columns.values.flatMap { boxes in
            boxes.sorted { $0.top < $1.top }.reduce(into: [Rectangle]()) { joined, box in
                if let last = joined.last, box.top <= last.bottom + sameSide {
                    joined[joined.count - 1] = last.union(box)
                } else {
                    joined.append(box)
                }
            }
        }
    }
}
