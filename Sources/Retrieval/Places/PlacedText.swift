package import DocumentModel

/// Text with the place of every part of it.
package struct PlacedText: Hashable, Sendable {
    /// A run of the text that is printed in one line.
    private struct Piece: Hashable {
        /// UTF-8 offsets.
        var range: Range<Int>
        var page: Int
        var rectangle: Rectangle
        /// Whether a part of the text is the same part of the rectangle's width: not where lines run from right to left or upwards.
        var isProportional: Bool
    }

    package private(set) var text = ""
    private var pieces: [Piece] = []
    /// Of the whole, for what no piece covers.
    private var whole: [Region] = []

    /// The text of a block that is no table.
    package init(_ block: Block) {
        whole = block.regions
        append(block.spans)
    }

    /// The cells of one row of a table, each once, with a bar between them.
    package init(row cells: [TableCell]) {
        for cell in cells where !cell.spans.text.allSatisfy(\.isWhitespace) {
            if !text.isEmpty { text += " | " }
            append(cell.spans)
            whole.append(Region(page: cell.page, rectangle: cell.rectangle))
        }
    }

    /// Text of which is known only where all of it is.
    package init(_ text: String, in regions: [Region]) {
        self.text = text
        whole = regions
    }

    /// Text that is printed nowhere: a question, a file without pages.
    package init(unplaced text: String) {
        self.text = text
    }

    private mutating func append(_ spans: [Span]) {
        for span in spans {
            let start = text.utf8.count
            text += span.text
            let trimmed = span.text.utf8.reversed().drop { $0 == 0x20 }.count
            let isUpright = span.rectangle.width >= span.rectangle.height || trimmed < 3
            pieces.append(
                Piece(
                    range: start..<start + trimmed, page: span.page, rectangle: span.rectangle,
                    isProportional: isUpright && !span.text.unicodeScalars.contains(where: \.isWrittenLeftwards)))
        }
    }

    /// Rectangles around a part of the text, one for each line; widths within a line are estimated by the number of bytes.
    ///
    /// - Parameter range: UTF-8 offsets.
    package func regions(of range: Range<Int>) -> [Region] {
        var found: [Region] = []
        for piece in pieces where piece.range.overlaps(range) {
            let region = Region(page: piece.page, rectangle: Self.part(of: piece, range))
            if let last = found.last, last.page == region.page, last.rectangle.isInLine(with: region.rectangle) {
                found[found.count - 1].rectangle = last.rectangle.union(region.rectangle)
            } else {
                found.append(region)
            }
        }
        return found.isEmpty ? whole : found
    }

    /// Rectangles around all of the text.
    package var regions: [Region] { whole.isEmpty ? regions(of: 0..<text.utf8.count) : whole }

    /// The page on which a part begins, from 1; `nil` for text that is printed nowhere.
    package func page(at offset: Int) -> Int? {
        pieces.last { $0.range.lowerBound <= offset }?.page ?? whole.first?.page
    }

    private static func part(of piece: Piece, _ range: Range<Int>) -> Rectangle {
        let common = piece.range.clamped(to: range)
        guard piece.isProportional, !piece.range.isEmpty, common != piece.range else { return piece.rectangle }
        let bytes = Double(piece.range.count)
        let width = piece.rectangle.width
        var part = piece.rectangle
        part.left += width * Double(common.lowerBound - piece.range.lowerBound) / bytes
        part.right -= width * Double(piece.range.upperBound - common.upperBound) / bytes
        return part
    }
}

extension Rectangle {
    /// Whether both stand beside each other: they share more than half of the lower one's height.
    fileprivate func isInLine(with other: Rectangle) -> Bool {
        verticalOverlap(other) * 2 > min(height, other.height) && other.left >= left - min(height, other.height)
    }
}

extension Unicode.Scalar {
    /// Hebrew, Arabic and their neighbours (U+0590 to U+08FF), and their presentation forms.
    fileprivate var isWrittenLeftwards: Bool {
        (0x590...0x8FF).contains(value) || (0xFB1D...0xFDFF).contains(value) || (0xFE70...0xFEFC).contains(value)
    }
}

extension String {
    /// The part between two UTF-8 offsets; offsets within a character go to its beginning.
    package func part(_ range: Range<Int>) -> String {
        let bytes = utf8
        let start = bytes.index(startIndex, offsetBy: max(0, range.lowerBound), limitedBy: endIndex) ?? endIndex
        let end = bytes.index(startIndex, offsetBy: max(0, range.upperBound), limitedBy: endIndex) ?? endIndex
        return start < end ? String(self[start..<end]) : ""
    }
}
