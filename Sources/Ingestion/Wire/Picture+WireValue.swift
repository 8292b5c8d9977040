import PDFReading

extension Bitmap: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(width)
        writer.append(height)
        writer.append(layout.rawValue)
        writer.append(blob: pixels)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let (width, height): (Int, Int) = (try reader.value(), try reader.value())
        guard let layout = Layout(rawValue: try reader.value()) else { throw .invalid("unknown pixel layout") }
        let pixels = try reader.blob()
        let (area, areaOverflows) = width.multipliedReportingOverflow(by: height)
        let (size, sizeOverflows) = area.multipliedReportingOverflow(by: layout.bytesPerPixel)
        guard width > 0, height > 0, !areaOverflows, !sizeOverflows, size == pixels.count else { throw .invalid("picture size") }
        self.init(width: width, height: height, layout: layout, pixels: pixels)
    }
}

extension EmbeddedImage.Format: WireValue {}

extension EmbeddedImage: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(format)
        writer.append(pixelWidth)
        writer.append(pixelHeight)
        writer.append(blob: bytes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            format: try reader.value(), pixelWidth: try reader.value(), pixelHeight: try reader.value(), bytes: try reader.blob())
    }
}
