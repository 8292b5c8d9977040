import DocumentModel

extension Span: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(text)
        writer.append(style.rawValue)
        writer.append(link)
        writer.append(page)
        writer.append(rectangle)
        writer.append(font)
        writer.append(size)
        writer.append(dropsHyphen)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            text: try reader.value(), style: Style(rawValue: try reader.value()), link: try reader.value(),
            page: try reader.value(), rectangle: try reader.value(), font: try reader.value(), size: try reader.value(),
            dropsHyphen: try reader.value())
    }
}

extension LineTag: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(role)
        writer.append(element)
        writer.append(listDepth)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(role: try reader.value(), element: try reader.value(), listDepth: try reader.value())
    }
}

extension TextLine: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(spans)
        writer.append(box)
        writer.append(baseline)
        writer.append(size)
        writer.append(font)
        writer.append(style.rawValue)
        writer.append(isRightToLeft)
        writer.append(angleDegrees)
        writer.append(endsWithHyphen)
        writer.append(tag)
        writer.append(background)
        writer.append(confidence)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            spans: try reader.value(), box: try reader.value(), baseline: try reader.value(), size: try reader.value(),
            font: try reader.value(), style: Span.Style(rawValue: try reader.value()), isRightToLeft: try reader.value(),
            angleDegrees: try reader.value(), endsWithHyphen: try reader.value(), tag: try reader.value(),
            background: try reader.value(), confidence: try reader.value())
    }
}

extension LayerText: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(page)
        writer.append(text)
        writer.append(rectangle)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(page: try reader.value(), text: try reader.value(), rectangle: try reader.value())
    }
}
