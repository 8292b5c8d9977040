import DocumentModel
import PDFReading

/// Draws what was recognised on a page over its picture: blocks in the colour of their kind, numbered in reading order, and the
/// cells of tables.
struct BlockOverlay {
    private static let outlineThickness = 2
    private static let labelScale = 2
    /// Light enough that the text below stays readable.
    private static let tintOpacity = 0.08

    let document: Document
    let page: Int

    func drawn(on picture: Bitmap) -> Bitmap {
        guard let summary = document.pages.first(where: { $0.summary.number == page })?.summary, summary.width > 0 else { return picture }
        var canvas = Canvas(picture)
        let scale = Double(picture.width) / summary.width
        var position = 0
        for block in document.blocks {
            let regions = block.regions.filter { $0.page == page }
            guard !regions.isEmpty else { continue }
            position += 1
            draw(block, regions.map(\.rectangle), position: position, scale: scale, on: &canvas)
        }
        for hidden in document.hidden where hidden.page == page {
            outline(hidden.rectangle, Self.hiddenColor, thickness: 1, scale: scale, on: &canvas)
        }
        return canvas.bitmap
    }

    private func draw(_ block: Block, _ rectangles: [Rectangle], position: Int, scale: Double, on canvas: inout Canvas) {
        let color = Self.color(of: block.kind)
        for cell in block.table?.cells ?? [] where cell.page == page {
            outline(cell.rectangle, color, thickness: 1, scale: scale, on: &canvas)
        }
        for rectangle in rectangles {
            let box = rectangle.insetBy(-1)
            canvas.fill(
                left: Int(box.left * scale), top: Int(box.top * scale), right: Int(box.right * scale), bottom: Int(box.bottom * scale),
                color, opacity: Self.tintOpacity)
            outline(box, color, thickness: Self.outlineThickness, scale: scale, on: &canvas)
        }
        if let first = rectangles.first {
            let top = Int(first.top * scale) - Self.outlineThickness
            // Beside the block, so that its first letters stay readable.
            let left = Int(first.left * scale) - Canvas.labelWidth(position, scale: Self.labelScale) - Self.outlineThickness
            canvas.label(position, left: max(0, left), top: max(0, top), color, scale: Self.labelScale)
        }
    }

    private func outline(_ box: Rectangle, _ color: Color, thickness: Int, scale: Double, on canvas: inout Canvas) {
        canvas.outline(
            left: Int(box.left * scale), top: Int(box.top * scale), right: Int((box.right * scale).rounded(.up)),
            bottom: Int((box.bottom * scale).rounded(.up)), color, thickness: thickness)
    }

    static let hiddenColor = Color(red: 255, green: 0, blue: 255)

    /// Distinct to the eye for kinds that stand beside each other.
    static func color(of kind: Block.Kind) -> Color {
        switch kind {
        case .heading: Color(red: 208, green: 32, blue: 32)
        case .paragraph: Color(red: 40, green: 96, blue: 208)
        case .listItem: Color(red: 0, green: 150, blue: 136)
        case .table: Color(red: 20, green: 140, blue: 40)
        case .figure: Color(red: 150, green: 40, blue: 190)
        case .caption: Color(red: 200, green: 90, blue: 180)
        case .footnote: Color(red: 120, green: 100, blue: 40)
        case .code: Color(red: 70, green: 70, blue: 70)
        case .formula: Color(red: 0, green: 130, blue: 200)
        case .formField, .annotation: Color(red: 230, green: 130, blue: 0)
        case .contentsEntry: Color(red: 110, green: 140, blue: 160)
        case .pageHeader, .pageFooter, .pageNumber, .marginNote: Color(red: 160, green: 160, blue: 160)
        }
    }
}
