package import DocumentModel

/// Turns a document into one HTML page that needs nothing from outside.
package struct HTMLRenderer: Sendable {
    private let options: ContentOptions

    package init(options: ContentOptions = ContentOptions()) {
        self.options = options
    }

    /// The document as HTML. Every block carries its id, page and rectangles in points (`data-block`, `data-page`, `data-regions`).
    package func render(_ document: Document) -> String {
        var composer = HTMLComposer(document, options: options)
        composer.compose()
        return composer.writer.text
    }
}
