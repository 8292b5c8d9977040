import DocumentModel

/// Finds the bullets in front of lines: engines look for text and leave out what is none.
struct BulletFinder {
    struct Options {
        /// How far in font sizes from the text a bullet stands: nearer is a letter, farther belongs to something else.
        var distance = 0.2...3.5
        /// Its size in font sizes, across and down; a full stop is smaller, a letter larger.
        var side = 0.14...0.65
        /// Shape: one side is at most this many times longer than the other.
        var mostOblong = 1.5
        /// Share of its box that is ink: discs and squares have 0.75 and more, letters less.
        var filled = 0.62
        /// Height of its middle above the baseline in font sizes.
        var height = 0.12...0.55
    }

    let ink: InkMap
    /// Frames of everything that was recognised.
    let text: [Rectangle]
    var options = Options()

    /// The box of the bullet in points; `nil` when the line has none.
    func bullet(before line: PrintedLine) -> Rectangle? {
        guard line.angleDegrees == 0, !line.isRightToLeft, let size = line.measuredSize, let baseline = line.measuredBaseline,
            let start = line.words.first?.sides.first
        else { return nil }
        let reach = Rectangle(
            left: start - options.distance.upperBound * size, top: baseline - 0.8 * size, right: start - options.distance.lowerBound * size,
            bottom: baseline + 0.1 * size)
        guard let box = nearestMark(in: reach), isBullet(box, size: size, baseline: baseline),
            !text.contains(where: { $0.contains(x: box.centerX, y: box.centerY) })
        else { return nil }
        return box
    }

    private func isBullet(_ box: Rectangle, size: Double, baseline: Double) -> Bool {
        let (long, short) = (max(box.width, box.height), min(box.width, box.height))
        guard options.side.contains(long / size), options.side.contains(short / size), long <= options.mostOblong * short,
            options.height.contains((baseline - box.centerY) / size)
        else { return false }
        let (columns, rows) = ink.area(box)
        let count = rows.reduce(0) { sum, row in sum + columns.count { ink.pixels[row * ink.width + $0] != 0 } }
        return Double(count) >= options.filled * Double(columns.count * rows.count)
    }

    /// The group of columns with ink that stands farthest right, if there is paper on both sides of it.
    private func nearestMark(in area: Rectangle) -> Rectangle? {
        let (columns, rows) = ink.area(area)
        func isMarked(_ column: Int) -> Bool { rows.contains { ink.pixels[$0 * ink.width + column] != 0 } }
        guard let last = columns.last(where: isMarked), last != columns.last else { return nil }
        var first = last
        while first > columns.lowerBound, isMarked(first - 1) { first -= 1 }
        guard first > columns.lowerBound else { return nil }
        let marked = rows.filter { row in (first...last).contains { ink.pixels[row * ink.width + $0] != 0 } }
        guard let top = marked.first, let bottom = marked.last else { return nil }
        return Rectangle(
            left: Double(first) / ink.scale, top: Double(top) / ink.scale, right: Double(last + 1) / ink.scale,
            bottom: Double(bottom + 1) / ink.scale)
    }
}
