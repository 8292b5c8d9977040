/// The last pages used of a file, kept open: PDFium forgets a font as soon as no open page uses it, and parsing the fonts
/// again for every page costs more than reading the text.
struct RecentPages {
    /// Pages kept: fonts seldom rest for longer (a heading font appears every few pages).
    private static let capacity = 4
    /// Objects of all kept pages together, at some 500 bytes each: maps must not pile up.
    private static let objectLimit = 200_000
    private var pages: [OpenPage] = []

    func page(_ number: Int) -> OpenPage? {
        pages.first { $0.number == number }
    }

    mutating func keep(_ page: OpenPage) {
        pages.append(page)
        while pages.count > 1, pages.count > Self.capacity || objectCount > Self.objectLimit { pages.removeFirst() }
    }

    mutating func closeAll() {
        pages.removeAll()
    }

    private var objectCount: Int { pages.reduce(0) { $0 + $1.objectCount } }
}
