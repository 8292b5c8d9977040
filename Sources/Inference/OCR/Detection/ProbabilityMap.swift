import DocumentModel

/// For each pixel of the detection picture, how likely it is inside a line of text (its core: the network shrinks lines apart).
struct ProbabilityMap {
    let width: Int
    let height: Int
    /// `width * height` values, 0...1.
    let values: UnsafeBufferPointer<Float>

    /// A connected group of likely pixels.
    struct Region {
        var outline: RegionOutline
        /// Mean probability of its pixels.
        var score: Double
    }

    private struct Run {
        var row: Int
        /// First pixel, and the one after the last.
        var left: Int
        var right: Int
        /// Sum of its probabilities.
        var sum: Double
        /// Index of a run of the same group; its own for the group's first.
        var parent: Int
    }

    /// Groups of touching pixels, corners included, whose probability is over the threshold; the likelier of the first `limit`.
    func regions(over threshold: Float, limit: Int) -> [Region] {
        var runs: [Run] = []
        var previous = 0..<0
        for row in 0..<height {
            let start = runs.count
            appendRuns(of: row, over: threshold, to: &runs)
            let current = start..<runs.count
            Self.join(&runs, previous, current)
            previous = current
        }
        return Self.groups(of: &runs).prefix(limit).map(Self.region)
    }

    private func appendRuns(of row: Int, over threshold: Float, to runs: inout [Run]) {
        let base = row * width
        var x = 0
        while x < width {
            guard values[base + x] > threshold else {
                x += 1
                continue
            }
            let left = x
            var sum: Float = 0
            while x < width, values[base + x] > threshold {
                sum += values[base + x]
                x += 1
            }
            runs.append(Run(row: row, left: left, right: x, sum: Double(sum), parent: runs.count))
        }
    }

    /// Joins the groups of runs of two neighbouring rows that touch.
    private static func join(_ runs: inout [Run], _ above: Range<Int>, _ below: Range<Int>) {
        var first = above.lowerBound
        for index in below {
            while first < above.upperBound, runs[first].right < runs[index].left { first += 1 }
            var other = first
            while other < above.upperBound, runs[other].left <= runs[index].right {
                let (a, b) = (root(of: other, in: &runs), root(of: index, in: &runs))
                runs[max(a, b)].parent = min(a, b)
                other += 1
            }
        }
    }

    private static func root(of index: Int, in runs: inout [Run]) -> Int {
        var root = index
        while runs[root].parent != root {
            runs[root].parent = runs[runs[root].parent].parent
            root = runs[root].parent
        }
        return root
    }

    private static func groups(of runs: inout [Run]) -> [[Run]] {
        var places: [Int: Int] = [:]
        var groups: [[Run]] = []
        for index in runs.indices {
            let root = root(of: index, in: &runs)
            if let place = places[root] {
                groups[place].append(runs[index])
            } else {
                places[root] = groups.count
                groups.append([runs[index]])
            }
        }
        return groups
    }

    private static func region(_ runs: [Run]) -> Region {
        var points: [Point] = []
        var (sum, count) = (0.0, 0)
        for run in runs {
            for x in [run.left, run.right] {
                points.append(Point(x: Double(x), y: Double(run.row)))
                points.append(Point(x: Double(x), y: Double(run.row + 1)))
            }
            sum += run.sum
            count += run.right - run.left
        }
        return Region(outline: RegionOutline(around: points), score: sum / Double(count))
    }
}
