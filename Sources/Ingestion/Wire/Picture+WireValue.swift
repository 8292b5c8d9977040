import PDFReading

extension Bitmap: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(width)
        writer.append(height)
        writer.append(blob: bytes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let (width, height): (Int, Int) = (try reader.value(), try reader.value())
        self.init(width: width, height: height, bytes: try reader.blob())
    }
}

extension EmbeddedImage.Format: WireValue {}

extension EmbeddedImage: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(format)
        writer.append(blob: bytes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(format: try reader.value(), bytes: try reader.blob())
    }
}
