import DocumentModel

/// Which link covers a place on the page.
struct LinkMap {
    private let links: [LinkPrimitive]
    /// Addresses by link index; "#page=N" for links inside the document.
    private let addresses: [String?]

    init(_ links: [LinkPrimitive]) {
        self.links = links
        addresses = links.map { link in link.address ?? link.page.map { "#page=\($0)" } }
    }

    /// Index of the link over the middle of the box; -1 for none.
    func link(over box: Rectangle) -> Int {
        if links.isEmpty { return -1 }
        return links.firstIndex { $0.box.contains(x: box.centerX, y: box.centerY) } ?? -1
    }

    /// Address of a link index; `nil` for -1 and for links without a target.
    func address(_ index: Int) -> String? {
        index >= 0 ? addresses[index] : nil
    }
}
