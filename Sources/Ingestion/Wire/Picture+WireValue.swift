import DocumentModel
import ImageReading
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

extension ImageFormat: WireValue {}

extension DecodedImage: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(format)
        for number in [width, height, frameCount, orientation] { writer.append(number) }
        writer.append(isDamaged)
        writer.append(bitmap)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let format: ImageFormat = try reader.value()
        let (width, height): (Int, Int) = (try reader.value(), try reader.value())
        let (frameCount, orientation): (Int, Int) = (try reader.value(), try reader.value())
        guard width > 0, height > 0, frameCount > 0 else { throw .invalid("image of \(width) by \(height), \(frameCount) pictures") }
        self.init(
            format: format, width: width, height: height, frameCount: frameCount, orientation: orientation, isDamaged: try reader.value(),
            bitmap: try reader.value())
        guard bitmap.width > 0, bitmap.height > 0 else { throw .invalid("image without pixels") }
    }
}
