import DocumentModel

/// Joins the pieces of lines that are drawn dash by dash or cell by cell.
enum RuleMerger {
    /// Pieces this short (points) are dashes or dots; a gap between them belongs to the pattern.
    private static let dashLength = 8.0
    /// Longest gap in points inside a dashed line, and between long pieces (rounding of coordinates).
    private static let dashGap = 4.0
    private static let touchGap = 0.5
    /// Pieces of one line agree in position across it to this many points.
    private static let alignment = 0.3

    /// The same lines with pieces joined, horizontal ones first, sorted across and then along.
    static func merged(_ rules: [Rule]) -> [Rule] {
        guard rules.count > 1 else { return rules }
        var keyed = rules.map { Piece($0) }
        keyed.sort()
        var result: [Rule] = []
        result.reserveCapacity(keyed.count)
        var current = keyed[0]
        for piece in keyed.dropFirst() {
            if current.isContinued(by: piece) {
                current.extend(to: piece)
            } else {
                result.append(current.rule)
                current = piece
            }
        }
        result.append(current.rule)
        return result
    }

    private struct Piece: Comparable {
        var rule: Rule
        /// Position across the line in steps of the alignment, and start and end along it.
        var across: Int
        var start: Double
        var end: Double
        var longestPiece: Double

        init(_ rule: Rule) {
            self.rule = rule
            let isHorizontal = rule.direction == .horizontal
            let center = isHorizontal ? rule.box.centerY : rule.box.centerX
            across = Int((center.clamped(to: -1e6...1e6) / RuleMerger.alignment).rounded())
            start = isHorizontal ? rule.box.left : rule.box.top
            end = isHorizontal ? rule.box.right : rule.box.bottom
            longestPiece = end - start
        }

        static func < (one: Piece, other: Piece) -> Bool {
            if one.rule.direction != other.rule.direction { return one.rule.direction == .horizontal }
            if one.across != other.across { return one.across < other.across }
            return one.start < other.start
        }

        func isContinued(by next: Piece) -> Bool {
            guard rule.direction == next.rule.direction, across == next.across, rule.color == next.rule.color else { return false }
            let areDashes = max(longestPiece, next.longestPiece) <= RuleMerger.dashLength
            return next.start - end <= (areDashes ? RuleMerger.dashGap : RuleMerger.touchGap)
        }

        mutating func extend(to next: Piece) {
            rule.box = rule.box.union(next.rule.box)
            end = max(end, next.end)
            longestPiece = max(longestPiece, next.longestPiece)
        }
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        isNaN ? range.lowerBound : min(max(self, range.lowerBound), range.upperBound)
    }
}
