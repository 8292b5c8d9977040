import DocumentModel

/// Finds footnotes: small print at the foot of a page or column that starts with a mark.
struct FootnoteFinder {
    let statistics: FontStatistics

    /// Footnotes are at least this much smaller than body text.
    private static let size = 0.93
    /// Marks are short: "12", "*", "†".
    private static let longestMark = 3

    func mark(_ passages: inout [Passage]) {
        var start = 0
        while start < passages.count {
            let page = passages[start].page
            let end = passages[start...].firstIndex { $0.page != page } ?? passages.count
            markPage(start..<end, &passages)
            start = end
        }
    }

    private func markPage(_ page: Range<Int>, _ passages: inout [Passage]) {
        for index in page.reversed() where isFootnote(index, page, passages) {
            passages[index].kind = .footnote
            passages[index].heading = nil
            passages[index].belongsTo = mark(of: passages[index]).flatMap { reference(to: $0, before: index, page, passages) }
            passages[index].confidence = passages[index].belongsTo == nil ? 0.7 : 0.95
        }
    }

    private func isFootnote(_ index: Int, _ page: Range<Int>, _ passages: [Passage]) -> Bool {
        let passage = passages[index]
        guard passage.kind == .paragraph, statistics.ratio(passage.size) < Self.size, passage.characterCount > Self.longestMark + 2,
            mark(of: passage) != nil
        else { return false }
        return page.allSatisfy { other in
            let below = passages[other]
            guard below.box.top > passage.box.bottom - 2, below.box.horizontalOverlap(passage.box) > 0 else { return true }
            return below.kind.isFurniture || below.kind == .footnote || (below.isText && statistics.ratio(below.size) < Self.size)
        }
    }

    /// The superscript, number or sign the text starts with; `nil` for none.
    private func mark(of passage: Passage) -> String? {
        guard let span = passage.lines.first?.line.spans.first else { return nil }
        let text = span.text.trimmedSpaces
        if span.style.contains(.superscript), text.unicodeScalars.count <= Self.longestMark { return text }
        let head = text.prefix { $0.isNumber || "*†‡§¶".contains($0) }
        return head.isEmpty || head.unicodeScalars.count > Self.longestMark ? nil : String(head)
    }

    private func reference(to mark: String, before index: Int, _ page: Range<Int>, _ passages: [Passage]) -> Int? {
        page.first { candidate in
            candidate != index && passages[candidate].kind != .footnote
                && passages[candidate].lines.contains { refers($0, to: mark) }
        }
    }

    private func refers(_ line: DraftLine, to mark: String) -> Bool {
        if mark.unicodeScalars.allSatisfy(isRaisedDigit) { return line.text.contains(mark) }
        return line.line.spans.contains { $0.style.contains(.superscript) && $0.text.trimmedSpaces == mark }
    }

    private func isRaisedDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xB9 || scalar.value == 0xB2 || scalar.value == 0xB3 || (0x2070...0x2079).contains(scalar.value)
    }
}

extension String {
    var trimmedSpaces: String {
        var slice = self[...]
        while slice.first == " " { slice.removeFirst() }
        while slice.last == " " { slice.removeLast() }
        return String(slice)
    }
}
