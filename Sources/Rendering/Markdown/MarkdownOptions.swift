/// What goes into the Markdown besides the running text.
package struct MarkdownOptions: Sendable, Hashable {
    /// Where the picture of a figure is found: block id to a relative path or a `data:` address. Figures without an entry
    /// are shown by their alternative text alone.
    package var figureTargets: [Int: String] = [:]
    /// The printed table of contents. Off: headings say the same, and page numbers mean nothing here.
    package var keepsContents = false
    /// Running heads, feet, page numbers and margin notes.
    package var keepsFurniture = false
    /// Comments that readers left in the file.
    package var keepsAnnotations = false
    /// Text drawn inside figures.
    package var keepsFigureLabels = true
    /// Links to other pages of the same file (`#page=N`): without the file they lead nowhere.
    package var keepsInternalLinks = false
    /// `<!-- page 5 -->` before the first block of each page.
    package var marksPages = false

    package init() {}
}
