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
