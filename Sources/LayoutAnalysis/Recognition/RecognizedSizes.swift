import DocumentModel

/// Draws the sizes measured on the recognised pages of a document together: body text is of one size on all of them, and a heading
/// is told by being larger.
enum RecognizedSizes {
    static func together(_ pages: [PageLayout]) -> [PageLayout] {
        let recognized = pages.indices.filter { pages[$0].recognition?.extent == .page && pages[$0].condition == .recognized }
        guard recognized.count > 1 else { return pages }
        let printed = recognized.flatMap { lines(of: pages[$0]) }
        let clusters = SizeClusters(printed)
        var pages = pages
        for index in recognized { set(clusters, on: &pages[index]) }
        return pages
    }

    private static func lines(of page: PageLayout) -> [(size: Double, characters: Int)] {
        page.blocks.flatMap { block -> [(size: Double, characters: Int)] in
            switch block.content {
            case .text(let lines): lines.map { ($0.size, $0.spans.reduce(0) { $0 + $1.text.utf8.count }) }
            case .table(let table): table.cells.flatMap(\.spans).map { ($0.size, $0.text.utf8.count) }
            case .figure: []
            }
        }
    }

    private static func set(_ sizes: SizeClusters, on page: inout PageLayout) {
        func set(_ spans: inout [Span]) {
            // Long enough to be moved by little only: the page has judged its short lines already.
            for index in spans.indices { spans[index].size = sizes.size(spans[index].size, characters: .max) }
        }
        for index in page.blocks.indices {
            switch page.blocks[index].content {
            case .text(var lines):
                for line in lines.indices {
                    lines[line].size = sizes.size(lines[line].size, characters: .max)
                    set(&lines[line].spans)
                }
                page.blocks[index].content = .text(lines)
            case .table(var table):
                for cell in table.cells.indices { set(&table.cells[cell].spans) }
                page.blocks[index].content = .table(table)
            case .figure: break
            }
        }
    }
}
