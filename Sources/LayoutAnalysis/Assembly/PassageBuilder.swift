import DocumentModel

/// Cuts the text of a page into passages: paragraphs, list items, headings and code, not yet told apart.
struct PassageBuilder {
    let statistics: FontStatistics
    let tags: TagTrust

    func passages(of pages: [DraftPage]) -> [Passage] {
        pages.flatMap(passages(of:))
    }

    private func passages(of page: DraftPage) -> [Passage] {
        var found: [Passage] = []
        for (index, element) in page.elements.enumerated() {
            guard case .text(let lines) = element.content else {
                found.append(Passage(element, index: index, page: page.number))
                continue
            }
            appendFurniture(lines, of: element, index: index, page: page.number, to: &found)
            let content = lines.filter { $0.furniture == nil }
            cut(content, of: element, index: index, page: page.number, to: &found)
        }
        return found
    }

    private func appendFurniture(_ lines: [DraftLine], of element: DraftPage.Element, index: Int, page: Int, to found: inout [Passage]) {
        for line in lines {
            guard let kind = line.furniture else { continue }
            found.append(Passage(kind: kind, lines: [line], page: page, column: element.column, element: index, confidence: 0.9))
        }
    }

    private func cut(_ lines: [DraftLine], of element: DraftPage.Element, index: Int, page: Int, to found: inout [Passage]) {
        guard !lines.isEmpty else { return }
        let rule = ParagraphBreak(lines: lines, column: element.column, statistics: statistics, tags: tags)
        var start = 0
        for next in 1...lines.count where next == lines.count || rule.breaks(before: next, passageStart: start) {
            var passage = Passage(
                kind: .paragraph, lines: Array(lines[start..<next]), page: page, column: element.column, element: index,
                confidence: element.confidence)
            passage.gapAbove = start > 0 ? lines[start].baseline - lines[start - 1].baseline : nil
            passage.gapBelow = next < lines.count ? lines[next].baseline - lines[next - 1].baseline : nil
            found.append(passage)
            start = next
        }
    }
}
