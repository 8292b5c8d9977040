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
        var composer = MarkdownComposer(document, options: options, commonStyles: document.commonStyles)
        composer.compose()
        return RenderedMarkdown(text: composer.writer.text, provenance: composer.writer.ranges)
    }

    /// The Markdown of each page by itself. `pages` is what `document.split()` gave; emphasis is told as in the whole document.
    package func renderPages(_ pages: [Document], of document: Document) -> [String] {
        let commonStyles = document.commonStyles
        return pages.map { page in
            var composer = MarkdownComposer(page, options: options, commonStyles: commonStyles)
            composer.compose()
            return composer.writer.text
        }
    }
}
