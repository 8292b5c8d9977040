import DocumentModel

/// Takes running text out of rows of words, so that two columns of prose are not seen as rows of two cells.
struct ProseFilter {
    /// Font sizes from which a stretch of words without a gap may be a line of running text.
    static let leastWidth = 11.0
    static let leastWords = 4
    /// Font sizes to the next line of the same paragraph at most.
    static let greatestPitch = 2.2
    /// Share of a column's long lines with figures to their right from which they are labels of a table, not prose.
    static let labelShare = 0.6

    private let rows: [TextRow]
    private let segments: [[Segment]]
    /// Long segments as (row, position in row), top to bottom.
    private var long: [(row: Int, segment: Int)] = []

    init(rows: [TextRow]) {
        self.rows = rows
        segments = rows.map { row in row.segments(gap: RuleFrames.cellGap * (row.words.map(\.size).max() ?? 1)) }
        for row in rows.indices {
            for segment in segments[row].indices where isLong(segments[row][segment], in: rows[row]) {
                long.append((row, segment))
            }
        }
    }

    func rowsWithoutProse() -> [TextRow] {
        var prose = [Set<Int>](repeating: [], count: rows.count)
        for chain in paragraphs() where chain.count >= 2 && !isLabels(chain) {
            for member in chain { prose[long[member].row].insert(long[member].segment) }
        }
        var result: [TextRow] = []
        for row in rows.indices {
            if prose[row].isEmpty { result.append(rows[row]); continue }
            let kept = segments[row].indices.filter { !prose[row].contains($0) }
            if !kept.isEmpty { result.append(TextRow(words: kept.flatMap { rows[row].words[segments[row][$0].words] })) }
        }
        return result
    }

    /// Long segments that begin below each other at the distance of lines.
    private func paragraphs() -> [[Int]] {
        var sets = DisjointSets(count: long.count)
        for index in long.indices {
            let box = segments[long[index].row][long[index].segment].box
            let em = rows[long[index].row].words.first?.size ?? 1
            for next in long.indices.dropFirst(index + 1) {
                let step = rows[long[next].row].baseline - rows[long[index].row].baseline
                if step > Self.greatestPitch * em { break }
                let other = segments[long[next].row][long[next].segment].box
                if step > 0, abs(other.left - box.left) <= 1.5 * em { sets.join(index, next) }
            }
        }
        var chains: [Int: [Int]] = [:]
        for index in long.indices { chains[sets.root(of: index), default: []].append(index) }
        return Array(chains.values)
    }

    private func isLabels(_ chain: [Int]) -> Bool {
        let followed = chain.count { member in
            let place = long[member]
            return segments[place.row].dropFirst(place.segment + 1).contains { segment in
                rows[place.row].words[segment.words].allSatisfy { $0.traits.isNumeric || $0.traits.isPlaceholder }
            }
        }
        return Double(followed) >= Self.labelShare * Double(chain.count)
    }

    private func isLong(_ segment: Segment, in row: TextRow) -> Bool {
        guard segment.words.count >= Self.leastWords,
            segment.box.width >= Self.leastWidth * row.words[segment.words.lowerBound].size
        else { return false }
        let figures = row.words[segment.words].count { $0.traits.isNumeric || $0.traits.isLeader || $0.traits.isPlaceholder }
        return figures * 3 < segment.words.count
    }
}
