package import DocumentModel

/// One line of a block as it is printed.
package struct PrintedLine: Hashable, Sendable {
    /// Its spans among those of the block.
    package var spans: Range<Int>
    /// From 1.
    package var page: Int
    package var rectangle: Rectangle
    /// Without the space that joins it to the next line.
    package var text: String
}

/// A block's spans as lines: the smallest pieces of text that two processings of a page are likely to agree on. Blocks are cut by what
/// surrounds them, and spans by style; a line is where the ink is.
package enum PrintedLines {
    /// Part of the lower one's height by which two spans on a line overlap. Boxes of lines set tightly overlap by a fifth; a superscript
    /// and its word by half.
    private static let leastOverlap = 0.4

    /// In order. A line whose text has been taken away is still there, with an empty text.
    package static func of(_ spans: [Span]) -> [PrintedLine] {
        var lines: [PrintedLine] = []
        var lastLeft = 0.0
        for (index, span) in spans.enumerated() {
            if let line = lines.last, isOn(line, span, lastLeft: lastLeft) {
                lines[lines.count - 1].spans = line.spans.lowerBound..<(index + 1)
                lines[lines.count - 1].rectangle = line.rectangle.union(span.rectangle)
            } else {
                lines.append(PrintedLine(spans: index..<(index + 1), page: span.page, rectangle: span.rectangle, text: ""))
            }
            lastLeft = span.rectangle.left
        }
        for index in lines.indices { lines[index].text = trimmed(spans[lines[index].spans].text) }
        return lines
    }

    private static func isOn(_ line: PrintedLine, _ span: Span, lastLeft: Double) -> Bool {
        guard line.page == span.page, span.rectangle.left >= lastLeft else { return false }
        let least = min(line.rectangle.height, span.rectangle.height) * leastOverlap
        return line.rectangle.verticalOverlap(span.rectangle) > least
    }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
