/// The shortest way from one sequence to another (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
enum Myers {
    /// A run that stands in both.
    struct Run: Hashable {
        var before: Int
        var after: Int
        var count: Int
    }

    /// Differences beyond which the middle is given up as wholly different: time and memory grow with their square.
    static let mostDifferences = 1200

    /// Runs that both have, in order; what stands between them differs.
    static func common(_ a: [Int32], _ b: [Int32], mostDifferences: Int = mostDifferences) -> [Run] {
        var start = 0
        while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
        var end = 0
        while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
        var runs: [Run] = start > 0 ? [Run(before: 0, after: 0, count: start)] : []
        let (left, right) = (Array(a[start..<a.count - end]), Array(b[start..<b.count - end]))
        for run in middle(left, right, mostDifferences) {
            runs.append(Run(before: run.before + start, after: run.after + start, count: run.count))
        }
        if end > 0 { runs.append(Run(before: a.count - end, after: b.count - end, count: end)) }
        return joined(runs)
    }

    private static func middle(_ a: [Int32], _ b: [Int32], _ most: Int) -> [Run] {
        guard !a.isEmpty, !b.isEmpty else { return [] }
        let limit = min(a.count + b.count, most)
        var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
        let center = limit + 1
        /// For each number of differences, how far each diagonal had come before that step.
        var trace: [[Int32]] = []
        for steps in 0...limit {
            trace.append(Array(furthest[center - steps - 1...center + steps + 1]))
            for diagonal in stride(from: -steps, through: steps, by: 2) {
                let isDown = diagonal == -steps || diagonal != steps && furthest[center + diagonal - 1] < furthest[center + diagonal + 1]
                var x = Int(isDown ? furthest[center + diagonal + 1] : furthest[center + diagonal - 1] + 1)
                var y = x - diagonal
                while x < a.count, y < b.count, y >= 0, a[x] == b[y] { (x, y) = (x + 1, y + 1) }
                furthest[center + diagonal] = Int32(x)
                if x >= a.count, y >= b.count { return way(a.count, b.count, trace) }
            }
        }
        return []
    }

    /// Back from the end to the beginning.
    private static func way(_ aCount: Int, _ bCount: Int, _ trace: [[Int32]]) -> [Run] {
        var (x, y) = (aCount, bCount)
        var runs: [Run] = []
        for steps in stride(from: trace.count - 1, through: 0, by: -1) {
            let row = trace[steps]
            let center = steps + 1
            let diagonal = x - y
            let isDown = diagonal == -steps || diagonal != steps && row[center + diagonal - 1] < row[center + diagonal + 1]
            let previous = isDown ? diagonal + 1 : diagonal - 1
            let startX = steps == 0 ? 0 : Int(row[center + previous])
            let startY = steps == 0 ? 0 : startX - previous
            // Behind the single step comes the run.
            let afterStepX = steps == 0 ? 0 : (isDown ? startX : startX + 1)
            let count = x - afterStepX
            if count > 0 { runs.append(Run(before: x - count, after: y - count, count: count)) }
            (x, y) = (startX, startY)
        }
        return runs.reversed()
    }

    private static func joined(_ runs: [Run]) -> [Run] {
        var joined: [Run] = []
        for run in runs {
            if let last = joined.last, last.before + last.count == run.before, last.after + last.count == run.after {
                joined[joined.count - 1].count += run.count
            } else {
                joined.append(run)
            }
        }
        return joined
    }
}
