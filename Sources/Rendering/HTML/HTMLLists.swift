import DocumentModel

/// Keeps track of the list elements that are open.
struct HTMLLists {

    /// Whether each open list is numbered, outermost first.
    private var levels: [Bool] = []

    /// Opens an item, and opens or closes the lists around it as its depth and marker demand.
    mutating func open(_ marker: ListMarker, depth: Int, attributes: String, to writer: inout SourceWriter) {
        let isOrdered = if case .number = marker { true } else { false }
        let depth = min(max(depth, 0), levels.count)
        while levels.count > depth + 1 { closeLast(to: &writer) }
        if levels.count == depth + 1 {
            if levels[depth] == isOrdered {
                writer.write("</li>\n")
                return writeItem(marker, attributes, to: &writer)
            }
            closeLast(to: &writer)
        }
        writer.write(isOrdered ? "\n<ol>\n" : "\n<ul>\n")
        levels.append(isOrdered)
        writeItem(marker, attributes, to: &writer)
    }

    mutating func close(to writer: inout SourceWriter) {
        while !levels.isEmpty { closeLast(to: &writer) }
    }

    private mutating func closeLast(to writer: inout SourceWriter) {
        guard let isOrdered = levels.popLast() else { return }
        writer.write(isOrdered ? "</li>\n</ol>\n" : "</li>\n</ul>\n")
    }

    /// The printed number is written out: browsers would otherwise count by themselves.
    private func writeItem(_ marker: ListMarker, _ attributes: String, to writer: inout SourceWriter) {
        writer.write("<li")
        if case .number(let value, _) = marker { writer.write(markup: " value=\"\(value)\"") }
        writer.write(markup: attributes + ">")
    }
}
