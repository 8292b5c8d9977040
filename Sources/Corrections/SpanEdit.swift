import DocumentModel

/// Puts another text into spans and leaves alone what stays the same: style, links and places of the words that nobody touched.
enum SpanEdit {
    /// The spans with `replacement` in place of the characters `range` of their joined text. Where one was given, at least one comes back.
    static func replacing(_ range: Range<Int>, of spans: [Span], with replacement: [Character]) -> [Span] {
        let texts = spans.map { Array($0.text) }
        let (range, inserted) = narrowed(range, of: texts.flatMap { $0 }, replacement)
        guard !(range.isEmpty && inserted.isEmpty), let touched = touched(by: range, texts.map(\.count)) else { return spans }
        let start = texts[..<touched.lowerBound].reduce(0) { $0 + $1.count }
        let end = texts[..<touched.upperBound].reduce(0) { $0 + $1.count }
        let head = texts[touched.lowerBound].prefix(range.lowerBound - start)
        let tail = (texts[touched.upperBound - 1]).suffix(end - range.upperBound)
        let middle = edited(Array(spans[touched]), head: Array(head) + inserted, tail: Array(tail))
        return spans[..<touched.lowerBound] + middle + spans[touched.upperBound...]
    }

    /// - Parameters:
    ///   - head: what the first one says now.
    ///   - tail: what the last one says now; it belongs behind the head where both are the same.
    private static func edited(_ spans: [Span], head: [Character], tail: [Character]) -> [Span] {
        var first = spans[0]
        // A hyphen that was dropped at the end of a line stood behind what is gone now.
        if tail.isEmpty || spans.count > 1 { first.dropsHyphen = false }
        let keepsLast = spans.count > 1 && !tail.isEmpty
        for span in spans.dropFirst().dropLast(keepsLast ? 1 : 0) { first.rectangle = first.rectangle.union(span.rectangle) }
        guard keepsLast else {
            first.text = String(head + (spans.count == 1 ? tail : []))
            return [first]
        }
        var last = spans[spans.count - 1]
        last.text = String(tail)
        first.text = String(head)
        return head.isEmpty ? [last] : [first, last]
    }

    /// The range without what is the same at both ends.
    private static func narrowed(
        _ range: Range<Int>, of old: [Character], _ new: [Character]
    ) -> (range: Range<Int>, inserted: [Character]) {
        var (start, end) = (range.lowerBound, range.upperBound)
        var (newStart, newEnd) = (0, new.count)
        while start < end, newStart < newEnd, old[start] == new[newStart] {
            start += 1
            newStart += 1
        }
        while end > start, newEnd > newStart, old[end - 1] == new[newEnd - 1] {
            end -= 1
            newEnd -= 1
        }
        return (start..<end, Array(new[newStart..<newEnd]))
    }

    /// Spans that have characters of the range; of an empty one, the span that ends or has its place there.
    private static func touched(by range: Range<Int>, _ counts: [Int]) -> Range<Int>? {
        var start = 0
        var found: Range<Int>?
        for (index, count) in counts.enumerated() {
            let end = start + count
            if range.isEmpty {
                if range.lowerBound <= end { return index..<(index + 1) }
            } else if start < range.upperBound, end > range.lowerBound {
                found = (found?.lowerBound ?? index)..<(index + 1)
            }
            start = end
        }
        return found
    }
}
