import DocumentModel

/// Finds printed tables of contents: lines that end in page numbers, led there by dots or standing under a heading that says so.
enum ContentsFinder {
    /// Share of a page's passages that are entries for the rest of the page to belong to the contents too.
    private static let pageShare = 0.4
    /// Entries without leader dots count only in runs at least this long.
    private static let shortestRun = 3
    /// A heading over the contents is short.
    private static let longestHeading = 60

    private static let titles: Set<String> = [
        "contents", "tableofcontents", "inhalt", "inhaltsverzeichnis", "sommaire", "tabledesmatières", "índice", "indice", "contenido",
        "содержание", "оглавление", "目次", "目录", "目錄", "차례", "목차", "listoftables", "listoffigures",
    ]

    private static let longestTitle = titles.map(\.unicodeScalars.count).max() ?? 0

    static func mark(_ passages: inout [Passage]) {
        for index in passages.indices where isLedByDots(passages[index]) { passages[index].kind = .contentsEntry }
        markRunsUnderTitles(&passages)
        markRestOfPages(&passages)
        markTitles(&passages)
    }

    private static func isLedByDots(_ passage: Passage) -> Bool {
        guard passage.kind == .paragraph, let last = passage.lines.last else { return false }
        return last.shape.leaderDots >= 4 && (last.shape.endsWithNumber || last.shape.ending == 0x2E) && last.shape.letters > 0
    }

    private static func markRunsUnderTitles(_ passages: inout [Passage]) {
        for index in passages.indices where isTitle(passages[index]) {
            let entries = passages[(index + 1)...].prefix { $0.kind == .contentsEntry || $0.kind.isFurniture || endsInNumber($0) }
            guard entries.count(where: { !$0.kind.isFurniture }) >= shortestRun else { continue }
            for entry in entries.indices where !passages[entry].kind.isFurniture { passages[entry].kind = .contentsEntry }
        }
    }

    private static func endsInNumber(_ passage: Passage) -> Bool {
        guard passage.isText, !passage.lines.isEmpty else { return false }
        let ended = passage.lines.count { $0.shape.endsWithNumber && $0.shape.letters > 0 }
        return ended * 3 >= passage.lines.count * 2
    }

    private static func isTitle(_ passage: Passage) -> Bool {
        guard passage.isText, passage.lines.count == 1, passage.characterCount <= longestHeading else { return false }
        let shape = passage.lines[0].shape
        guard shape.digits == 0, shape.letters <= longestTitle else { return false }
        return titles.contains(String(passage.lines[0].text.lowercased().filter { !$0.isWhitespace }))
    }

    /// On pages made of entries, what stands between them (chapter lines without dots, wrapped titles) belongs to them.
    private static func markRestOfPages(_ passages: inout [Passage]) {
        var start = 0
        while start < passages.count {
            let page = passages[start].page
            let end = passages[start...].firstIndex { $0.page != page } ?? passages.count
            let texts = (start..<end).filter { passages[$0].isText && !passages[$0].kind.isFurniture }
            let entries = texts.filter { passages[$0].kind == .contentsEntry }
            if let first = entries.first, let last = entries.last, Double(entries.count) >= pageShare * Double(texts.count) {
                for index in texts where isPartOfContents(passages[index], index, first, last) { passages[index].kind = .contentsEntry }
            }
            start = end
        }
    }

    private static func isPartOfContents(_ passage: Passage, _ index: Int, _ first: Int, _ last: Int) -> Bool {
        (index > first && index < last) || endsInNumber(passage)
            || (index < first && passage.lines.count == 1 && passage.characterCount <= longestHeading)
    }

    private static func markTitles(_ passages: inout [Passage]) {
        for index in passages.indices.dropLast() where passages[index].kind == .paragraph && passages[index].lines.count == 1 {
            guard passages[index].characterCount <= longestHeading, passages[index].lines[0].number == nil || isTitle(passages[index]) else {
                continue
            }
            let next = passages[(index + 1)...].first { !$0.kind.isFurniture }
            if next?.kind == .contentsEntry, passages[index].lines[0].shape.endsSentence == false { passages[index].kind = .contentsEntry }
        }
    }
}
