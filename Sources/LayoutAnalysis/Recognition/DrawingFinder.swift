import DocumentModel

/// Finds pictures on a scanned page: areas full of marks that are neither text nor rules.
struct DrawingFinder {
    struct Options {
        /// Side in points of the squares the page is judged in: smaller than a letter of a heading, larger than dirt.
        var square = 6.0
        /// Share of a square that must be marked; a thin curve through it marks a tenth.
        var markedShare = 0.04
        /// Squares this far apart belong together: drawings have white in them.
        var reach = 2
        /// Shortest sides in points of a picture worth showing.
        var leastWidth = 24.0
        var leastHeight = 8.0
        /// Share of its squares that are marked, at least: scattered dirt has less.
        var leastFilled = 0.12
        /// Points around recognised text where left-over marks are parts of its letters.
        var textMargin = 1.5
        /// Points by which the sides of a frame may miss each other's ends.
        var corner = 4.0
        /// A frame around a drawing is at most this many times larger; around more, it is the page's.
        var largestFrame = 8.0
        /// Rows of text above or below a drawing inside its frame: title, scale and legend. More are a table or a text in a box.
        var mostRows = 3
        /// More rules are a form or a large table; pairing them would take seconds.
        var mostRules = 400
    }

    var options = Options()

    /// Boxes in points, with the frames that are drawn around them.
    func drawings(in ink: InkMap, around text: [Rectangle], rules: [Rule] = []) -> [Rectangle] {
        let patches = Self.joined(patches(in: ink, around: text))
        let frames = frames(among: rules).filter { isFrame($0, of: patches, around: text) }
        return Self.joined(patches + frames)
    }

    private static func joined(_ boxes: [Rectangle]) -> [Rectangle] {
        var joined: [Rectangle] = []
        for var box in boxes {
            while let index = joined.firstIndex(where: { $0.intersection(box) != nil }) { box = box.union(joined.remove(at: index)) }
            joined.append(box)
        }
        return joined
    }

    /// Boxes that four rules enclose.
    private func frames(among rules: [Rule]) -> [Rectangle] {
        let across = rules.filter { $0.direction == .horizontal && $0.box.width >= options.leastWidth }.map(\.box)
        let down = rules.filter { $0.direction == .vertical && $0.box.height >= options.leastHeight }.map(\.box)
        guard across.count <= options.mostRules, down.count <= options.mostRules else { return [] }
        var frames: [Rectangle] = []
        for top in across {
            for bottom in across where bottom.top > top.bottom && isSame(top.left, bottom.left) && isSame(top.right, bottom.right) {
                let box = top.union(bottom)
                let sides = down.filter { isSame($0.top, box.top) && isSame($0.bottom, box.bottom) }
                guard sides.contains(where: { isSame($0.left, box.left) }), sides.contains(where: { isSame($0.right, box.right) }) else { continue }
                frames.append(box)
            }
        }
        return frames
    }

    /// Whether a box holds drawings and what belongs to them: charts have their titles, scales and legends inside.
    private func isFrame(_ box: Rectangle, of patches: [Rectangle], around text: [Rectangle]) -> Bool {
        guard let drawing = Rectangle.around(patches.filter { box.contains($0) }) else { return false }
        return box.area <= options.largestFrame * drawing.area
            && rowCount(of: text, in: box, above: drawing.top) <= options.mostRows
            && rowCount(of: text, in: box, below: drawing.bottom) <= options.mostRows
    }

    /// Rows of text in a part of the box.
    private func rowCount(of text: [Rectangle], in box: Rectangle, above: Double = .infinity, below: Double = -.infinity) -> Int {
        let middles = text.filter { box.contains(x: $0.centerX, y: $0.centerY) && $0.centerY < above && $0.centerY > below }
            .sorted { $0.centerY < $1.centerY }
        var count = 0, last = -Double.infinity
        for line in middles where line.centerY - last > 0.5 * line.height {
            count += 1
            last = line.centerY
        }
        return count
    }

    private func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= options.corner }

    private func patches(in ink: InkMap, around text: [Rectangle]) -> [Rectangle] {
        var rest = ink
        for box in text { rest.erase(box.insetBy(-options.textMargin)) }
        let grid = squares(of: rest)
        return Self.groups(of: grid, reach: options.reach).compactMap { group in
            let box = Rectangle(
                left: Double(group.columns.lowerBound) * options.square, top: Double(group.rows.lowerBound) * options.square,
                right: Double(group.columns.upperBound) * options.square, bottom: Double(group.rows.upperBound) * options.square)
            let filled = Double(group.count) / Double(group.columns.count * group.rows.count)
            return box.width >= options.leastWidth && box.height >= options.leastHeight && filled >= options.leastFilled ? box : nil
        }
    }

    private func squares(of ink: InkMap) -> MarkedSquares {
        let side = options.square * ink.scale
        var grid = MarkedSquares(
            width: max(1, Int((Double(ink.width) / side).rounded(.up))), height: max(1, Int((Double(ink.height) / side).rounded(.up))))
        var counts = [Int](repeating: 0, count: grid.width * grid.height)
        for y in 0..<ink.height {
            let row = min(grid.height - 1, Int(Double(y) / side)) * grid.width
            for x in 0..<ink.width where ink.pixels[y * ink.width + x] != 0 {
                counts[row + min(grid.width - 1, Int(Double(x) / side))] += 1
            }
        }
        grid.isMarked = counts.map { Double($0) >= options.markedShare * side * side }
        return grid
    }

    private struct MarkedSquares {
        let width: Int
        let height: Int
        var isMarked: [Bool] = []
    }

    private struct Group {
        var columns: Range<Int>
        var rows: Range<Int>
        var count: Int
    }

    /// Marked squares within reach of each other.
    private static func groups(of grid: MarkedSquares, reach: Int) -> [Group] {
        var isFree = grid.isMarked
        var groups: [Group] = []
        for start in isFree.indices where isFree[start] {
            isFree[start] = false
            var group = Group(columns: start % grid.width..<start % grid.width + 1, rows: start / grid.width..<start / grid.width + 1, count: 0)
            var waiting = [start]
            while let square = waiting.popLast() {
                let (x, y) = (square % grid.width, square / grid.width)
                group.count += 1
                group.columns = min(group.columns.lowerBound, x)..<max(group.columns.upperBound, x + 1)
                group.rows = min(group.rows.lowerBound, y)..<max(group.rows.upperBound, y + 1)
                for row in max(0, y - reach)...min(grid.height - 1, y + reach) {
                    for column in max(0, x - reach)...min(grid.width - 1, x + reach) where isFree[row * grid.width + column] {
                        isFree[row * grid.width + column] = false
                        waiting.append(row * grid.width + column)
                    }
                }
            }
            groups.append(group)
        }
        return groups
    }
}
