/// Font sizes as measured, drawn together: letters measured in pixels come out a few per cent apart, and headings and columns are
/// told by sizes that are the same or are not.
struct SizeClusters {
    struct Options {
        /// Sizes this far apart (share of the size) are one: measuring a line is not better, and designers set them farther apart.
        var sameSize = 0.07
        /// The same for lines of few characters, measured worse.
        var sameSizeOfShort = 0.16
        /// Fewer characters are a short line.
        var shortLine = 5
        /// Sizes are rounded to this many points.
        var step = 0.25
    }

    /// Found sizes in points, the most frequent first.
    private(set) var centers: [Double] = []
    var options = Options()

    /// - Parameter lines: measured size and characters of each line.
    init(_ lines: [(size: Double, characters: Int)], options: Options = Options()) {
        self.options = options
        var rest = lines.filter { $0.size > 0 && $0.size.isFinite && $0.characters >= options.shortLine }
        if rest.isEmpty { rest = lines.filter { $0.size > 0 && $0.size.isFinite } }
        while let densest = densest(among: rest) {
            let members = rest.filter { isSame($0.size, densest, options.sameSize) }
            guard !members.isEmpty, let center = weightedMedian(members.map { ($0.size, Double($0.characters)) }) else { break }
            centers.append((center / options.step).rounded() * options.step)
            rest.removeAll { isSame($0.size, densest, options.sameSize) }
        }
    }

    /// The size around which most characters stand.
    private func densest(among lines: [(size: Double, characters: Int)]) -> Double? {
        let sorted = lines.sorted { $0.size < $1.size }
        var best: (size: Double, count: Int)?
        var low = 0, high = 0, count = 0
        for (index, line) in sorted.enumerated() {
            while high < sorted.count, sorted[high].size <= line.size * (1 + options.sameSize / 2) {
                count += sorted[high].characters
                high += 1
            }
            while sorted[low].size < line.size * (1 - options.sameSize / 2) {
                count -= sorted[low].characters
                low += 1
            }
            if count > best?.count ?? 0 { best = (sorted[index].size, count) }
        }
        return best?.size
    }

    private func isSame(_ size: Double, _ center: Double, _ share: Double) -> Bool {
        abs(size - center) <= share * center
    }

    /// The size that stands for a measured one.
    func size(_ measured: Double, characters: Int) -> Double {
        let reach = characters < options.shortLine ? options.sameSizeOfShort : options.sameSize
        let nearest = centers.min { abs($0 - measured) < abs($1 - measured) }
        if let nearest, isSame(measured, nearest, reach) { return nearest }
        return max(options.step, (measured / options.step).rounded() * options.step)
    }

    /// The size of most characters; `nil` when there are none.
    var main: Double? { centers.first }
}
