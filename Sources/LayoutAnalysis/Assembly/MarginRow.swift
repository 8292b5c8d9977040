import DocumentModel

/// Lines side by side near the upper or lower edge of a page: what a running head or foot consists of.
struct MarginRow {
    enum Edge: Hashable { case top, bottom }

    struct Piece {
        var address: LineAddress
        var line: DraftLine
        /// Text with digits and Roman numerals folded, so that page numbers do not make heads differ.
        var key: String
    }

    var page: Int
    var edge: Edge
    /// 0 for the row nearest to the edge.
    var rank: Int
    var pieces: [Piece]
    var box: Rectangle
    /// Distance in points of the baseline from its edge.
    var offset: Double
    /// Free space in points towards the inside of the page; large when nothing else is there.
    var gapInside: Double
    var size: Double

    /// Share of the page height at either end where rows are looked for: title blocks start below.
    static let zone = 0.16
    /// Rows looked at per edge: journal heads have up to three.
    static let mostRows = 4

    /// The rows of one page, from the edges inwards.
    static func rows(of page: DraftPage, at index: Int) -> [MarginRow] {
        let lines = ordinaryLines(of: page, at: index)
        return rows(of: page, index, lines, edge: .top) + rows(of: page, index, lines, edge: .bottom)
    }

    private static func ordinaryLines(of page: DraftPage, at index: Int) -> [(LineAddress, DraftLine)] {
        var lines: [(LineAddress, DraftLine)] = []
        page.forEachLine { element, line, value in
            if value.angle == 0 { lines.append((LineAddress(page: index, element: element, line: line), value)) }
        }
        return lines
    }

    private static func rows(of page: DraftPage, _ index: Int, _ lines: [(LineAddress, DraftLine)], edge: Edge) -> [MarginRow] {
        let reach = page.height * zone
        let inZone = lines.filter { edge == .top ? $0.1.box.centerY < reach : $0.1.box.centerY > page.height - reach }
        let sorted = inZone.sorted { edge == .top ? $0.1.baseline < $1.1.baseline : $0.1.baseline > $1.1.baseline }
        var rows: [MarginRow] = []
        for (address, line) in sorted {
            let piece = Piece(address: address, line: line, key: "")
            if var row = rows.last, abs(row.pieces[0].line.baseline - line.baseline) < 0.45 * line.size {
                row.pieces.append(piece)
                row.box = row.box.union(line.box)
                rows[rows.count - 1] = row
            } else if rows.count < mostRows {
                rows.append(MarginRow(page, index, edge, rows.count, piece))
            } else {
                break
            }
        }
        for row in rows.indices { rows[row].measure(page) }
        return rows
    }

    private init(_ page: DraftPage, _ index: Int, _ edge: Edge, _ rank: Int, _ piece: Piece) {
        self.page = index
        self.edge = edge
        self.rank = rank
        pieces = [piece]
        box = piece.line.box
        let baseline = piece.line.baseline
        offset = edge == .top ? baseline : page.height - baseline
        gapInside = 0
        size = piece.line.size
    }

    private mutating func measure(_ page: DraftPage) {
        var nearest = Double.infinity
        for element in page.elements {
            guard case .text(let lines) = element.content else {
                if !box.contains(element.box), element.box.horizontalOverlap(box) > 0 { nearest = min(nearest, distance(to: element.box)) }
                continue
            }
            for line in lines where line.box.verticalOverlap(box) < 0.5 * min(line.box.height, box.height) {
                nearest = min(nearest, distance(to: line.box))
            }
        }
        gapInside = nearest
        for index in pieces.indices { pieces[index].key = Self.folded(pieces[index].line.text) }
        size = pieces.map(\.line.size).max() ?? size
    }

    /// Infinite for what lies further outside than the row.
    private func distance(to other: Rectangle) -> Double {
        switch edge {
        case .top: other.centerY > box.centerY ? max(0, other.top - box.bottom) : .infinity
        case .bottom: other.centerY < box.centerY ? max(0, box.top - other.bottom) : .infinity
        }
    }

    static func folded(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for word in text.split(separator: " ") {
            let scalars = word.scalarValues
            if RomanNumeral.value(of: scalars[...]) != nil {
                key.append("#")
                continue
            }
            var previousIsDigit = false
            for scalar in word.unicodeScalars {
                let isDigit = ScalarKinds.isDigit(scalar.value)
                if !isDigit { key.append(scalar) } else if !previousIsDigit { key.append("#") }
                previousIsDigit = isDigit
            }
        }
        return String(key)
    }

    /// Whether several texts stand apart in the row, as in heads with a text at the left and one at the right.
    var hasSeveralTexts: Bool {
        pieces.count > 1
            || pieces.contains { $0.line.shape.count > 8 && $0.line.characterWidth > 0.85 * $0.line.size && $0.line.shape.ideographs == 0 }
    }

    /// Whether it starts as footnotes do.
    var startsWithMark: Bool {
        guard let line = pieces.first?.line, let span = line.line.spans.first else { return false }
        return span.style.contains(.superscript) || line.marker?.isOrdered == true || "*†‡§".contains(line.text.first ?? " ")
    }

    /// The number printed in the row when one piece is nothing but a page number; `nil` otherwise.
    var pageNumber: (piece: Int, value: Int)? {
        for (index, piece) in pieces.enumerated() {
            if let value = PageNumberText.value(of: piece.line.text) { return (index, value) }
        }
        return nil
    }
}
