import DocumentModel

extension Document {
    /// Bytes of text from which on a majority tells something.
    private static let leastText = 400

    /// Styles that most of the text has. They say nothing about single words: in a document set in italics, or typewritten
    /// throughout, marking them would bury the text in markup.
    var commonStyles: Span.Style {
        var counts = [0, 0, 0]
        let watched: [Span.Style] = [.monospaced, .italic, .bold]
        var all = 0
        for block in blocks where block.kind != .code {
            for span in block.spans {
                all += span.text.utf8.count
                for (index, style) in watched.enumerated() where span.style.contains(style) { counts[index] += span.text.utf8.count }
            }
        }
        guard all >= Self.leastText else { return [] }
        return zip(watched, counts).reduce(into: Span.Style()) { common, next in
            if next.1 * 2 > all { common.insert(next.0) }
        }
    }
}
