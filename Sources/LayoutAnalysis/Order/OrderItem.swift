import DocumentModel

/// Something that takes its place in the reading order: a segment of text, a table or a figure.
struct OrderItem {
    enum Kind { case text, table, figure }

    var kind: Kind
    /// Index into the page's segments, tables or figures.
    var index: Int
    var box: Rectangle
    /// Extent used for cuts: the core of text (loose boxes of neighbouring lines overlap), the box of others.
    var core: Rectangle
    /// Font size of text; 0 for others.
    var size: Double
}

/// Items of one column without a cut left in them, in reading order.
struct OrderGroup {
    var items: [OrderItem]
    /// Left and right edge of the column in points.
    var column: ClosedRange<Double>
}
