import DocumentModel

extension Rectangle: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(left)
        writer.append(top)
        writer.append(right)
        writer.append(bottom)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(left: try reader.value(), top: try reader.value(), right: try reader.value(), bottom: try reader.value())
    }
}

extension Region: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(page)
        writer.append(rectangle)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(page: try reader.value(), rectangle: try reader.value())
    }
}
