/// Which pages of a document to read: "1-5,8,-1", where -1 is the last page and "3-" runs to the end.
package struct PageSelection: Hashable, Sendable {
    /// Ends of one part as written: 1-based from the front when positive, from the back when negative.
    private struct Part: Hashable, Sendable {
        var first: Int
        var last: Int
    }

    /// Empty for every page.
    private let parts: [Part]

    package static let all = PageSelection(parts: [])

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// `nil` when the text is not a list of pages and ranges.
    package init?(_ text: String) {
        var parts: [Part] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let part = Self.part(piece) else { return nil }
            parts.append(part)
        }
        self.init(parts: parts)
    }

    private static func part(_ piece: Substring) -> Part? {
        if let page = Int(piece) { return page == 0 ? nil : Part(first: page, last: page) }
        // The hyphen behind the first character separates: one in front is a sign.
        guard let hyphen = piece.dropFirst().firstIndex(of: "-") else { return nil }
        let end = piece[piece.index(after: hyphen)...]
        guard let first = Int(piece[..<hyphen]), let last = end.isEmpty ? -1 : Int(end), first != 0, last != 0 else { return nil }
        return Part(first: first, last: last)
    }

    /// The selected pages that a document of `pageCount` pages has: ascending runs of neighbours, without repetition.
    package func runs(pageCount: Int) -> [Range<Int>] {
        guard !parts.isEmpty else { return pageCount > 0 ? [1..<pageCount + 1] : [] }
        let ranges = parts.compactMap { part -> Range<Int>? in
            let first = max(1, part.first < 0 ? pageCount + 1 + part.first : part.first)
            let last = min(pageCount, part.last < 0 ? pageCount + 1 + part.last : part.last)
            return first <= last ? first..<last + 1 : nil
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { runs, range in
            if let last = runs.last, range.lowerBound <= last.upperBound {
                runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                runs.append(range)
            }
        }
    }
}
