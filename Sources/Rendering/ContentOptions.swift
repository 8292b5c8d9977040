package import DocumentModel

/// What goes into Markdown, HTML and plain text besides the running text. JSON always has everything.
package struct ContentOptions: Sendable, Hashable {
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
    /// A mark before the first block of each page.
    package var marksPages = false

    package init() {}

    /// Whether blocks of this kind are part of the output; those that are not count as left out on purpose.
    package func shows(_ kind: Block.Kind) -> Bool {
        switch kind {
        case .contentsEntry: keepsContents
        case .annotation: keepsAnnotations
        default: keepsFurniture || !kind.isFurniture
        }
    }

    func keepsLink(_ target: String) -> Bool {
        LinkTarget.isInternal(target) ? keepsInternalLinks : LinkTarget.isHarmless(target)
    }
}

/// Name under which a figure's picture is written: "page-3-image-2.png". Both numbers count from 1 as people do.
package func figureFileName(page: Int, imageIndex: Int, fileExtension: String) -> String {
    "page-\(page)-image-\(imageIndex + 1).\(fileExtension)"
}
