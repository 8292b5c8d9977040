package import DocumentModel

/// What is compared, summarised and searched for names: a heading, a paragraph, an item, a row of a table.
package struct DocumentPassage: Hashable, Sendable {
    /// From 0 in reading order.
    package var index: Int
    /// `Block.id`; rows of a table share it.
    package var block: Int
    /// `.table` for a row of one.
    package var kind: Block.Kind
    /// 1...6, only for headings.
    package var level: Int?
    /// Index into the document's sections.
    package var section: Int
    package var content: PlacedText

    package var text: String { content.text }
    /// From 1.
    package var page: Int { content.regions.first?.page ?? 1 }

    package init(index: Int, block: Int, kind: Block.Kind, level: Int? = nil, section: Int, content: PlacedText) {
        self.index = index
        self.block = block
        self.kind = kind
        self.level = level
        self.section = section
        self.content = content
    }
}

/// A heading with what stands under it, up to the next heading of any level.
package struct DocumentSection: Hashable, Sendable {
    /// Empty for what stands before the first heading.
    package var title: String
    /// 1...6; 0 for what stands before the first heading.
    package var level: Int
    /// From 1.
    package var page: Int
    /// Titles of the headings that it stands under, the outermost first; its own is the last.
    package var path: [String]

    /// What stands before the first heading.
    package static let beginning = DocumentSection(title: "", level: 0, page: 1, path: [])
}

/// A document as the parts that comparison, summaries and search for names work on.
package struct DocumentOutline: Hashable, Sendable {
    package var title: String
    package var passages: [DocumentPassage]
    package var sections: [DocumentSection]
    package var pageCount: Int

    package init(title: String, passages: [DocumentPassage], sections: [DocumentSection], pageCount: Int) {
        self.title = title
        self.passages = passages
        self.sections = sections
        self.pageCount = pageCount
    }

    /// Furniture and printed tables of contents are left out: they repeat what stands elsewhere.
    package init(_ document: Document, title: String? = nil) {
        self.init(title: title ?? document.info.title ?? "", passages: [], sections: [], pageCount: document.info.pageCount)
        sections = [DocumentSection(title: "", level: 0, page: document.pages.first?.summary.number ?? 1, path: [])]
        for block in document.blocks where !block.kind.isFurniture && block.kind != .contentsEntry && block.kind != .annotation {
            if block.kind == .heading { open(block) }
            if let table = block.table {
                for row in 0..<table.rowCount { append(PlacedText(row: table.cells.filter { $0.row == row }), of: block) }
            } else {
                append(PlacedText(block), of: block)
            }
        }
    }

    /// Text without a file behind it: paragraphs are parted by empty lines.
    package init(text: String, title: String = "") {
        self.init(title: title, passages: [], sections: [.beginning], pageCount: 0)
        for (number, part) in text.replacing("\r\n", with: "\n").split(separator: "\n\n").enumerated() {
            let line = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !line.isEmpty else { continue }
            passages.append(
                DocumentPassage(index: passages.count, block: number, kind: .paragraph, section: 0, content: PlacedText(unplaced: line)))
        }
    }

    private mutating func open(_ block: Block) {
        let level = block.heading?.level ?? 1
        let title = block.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let above = sections.last.map { last in last.level < level ? last.path : Array(last.path.prefix(Self.depth(below: level, in: sections))) }
        sections.append(
            DocumentSection(title: title, level: level, page: block.regions.first?.page ?? 1, path: (above ?? []) + [title]))
    }

    /// How many of the last section's headings stand above a heading of the level.
    private static func depth(below level: Int, in sections: [DocumentSection]) -> Int {
        guard let last = sections.last else { return 0 }
        // The headings above are those of the sections before with falling levels.
        var (levels, lowest): ([Int], Int) = ([], Int.max)
        for section in sections.reversed() where section.level > 0 && section.level < lowest {
            levels.append(section.level)
            lowest = section.level
            if levels.count == last.path.count { break }
        }
        return levels.count { $0 < level }
    }

    private mutating func append(_ content: PlacedText, of block: Block) {
        guard content.text.contains(where: { !$0.isWhitespace }) else { return }
        passages.append(
            DocumentPassage(
                index: passages.count, block: block.id, kind: block.kind, level: block.heading?.level, section: sections.count - 1,
                content: content))
    }
}

extension DocumentOutline {
    /// Chunks of one document that a search found, in the document's order. Their places are those of the chunks.
    package init(chunks: [IndexedChunk]) {
        self.init(title: chunks.first?.documentTitle ?? "", passages: [], sections: [], pageCount: 0)
        for found in chunks.sorted(by: { $0.chunk.index < $1.chunk.index }) {
            let path = found.chunk.headings
            if sections.last?.path != path {
                sections.append(DocumentSection(title: path.last ?? "", level: path.count, page: found.chunk.page, path: path))
            }
            passages.append(
                DocumentPassage(
                    index: passages.count, block: found.chunk.blocks.first ?? 0, kind: found.chunk.kind == .table ? .table : .paragraph,
                    section: sections.count - 1, content: PlacedText(found.chunk.text, in: found.chunk.regions)))
        }
    }
}
