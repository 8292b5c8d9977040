import DocumentModel

/// Writes passages as the document's blocks, numbered in reading order, with annotations and form fields after their page.
struct BlockBuilder {
    private let joiner: LineJoiner
    private let pages: [PageLayout]

    init(wordStock: WordStock, pages: [PageLayout]) {
        joiner = LineJoiner(wordStock: wordStock)
        self.pages = pages
    }

    func blocks(of passages: [Passage]) -> [Block] {
        var blocks: [Block] = []
        var ids: [Int?] = Array(repeating: nil, count: passages.count)
        var next = 0
        for page in pages {
            while next < passages.count, passages[next].page <= page.page.number {
                if passages[next].absorbedBy == nil {
                    ids[next] = blocks.count
                    blocks.append(block(passages[next], id: blocks.count, among: passages))
                }
                next += 1
            }
            appendInteractive(page, to: &blocks)
        }
        for index in blocks.indices {
            guard var owner = blocks[index].belongsTo else { continue }
            while let whole = passages[owner].absorbedBy { owner = whole }
            blocks[index].belongsTo = ids[owner]
        }
        return blocks
    }

    private func block(_ passage: Passage, id: Int, among passages: [Passage]) -> Block {
        var block = Block(id: id, kind: passage.kind, regions: regions(of: passage), confidence: passage.confidence * passage.recognitionConfidence)
        block.spans = passage.kind == .code ? joiner.code(passage.lines) : joiner.prose(passage.lines, dropping: passage.markerLength)
        block.heading = passage.heading
        block.list = passage.list
        block.table = passage.table
        block.figure = passage.figure
        block.belongsTo = passage.belongsTo
        return block
    }

    /// One rectangle per page and column: a line above its predecessor starts a new one.
    private func regions(of passage: Passage) -> [Region] {
        if let table = passage.table, !table.continuations.isEmpty { return regions(of: table, passage) }
        guard !passage.lines.isEmpty else { return [Region(page: passage.page, rectangle: passage.printed)] }
        var regions: [Region] = []
        var baseline = -Double.infinity
        for line in passage.lines {
            if let last = regions.last, last.page == line.page, line.baseline > baseline - line.size {
                regions[regions.count - 1].rectangle = last.rectangle.union(line.line.box)
            } else {
                regions.append(Region(page: line.page, rectangle: line.line.box))
            }
            baseline = line.baseline
        }
        return regions
    }

    private func regions(of table: Table, _ passage: Passage) -> [Region] {
        var regions = [Region(page: passage.page, rectangle: passage.printed)]
        for part in table.continuations {
            let cells = table.cells.lazy.filter { $0.page == part.page }.map(\.rectangle)
            if let box = Rectangle.around(cells) { regions.append(Region(page: part.page, rectangle: box)) }
        }
        return regions
    }

    private func appendInteractive(_ page: PageLayout, to blocks: inout [Block]) {
        for annotation in page.annotations where !annotation.contents.isEmpty {
            let text = annotation.author.isEmpty ? annotation.contents : "\(annotation.author): \(annotation.contents)"
            let span = Span(text: text, page: page.page.number, rectangle: annotation.box)
            blocks.append(
                Block(
                    id: blocks.count, kind: .annotation, spans: [span],
                    regions: [Region(page: page.page.number, rectangle: annotation.box)]))
        }
        for field in page.formFields where field.kind != .pushButton {
            let span = Span(text: text(of: field), page: page.page.number, rectangle: field.box)
            blocks.append(
                Block(
                    id: blocks.count, kind: .formField, spans: [span], regions: [Region(page: page.page.number, rectangle: field.box)]))
        }
    }

    private func text(of field: FormFieldPrimitive) -> String {
        if let isChecked = field.isChecked { return "\(field.name): \(isChecked ? "☑" : "☐")" }
        return field.name.isEmpty ? field.value : "\(field.name): \(field.value)"
    }
}
