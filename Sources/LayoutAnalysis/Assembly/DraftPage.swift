import DocumentModel

/// A page on its way into the document: its layout blocks with lines measured and fonts numbered for the whole document.
struct DraftPage {
    enum Content {
        case text([DraftLine])
        case table(Table)
        case figure(Figure)
    }

    struct Element {
        /// On the upright page.
        var box: Rectangle
        /// On the page as displayed.
        var printed: Rectangle
        var content: Content
        var confidence: Double
        var column: ClosedRange<Double>
    }

    var number: Int
    /// Size in points with the text upright.
    var width: Double
    var height: Double
    var elements: [Element]

    init(_ layout: PageLayout, fonts: inout FontRegistry) {
        let page = layout.page
        let turn = QuarterTurn(angleDegrees: Self.mainAngle(of: layout), width: page.width, height: page.height)
        number = page.number
        (width, height) = turn.angleDegrees % 180 == 0 ? (page.width, page.height) : (page.height, page.width)
        let numbers = layout.fonts.map { fonts.number(of: $0) }
        elements = layout.blocks.map { block in
            let box = turn.upright(block.box)
            let column = turn.isIdentity ? block.column : box.left...box.right
            let content: Content =
                switch block.content {
                case .text(let lines):
                    .text(lines.map { DraftLine(line: numbers.renumbered($0), page: page.number, column: column, turn: turn) })
                case .table(let table): .table(numbers.renumbered(table))
                case .figure(let figure): .figure(numbers.renumbered(figure))
                }
            return Element(box: box, printed: block.box, content: content, confidence: block.confidence, column: column)
        }
    }

    /// The quarter turn that most text has; 0 when the directions are mixed or slanted.
    private static func mainAngle(of layout: PageLayout) -> Int {
        var weights: [Int: Int] = [:]
        for case .text(let lines) in layout.blocks.lazy.map(\.content) {
            for line in lines { weights[line.angleDegrees, default: 0] += line.spans.count + 1 }
        }
        guard let main = weights.max(by: { $0.value < $1.value }), main.key % 90 == 0 else { return 0 }
        return main.value * 2 > weights.values.reduce(0, +) ? main.key : 0
    }

    /// Calls the body for every line with the element and line position.
    func forEachLine(_ body: (_ element: Int, _ line: Int, DraftLine) -> Void) {
        for (elementIndex, element) in elements.enumerated() {
            guard case .text(let lines) = element.content else { continue }
            for (lineIndex, line) in lines.enumerated() { body(elementIndex, lineIndex, line) }
        }
    }

    func mark(_ address: LineAddress, as kind: Block.Kind) {
        guard case .text(let lines) = elements[address.element].content else { return }
        lines[address.line].furniture = kind
    }
}

/// Where a line is found again in the draft.
struct LineAddress: Hashable {
    /// Index in the list of drafts, not the page number.
    var page: Int
    var element: Int
    var line: Int
}

extension [Int] {
    fileprivate func renumbered(_ spans: [Span]) -> [Span] {
        var spans = spans
        for index in spans.indices where spans[index].font < count && spans[index].font >= 0 { spans[index].font = self[spans[index].font] }
        return spans
    }

    fileprivate func renumbered(_ line: TextLine) -> TextLine {
        var line = line
        line.spans = renumbered(line.spans)
        if line.font >= 0 && line.font < count { line.font = self[line.font] }
        return line
    }

    fileprivate func renumbered(_ table: Table) -> Table {
        var table = table
        for index in table.cells.indices { table.cells[index].spans = renumbered(table.cells[index].spans) }
        return table
    }

    fileprivate func renumbered(_ figure: Figure) -> Figure {
        var figure = figure
        figure.labels = renumbered(figure.labels)
        return figure
    }
}
