import DocumentModel

extension Document {
    /// Whether a monospaced font sets words apart. Where most text is set in one (typewritten standards, for instance), it says
    /// nothing about single words.
    var showsMonospaced: Bool {
        var monospaced = 0, all = 0
        for block in blocks where block.kind != .code {
            for span in block.spans {
                all += span.text.utf8.count
                if span.style.contains(.monospaced) { monospaced += span.text.utf8.count }
            }
        }
        return monospaced * 2 <= all
    }
}
