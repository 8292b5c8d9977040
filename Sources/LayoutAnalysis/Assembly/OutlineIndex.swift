import DocumentModel

/// The outline's titles, to be found again on the pages.
struct OutlineIndex {
    struct Entry {
        var level: Int
        /// 1-based; `nil` when the bookmark has no target.
        var page: Int?
        var top: Double?
    }

    private var entries: [String: [Entry]] = [:]
    let count: Int

    init(_ outline: [OutlineItem]) {
        count = outline.count
        for item in outline {
            let key = Self.key(item.title)
            guard !key.isEmpty else { continue }
            entries[key, default: []].append(Entry(level: min(max(item.level, 1), 6), page: item.page, top: item.top))
        }
    }

    /// The entry that points at this text on this page; `nil` when there is none.
    func entry(for text: String, page: Int) -> Entry? {
        guard !entries.isEmpty, let candidates = entries[Self.key(text)] else { return nil }
        return candidates.first { $0.page == page } ?? candidates.first { $0.page.map { abs($0 - page) <= 1 } ?? true }
    }

    /// Letters and digits in lower case, the section number in front left out: outlines often have it where the page has not.
    static func key(_ text: String) -> String {
        let scalars = text.scalarValues
        let start = SectionNumber(startOf: scalars).map { $0.isWholeLine ? 0 : $0.length } ?? 0
        var key = String.UnicodeScalarView()
        for scalar in scalars[start...] where ScalarKinds.isLetter(scalar) || ScalarKinds.isDigit(scalar) {
            let lowered = scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar
            if let value = Unicode.Scalar(lowered) { key.append(value) }
        }
        return String(key)
    }
}
