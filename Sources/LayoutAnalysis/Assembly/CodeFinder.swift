import DocumentModel

/// Finds program text: monospaced lines that stand by themselves, joined where layout or a page break cut them apart.
struct CodeFinder {
    let statistics: FontStatistics

    /// Lines of air that one listing may contain; more separates two.
    private static let widestGap = 2.2

    func mark(_ passages: inout [Passage]) {
        guard !statistics.isMonospacedDocument else { return }
        for index in passages.indices where isCode(passages[index]) { passages[index].kind = .code }
        joinListings(&passages)
    }

    private func isCode(_ passage: Passage) -> Bool {
        guard passage.kind == .paragraph, passage.isMonospaced, let first = passage.lines.first else { return false }
        if passage.lines.count > 1 || first.line.background != nil { return true }
        return !first.text.contains("://") && first.size <= statistics.bodySize * 1.1
    }

    private func joinListings(_ passages: inout [Passage]) {
        var joined: [Passage] = []
        var lastText: Int?
        for passage in passages {
            if let last = lastText, passage.kind == .code, continues(joined[last], passage) {
                joined[last].lines += passage.lines
                if joined[last].page == passage.page { joined[last].box = joined[last].box.union(passage.box) }
                continue
            }
            if !passage.kind.isFurniture { lastText = joined.count }
            joined.append(passage)
        }
        passages = joined
    }

    private func continues(_ listing: Passage, _ next: Passage) -> Bool {
        guard listing.kind == .code, let last = listing.lines.last, let first = next.lines.first else { return false }
        guard abs(last.size - first.size) < 0.6, (last.line.background == nil) == (first.line.background == nil) else { return false }
        if last.page != first.page { return first.page == last.page + 1 }
        if let above = last.line.background, let below = first.line.background {
            return below.top - above.bottom < 2 && below.bottom > above.top
        }
        let gap = first.baseline - last.baseline
        return gap > 0 && gap < Self.widestGap * 1.2 * first.size
    }
}
