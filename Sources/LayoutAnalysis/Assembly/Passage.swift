import DocumentModel

/// A block in the making: lines taken for one unit, or a table, or a figure.
struct Passage {
    var kind: Block.Kind
    var lines: [DraftLine] = []
    var table: Table?
    var figure: Figure?
    /// 1-based page it starts on.
    var page: Int
    /// On the upright page.
    var box: Rectangle
    /// On the page as displayed.
    var printed: Rectangle
    var column: ClosedRange<Double>
    /// Index of the layout block it was cut from: passages of one block follow each other in one column.
    var element: Int
    var confidence: Double
    /// Distance in points from the baseline above to its first baseline; `nil` at the top of its layout block.
    var gapAbove: Double?
    /// Distance to the next baseline below; `nil` at the bottom of its layout block.
    var gapBelow: Double?
    var heading: HeadingEvidence?
    var list: ListPosition?
    /// Characters of the first line that belong to the list marker.
    var markerLength = 0
    /// Index of the passage it belongs to (captions, footnotes).
    var belongsTo: Int?
    /// Index of the passage that took over its lines; `nil` while it stands for itself.
    var absorbedBy: Int?

    init(kind: Block.Kind, lines: [DraftLine], page: Int, column: ClosedRange<Double>, element: Int, confidence: Double) {
        self.kind = kind
        self.lines = lines
        self.page = page
        box = Rectangle.around(lines.lazy.map(\.box)) ?? Rectangle(left: 0, top: 0, right: 0, bottom: 0)
        printed = Rectangle.around(lines.lazy.map(\.line.box)) ?? box
        self.column = column
        self.element = element
        self.confidence = confidence
    }

    init(_ element: DraftPage.Element, index: Int, page: Int) {
        kind = .paragraph
        switch element.content {
        case .text(let lines): self.lines = lines
        case .table(let table): (kind, self.table) = (.table, table)
        case .figure(let figure): (kind, self.figure) = (.figure, figure)
        }
        self.page = page
        box = element.box
        printed = element.printed
        column = element.column
        self.element = index
        confidence = element.confidence
    }

    var isText: Bool { table == nil && figure == nil }
    var characterCount: Int { lines.reduce(0) { $0 + $1.shape.count } }
    /// 0...1, mean over the characters of its lines; 1 for text of the file.
    var recognitionConfidence: Double {
        guard characterCount > 0, lines.contains(where: { $0.line.confidence < 1 }) else { return 1 }
        return lines.reduce(0) { $0 + $1.line.confidence * Double($1.shape.count) } / Double(characterCount)
    }
    var size: Double { lines.first?.size ?? 0 }
    var isBold: Bool { !lines.isEmpty && lines.allSatisfy(\.isBold) }
    var isMonospaced: Bool { !lines.isEmpty && lines.allSatisfy(\.isMonospaced) }
    var text: String { lines.map(\.text).joined(separator: " ") }

    /// Middle of the passage stands in the middle of its column, with air on both sides.
    var isCentred: Bool {
        let width = column.upperBound - column.lowerBound
        guard width > 0 else { return false }
        let left = box.left - column.lowerBound
        let right = column.upperBound - box.right
        return min(left, right) > size && abs(left - right) < max(size, width * 0.04)
    }
}
