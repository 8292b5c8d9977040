import DocumentModel

/// What headings of one level have in common: the key of a font cluster.
struct HeadingStyle: Hashable {
    /// Half points.
    var size: Int
    var isBold: Bool
    var isItalic: Bool
    var font: Int

    init(_ line: DraftLine) {
        size = Int((line.size * 2).rounded())
        isBold = line.isBold
        isItalic = line.line.style.contains(.italic)
        font = line.line.font
    }

    /// Whether it stands out more, for ordering clusters into levels.
    func outranks(_ other: HeadingStyle) -> Bool {
        (size, isBold ? 1 : 0, isItalic ? 0 : 1) > (other.size, other.isBold ? 1 : 0, other.isItalic ? 0 : 1)
    }
}
