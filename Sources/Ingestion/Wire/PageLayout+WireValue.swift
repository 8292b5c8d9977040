import DocumentModel

extension TextCondition: WireValue {}
extension HiddenText.Reason: WireValue {}
extension FormFieldPrimitive.Kind: WireValue {}

extension PageLayout: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(page)
        writer.append(condition)
        writer.append(blocks)
        writer.append(fonts)
        writer.append(hidden)
        writer.append(annotations)
        writer.append(formFields)
        writer.append(glyphCount)
        writer.append(unmappedGlyphCount)
        writer.append(unreadPictures)
        writer.append(recognition)
        writer.append(skewDegrees)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(page: try reader.value(), condition: try reader.value())
        blocks = try reader.value()
        fonts = try reader.value()
        hidden = try reader.value()
        annotations = try reader.value()
        formFields = try reader.value()
        glyphCount = try reader.value()
        unmappedGlyphCount = try reader.value()
        unreadPictures = try reader.value()
        recognition = try reader.value()
        skewDegrees = try reader.value()
    }
}

extension PageRecognition.Extent: WireValue {}

extension PageRecognition: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(engine)
        writer.append(extent)
        writer.append(confidence)
        writer.append(characterCount)
        writer.append(fileCondition)
        writer.append(layerAgreement)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            engine: try reader.value(), extent: try reader.value(), confidence: try reader.value(),
            characterCount: try reader.value(), fileCondition: try reader.value(), layerAgreement: try reader.value())
    }
}

extension PageSummary: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(number)
        writer.append(width)
        writer.append(height)
        writer.append(rotationDegrees)
        writer.append(label)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            number: try reader.value(), width: try reader.value(), height: try reader.value(),
            rotationDegrees: try reader.value(), label: try reader.value())
    }
}

extension LayoutBlock: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(box)
        writer.append(content)
        writer.append(confidence)
        writer.append(column.lowerBound)
        writer.append(column.upperBound)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let box: Rectangle = try reader.value()
        let content: Content = try reader.value()
        let confidence: Double = try reader.value()
        let (left, right): (Double, Double) = (try reader.value(), try reader.value())
        guard left <= right else { throw .invalid("column runs backwards") }
        self.init(box: box, content: content, confidence: confidence, column: left...right)
    }
}

extension LayoutBlock.Content: WireValue {
    private enum Case { static let text: UInt8 = 0, table: UInt8 = 1, figure: UInt8 = 2 }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .text(let lines):
            writer.append(Case.text)
            writer.append(lines)
        case .table(let table):
            writer.append(Case.table)
            writer.append(table)
        case .figure(let figure):
            writer.append(Case.figure)
            writer.append(figure)
        }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        switch try reader.value(UInt8.self) {
        case Case.text: self = .text(try reader.value())
        case Case.table: self = .table(try reader.value())
        case Case.figure: self = .figure(try reader.value())
        default: throw .invalid("unknown block content")
        }
    }
}

extension Figure: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(imageIndex)
        writer.append(pixelWidth)
        writer.append(pixelHeight)
        writer.append(alternativeText)
        writer.append(labels)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            imageIndex: try reader.value(), pixelWidth: try reader.value(), pixelHeight: try reader.value(),
            alternativeText: try reader.value(), labels: try reader.value())
    }
}

extension HiddenText: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(text)
        writer.append(reason)
        writer.append(page)
        writer.append(rectangle)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(text: try reader.value(), reason: try reader.value(), page: try reader.value(), rectangle: try reader.value())
    }
}

extension AnnotationPrimitive: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(kind)
        writer.append(box)
        writer.append(contents)
        writer.append(author)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(kind: try reader.value(), box: try reader.value(), contents: try reader.value(), author: try reader.value())
    }
}

extension FormFieldPrimitive: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(kind)
        writer.append(box)
        writer.append(name)
        writer.append(value)
        writer.append(isChecked)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            kind: try reader.value(), box: try reader.value(), name: try reader.value(), value: try reader.value(),
            isChecked: try reader.value())
    }
}
