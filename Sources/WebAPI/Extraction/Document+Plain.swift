import DocumentModel

extension Document {
    /// The same document with bold, italic and the like taken away.
    func withoutStyles() -> Document {
        var plain = self
        for index in plain.blocks.indices {
            for span in plain.blocks[index].spans.indices { plain.blocks[index].spans[span].style = [] }
        }
        return plain
    }
}
