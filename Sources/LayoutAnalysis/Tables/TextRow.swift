import DocumentModel

/// Words on one baseline, from left to right.
struct TextRow: Sendable {
    var words: [TableWord]
    var baseline: Double
    var box: Rectangle
    /// Largest font size in points.
    var size: Double

    /// Part of a font size by which baselines of one row may differ: takes in superscripts, not the next line.
    static let sameBaseline = 0.35
    /// Part of the larger font size up to which small words are raised or lowered, and how small they are at most.
    static let raised = 0.6
    static let smallSize = 0.8

    init(words: [TableWord]) {
        self.words = words
        self.words.sort { $0.box.left < $1.box.left }
        size = 0
        baseline = 0
        for word in words where word.size > size {
            size = word.size
            baseline = word.baseline
        }
        box = TableWord.box(around: words)
    }

    /// Whether some gap between neighbours is wider than that many font sizes of the word before it.
    func hasGap(_ fontSizes: Double) -> Bool {
        var right = Double.infinity
        for word in words {
            if word.box.left - right > fontSizes * word.size { return true }
            right = right == .infinity ? word.box.right : max(right, word.box.right)
        }
        return false
    }

    /// The words as rows from top to bottom.
    static func rows(of words: [TableWord]) -> [TextRow] {
        let sorted = words.sorted { $0.baseline < $1.baseline }
        var rows: [TextRow] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            var size = sorted[start].size
            while end < sorted.count, sorted[end].baseline - sorted[start].baseline <= sameBaseline * max(size, sorted[end].size) {
                size = max(size, sorted[end].size)
                end += 1
            }
            rows.append(TextRow(words: Array(sorted[start..<end])))
            start = end
        }
        return joiningRaised(rows)
    }

    /// Rows of nothing but small words that overlap a row of larger ones are its superscripts or subscripts.
    private static func joiningRaised(_ rows: [TextRow]) -> [TextRow] {
        var result: [TextRow] = []
        for row in rows {
            guard let last = result.last, row.baseline - last.baseline < raised * max(row.size, last.size),
                min(row.size, last.size) < smallSize * max(row.size, last.size)
            else {
                result.append(row)
                continue
            }
            result[result.count - 1] = TextRow(words: last.words + row.words)
        }
        return result
    }

    /// The row cut wherever a gap is wider than that many points.
    func segments(gap: Double) -> [Segment] {
        var result: [Segment] = []
        for (index, word) in words.enumerated() {
            if let last = result.last, word.box.left - last.box.right <= gap {
                result[result.count - 1].box = last.box.union(word.box)
                result[result.count - 1].words = last.words.lowerBound..<index + 1
            } else {
                result.append(Segment(words: index..<index + 1, box: word.box))
            }
        }
        return result
    }
}

/// Neighbouring words of one row without a wide gap between them.
struct Segment: Sendable {
    /// Positions in `TextRow.words`.
    var words: Range<Int>
    var box: Rectangle
}
