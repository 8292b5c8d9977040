import DocumentModel
import PDFReading

extension Bitmap.Layout: WireValue {}

extension Bitmap: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(width)
        writer.append(height)
        writer.append(layout)
        writer.append(blob: pixels)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let (width, height): (Int, Int) = (try reader.value(), try reader.value())
        let layout: Layout = try reader.value()
        let pixels = try reader.blob()
        // A child that was taken over by its document may claim any size.
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, width >= 0, height >= 0, area <= pixels.count, pixels.count == area * layout.bytesPerPixel
        else { throw .invalid("picture of \(width) by \(height)") }
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
