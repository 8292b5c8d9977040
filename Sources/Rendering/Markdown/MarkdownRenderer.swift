package import DocumentModel

/// Turns a document into CommonMark with GitHub's tables.
package struct MarkdownRenderer: Sendable {
    private let options: ContentOptions

    package init(options: ContentOptions = ContentOptions()) {
        self.options = options
    }

    /// The document as Markdown, with the origin of every character that came from the file.
    ///
    /// Pages without usable text appear as comments where their text would stand.
    package func render(_ document: Document) -> RenderedMarkdown {
        var composer = MarkdownComposer(document, options: options)
        composer.compose()
        return RenderedMarkdown(text: composer.writer.text, provenance: composer.writer.ranges)
    }
}
