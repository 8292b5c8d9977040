/// The pages of one document still to be read, handed out in runs of neighbours.
///
/// Neighbours share fonts and images, which a child loads once; runs get shorter towards the end so that no reader is left
/// with a long one while the others are done.
struct PagePlan: Sendable {
    /// Long enough that asking for the next run costs nothing beside reading it.
    private static let longestRun = 32
    private static let shortestRun = 4

    private var runs: [Range<Int>]
    private(set) var remainingCount: Int

    /// - Parameter without: pages that need not be read.
    init(_ runs: [Range<Int>], without done: Set<Int>) {
        self.init(done.isEmpty ? runs : runs.flatMap { run in Self.runs(of: run.filter { !done.contains($0) }) })
    }

    /// Neighbours among ascending pages.
    private static func runs(of pages: [Int]) -> [Range<Int>] {
        pages.reduce(into: []) { runs, page in
            if let last = runs.last, last.upperBound == page {
                runs[runs.count - 1] = last.lowerBound..<page + 1
            } else {
                runs.append(page..<page + 1)
            }
        }
    }

    init(_ runs: [Range<Int>]) {
        self.runs = runs.reversed()
        remainingCount = runs.reduce(0) { $0 + $1.count }
    }

    /// The next pages to read; `nil` when all are handed out.
    ///
    /// - Parameter readerCount: how many readers take from this plan.
    mutating func next(readerCount: Int) -> Range<Int>? {
        guard let run = runs.popLast() else { return nil }
        let share = remainingCount / (2 * max(1, readerCount))
        let count = min(run.count, max(Self.shortestRun, min(share, Self.longestRun)))
        let taken = run.lowerBound..<run.lowerBound + count
        if count < run.count { runs.append(taken.upperBound..<run.upperBound) }
        remainingCount -= count
        return taken
    }
}
