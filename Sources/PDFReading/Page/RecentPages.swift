/// The last pages used of a file, kept open: PDFium forgets a font as soon as no open page uses it, and parsing the fonts
/// again for every page costs more than reading the text.
struct RecentPages {
    /// Pages kept: fonts seldom rest for longer (a heading font appears every few pages).
    private static let capacity = 4
    private var pages: [OpenPage] = []

    func page(_ number: Int) -> OpenPage? {
        pages.first { $0.number == number }
    }

    mutating func keep(_ page: OpenPage) {
        if pages.count == Self.capacity { pages.removeFirst() }
        pages.append(page)
    }

    mutating func closeAll() {
        pages.removeAll()
    }
}
