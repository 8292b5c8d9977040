import DocumentModel

/// Segments of one column to printed lines: those on one baseline become one line.
enum SegmentRows {
    /// Baselines within this share of the smaller size are one line.
    private static let sameBaseline = 0.35

    /// Rows from top to bottom; words of a row from left to right.
    static func rows(of segments: [LineSegment]) -> [LineSegment] {
        var rows: [LineSegment] = []
        rows.reserveCapacity(segments.count)
        for segment in segments.sorted(by: { ($0.baseline, $0.box.left) < ($1.baseline, $1.box.left) }) {
            if let last = rows.indices.last, isSameRow(rows[last], segment) {
                merge(segment, into: &rows[last])
            } else {
                rows.append(segment)
            }
        }
        return rows
    }

    private static func isSameRow(_ row: LineSegment, _ segment: LineSegment) -> Bool {
        guard abs(row.baseline - segment.baseline) <= sameBaseline * min(row.size, segment.size) else { return false }
        return row.box.horizontalOverlap(segment.box) < 0.3 * min(row.box.width, segment.box.width)
    }

    private static func merge(_ segment: LineSegment, into row: inout LineSegment) {
        if segment.box.left >= row.box.left {
            row.words += segment.words
        } else {
            row.words = segment.words + row.words
        }
        row.box = row.box.union(segment.box)
        if segment.size > row.size * 1.02 {
            row.size = segment.size
            row.baseline = segment.baseline
        }
    }
}
