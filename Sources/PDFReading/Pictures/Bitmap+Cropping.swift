package import DocumentModel

extension Bitmap {
    /// The part of a page picture that shows the rectangle.
    /// - Parameters:
    ///   - area: in points on the page; what lies outside the picture is left out.
    ///   - dpi: the resolution the picture was made with.
    /// - Returns: `nil` when no pixel of the picture lies in the area.
    package func cropped(to area: Rectangle, dpi: Double) -> Bitmap? {
        let scale = dpi / 72
        let columns = pixels(from: area.left * scale, to: area.right * scale, limit: width)
        let rows = pixels(from: area.top * scale, to: area.bottom * scale, limit: height)
        guard !columns.isEmpty, !rows.isEmpty else { return nil }
        let size = layout.bytesPerPixel
        var part: [UInt8] = []
        part.reserveCapacity(columns.count * rows.count * size)
        for row in rows {
            let start = (row * width + columns.lowerBound) * size
            part += pixels[start..<start + columns.count * size]
        }
        return Bitmap(width: columns.count, height: rows.count, layout: layout, pixels: part)
    }

    private func pixels(from low: Double, to high: Double, limit: Int) -> Range<Int> {
        guard low.isFinite, high.isFinite, high > low else { return 0..<0 }
        let first = Int(min(max(low.rounded(.down), 0), Double(limit)))
        return first..<max(first, Int(min(max(high.rounded(.up), 0), Double(limit))))
    }
}
