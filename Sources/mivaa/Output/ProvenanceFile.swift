import DocumentModel
import Rendering

/// The map from ranges of the Markdown to places in the PDF, as JSON: one range per line.
///
/// Offsets are UTF-8 bytes; rectangles are left, top, right, bottom in points from the top-left corner of the page.
enum ProvenanceFile {
    static func json(_ markdown: RenderedMarkdown) -> String {
        let ranges = markdown.provenance.map { range in
            let box = range.rectangle
            let cell = range.cell.map { ",\"cell\":[\($0.row),\($0.column)]" } ?? ""
            return "{\"start\":\(range.start),\"end\":\(range.end),\"block\":\(range.block)\(cell),\"page\":\(range.page),"
                + "\"rectangle\":[\(box.left),\(box.top),\(box.right),\(box.bottom)],\"notation\":\"\(range.notation.rawValue)\"}"
        }
        return "{\"schema_version\":1,\"unit\":\"utf8 bytes\",\"ranges\":[\n" + ranges.joined(separator: ",\n") + "\n]}\n"
    }
}
