package import DocumentModel
import Rendering

/// Cuts a document into chunks along its structure: never across a section that is long enough to stand alone, paragraphs and list items
/// whole where they fit, tables and code by themselves, captions with what they belong to.
package struct DocumentChunker: Sendable {
    private let options: ChunkOptions
    private let language: String?

    /// - Parameter language: BCP 47, for the ends of sentences; `nil` when unknown.
    package init(_ options: ChunkOptions = ChunkOptions(), language: String? = nil) {
        self.options = options
        self.language = language
    }

    /// In reading order; empty for a document without text.
    package func chunks(of document: Document) -> [Chunk] {
        var cutting = Cutting(options: options, language: language)
        let captions = Dictionary(grouping: document.blocks.filter { $0.kind == .caption && $0.belongsTo != nil }) { $0.belongsTo ?? -1 }
        for block in document.blocks where ContentOptions().shows(block.kind) {
            if block.kind == .caption, let owner = block.belongsTo, captions[owner] != nil { continue }
            cutting.take(block, captions: captions[block.id] ?? [])
        }
        return cutting.finish()
    }
}

/// A document being cut.
private struct Cutting {
    let options: ChunkOptions
    let language: String?
    private var headings: [(level: Int, block: Block)] = []
    /// The last heading, while nothing stands under it.
    private var bareHeading: Block?
    private var passages: [Passage] = []
    private var tokens = 0
    private var overlapCount = 0
    private var chunks: [Chunk] = []

    init(options: ChunkOptions, language: String?) {
        self.options = options
        self.language = language
    }

    mutating func take(_ block: Block, captions: [Block]) {
        if block.kind != .heading { bareHeading = nil }
        switch block.kind {
        case .heading: enterSection(block)
        case .table: takeTable(block, captions)
        case .figure: takeFigure(block, captions)
        case .code: takeAlone(.code, block.spans.text.split(separator: "\n").map { block.whole(String($0), separator: "\n") })
        case .listItem: addItem(block)
        default: addParagraph(block.sentences(language: language))
        }
    }

    mutating func finish() -> [Chunk] {
        keepBareHeading(before: 0)
        flush(.text, keepsOverlap: false)
        return chunks
    }

    // MARK: Sections

    private mutating func enterSection(_ block: Block) {
        // What is too short to stand alone goes on under the new heading, which then is part of its text.
        if tokens >= options.leastTokens { flush(.text, keepsOverlap: false) }
        let level = block.heading?.level ?? 1
        keepBareHeading(before: level)
        headings.removeAll { $0.level >= level }
        headings.append((level, block))
        if passages.isEmpty { bareHeading = block } else { add(block.whole(block.spans.text)) }
    }

    /// A heading that another of its level, or the end, follows at once stands above nothing: a title page, a line in large letters. It is
    /// text then, or nobody would find it.
    private mutating func keepBareHeading(before level: Int) {
        guard let heading = bareHeading, heading.heading?.level ?? 1 >= level else { return }
        bareHeading = nil
        headings.removeAll { $0.block.id == heading.id }
        add(heading.whole(heading.spans.text))
    }

    // MARK: Running text

    private mutating func addParagraph(_ whole: [Passage]) {
        let sentences = whole.flatMap { $0.pieces(ofAtMost: options.targetTokens) }
        let size = sentences.reduce(0) { $0 + $1.tokens }
        // Whole, where it fits into this chunk or the next.
        if tokens + size > options.targetTokens, size <= options.targetTokens, tokens >= options.leastTokens {
            flush(.text, keepsOverlap: true)
        }
        for sentence in sentences { add(sentence) }
    }

    private mutating func addItem(_ block: Block) {
        let list = block.list
        let indent = String(repeating: "  ", count: min(8, max(0, list?.depth ?? 0)))
        let marker = list.map { $0.isOrdered ? $0.marker : "-" } ?? "-"
        addParagraph([block.whole("\(indent)\(marker) \(block.spans.text)", separator: "\n")])
    }

    private mutating func add(_ passage: Passage) {
        if tokens + passage.tokens > options.targetTokens, tokens >= options.leastTokens { flush(.text, keepsOverlap: true) }
        passages.append(passage)
        tokens += passage.tokens
    }

    // MARK: What stands by itself

    private mutating func takeTable(_ block: Block, _ captions: [Block]) {
        guard let table = block.table else { return }
        let matrix = TableMatrix(table)
        let head = matrix.headers.isEmpty ? [] : [TableText.row(matrix.headers), TableText.rule(matrix.headers.count)]
        let rows = matrix.rows.enumerated().map { index, cells in
            Passage(
                text: TableText.row(cells), regions: table.regions(ofRow: table.headerRowCount + index) ?? block.regions, block: block.id,
                separator: "\n")
        }
        takeAlone(.table, rows, before: captions.map { $0.whole($0.spans.text) }, repeating: head)
    }

    private mutating func takeFigure(_ block: Block, _ captions: [Block]) {
        let texts = [block.figure?.alternativeText ?? "", block.figure?.labels.text ?? ""].filter { !$0.isEmpty }
        let all = captions.map { $0.whole($0.spans.text) } + texts.map { block.whole($0) }
        if !all.isEmpty { takeAlone(.figure, all) }
    }

    /// - Parameters:
    ///   - before: stands at the beginning of the first chunk.
    ///   - repeating: lines that stand at the beginning of each.
    private mutating func takeAlone(_ kind: Chunk.Kind, _ pieces: [Passage], before: [Passage] = [], repeating: [String] = []) {
        flush(.text, keepsOverlap: false)
        guard let model = pieces.first ?? before.first else { return }
        let head = repeating.map { Passage(text: $0, regions: [], block: model.block, separator: "\n") }
        let headTokens = head.reduce(0) { $0 + $1.tokens }
        (passages, tokens) = (before + head, headTokens)
        var bodyCount = 0
        for piece in pieces {
            if bodyCount > 0, tokens + piece.tokens > options.targetTokens {
                flush(kind, keepsOverlap: false)
                (passages, tokens, bodyCount) = (head, headTokens, 0)
            }
            passages.append(piece)
            tokens += piece.tokens
            bodyCount += 1
        }
        flush(kind, keepsOverlap: false)
    }

    // MARK: Ending a chunk

    private mutating func flush(_ kind: Chunk.Kind, keepsOverlap: Bool) {
        guard passages.count > overlapCount else { return }
        let text = joined(passages[...])
        // Dots of a drawing and rules of an empty table say nothing, and would be found under the words of their headings.
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return keepOverlap(false) }
        var regions: [Region] = []
        var lastBlock: Int?
        for passage in passages where !passage.regions.isEmpty {
            for region in passage.regions {
                if passage.block == lastBlock { regions.add(region) } else { regions.append(region) }
                lastBlock = passage.block
            }
        }
        chunks.append(
            Chunk(
                index: chunks.count, kind: kind, text: text, headings: headings.map(\.block.spans.text),
                headingRegions: headings.map(\.block.regions), regions: regions.isEmpty ? passages[0].regions : regions,
                blocks: Set(passages.map(\.block)).sorted(), tokenCount: TokenEstimate.count(text),
                overlapLength: overlapCount > 0 ? joined(passages[..<overlapCount]).count : 0, places: places()))
        keepOverlap(keepsOverlap)
    }

    private mutating func keepOverlap(_ isWanted: Bool) {
        var kept: [Passage] = []
        var size = 0
        for passage in passages.reversed() where isWanted {
            size += passage.tokens
            // Never all of it: the next chunk must bring something new.
            guard size <= options.overlapTokens, kept.count + 1 < passages.count else { break }
            kept.insert(passage, at: 0)
        }
        passages = kept
        overlapCount = kept.count
        tokens = kept.reduce(0) { $0 + $1.tokens }
    }

    /// Of the passages in their joined text; those that are repeated from elsewhere (heads of tables) have none.
    private func places() -> [Chunk.Place] {
        var places: [Chunk.Place] = []
        var offset = 0
        for (index, passage) in passages.enumerated() {
            if index > 0 { offset += passage.separator.utf8.count }
            let end = offset + passage.text.utf8.count
            if !passage.regions.isEmpty, end > offset { places.append(Chunk.Place(range: offset..<end, regions: passage.regions)) }
            offset = end
        }
        return places
    }

    private func joined(_ passages: ArraySlice<Passage>) -> String {
        passages.enumerated().map { $0 == 0 ? $1.text : $1.separator + $1.text }.joined()
    }
}

extension Table {
    /// Around the cells of a row, one rectangle for each page; `nil` when it has none of its own.
    fileprivate func regions(ofRow row: Int) -> [Region]? {
        var regions: [Region] = []
        for cell in cells where cell.row <= row && row < cell.row + max(1, cell.rowSpan) {
            regions.add(Region(page: cell.page, rectangle: cell.rectangle))
        }
        return regions.isEmpty ? nil : regions
    }
}

/// Rows of a table as Markdown.
private enum TableText {
    static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |"
    }

    static func rule(_ count: Int) -> String {
        "|" + String(repeating: "---|", count: count)
    }
}
