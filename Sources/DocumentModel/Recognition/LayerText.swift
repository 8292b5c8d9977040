/// A piece of text to be laid invisibly over a page, where its picture shows it.
package struct LayerText: Hashable, Sendable {
    /// 1-based.
    package var page: Int
    package var text: String
    /// On the displayed page; taller than wide for text that runs down.
    package var rectangle: Rectangle

    package init(page: Int, text: String, rectangle: Rectangle) {
        self.page = page
        self.text = text
        self.rectangle = rectangle
    }
}
