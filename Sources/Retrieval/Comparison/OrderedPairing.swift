/// The pairs of two sequences that keep their order and have the greatest sum of likenesses (Needleman and Wunsch, without a price for gaps).
/// Takes time and memory as the product of both lengths: callers have a limit.
enum OrderedPairing {
    struct Pair: Hashable {
        var row: Int
        var column: Int
        var likeness: Double
    }

    /// From the last to the first; none with a likeness of 0.
    static func pairs(rows: Int, columns: Int, likeness: (_ row: Int, _ column: Int) -> Double) -> [Pair] {
        guard rows > 0, columns > 0 else { return [] }
        let width = columns + 1
        var likenesses = [Float](repeating: 0, count: (rows + 1) * width)
        var sums = likenesses
        for row in 1...rows {
            for column in 1...columns {
                let cell = row * width + column
                likenesses[cell] = Float(likeness(row - 1, column - 1))
                sums[cell] = max(sums[cell - 1], sums[cell - width], sums[cell - width - 1] + likenesses[cell])
            }
        }
        return way(back: sums, likenesses, rows, columns)
    }

    private static func way(back sums: [Float], _ likenesses: [Float], _ rows: Int, _ columns: Int) -> [Pair] {
        let width = columns + 1
        var (row, column, pairs) = (rows, columns, [Pair]())
        while row > 0, column > 0 {
            let cell = row * width + column
            if sums[cell] == sums[cell - width] {
                row -= 1
            } else if sums[cell] == sums[cell - 1] {
                column -= 1
            } else {
                (row, column) = (row - 1, column - 1)
                pairs.append(Pair(row: row, column: column, likeness: Double(likenesses[cell])))
            }
        }
        return pairs
    }
}
