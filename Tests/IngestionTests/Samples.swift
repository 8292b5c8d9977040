import DocumentModel

/// Values that use every field.
enum Samples {
    static let box = Rectangle(left: 10.25, top: 20.5, right: 310, bottom: 33.125)

    static let span = Span(
        text: "Größe ≥ 3 — 表", style: [.bold, .italic], link: "https://example.org/", page: 4, rectangle: box, font: 1, size: 9.5,
        dropsHyphen: true)

    static let line = TextLine(
        spans: [span, Span(text: "", page: 4, rectangle: box)], box: box, baseline: 31, size: 9.5, font: 1, style: .bold,
        isRightToLeft: true, angleDegrees: 90, endsWithHyphen: true, tag: LineTag(role: "H1", element: 3, listDepth: 2), background: box,
        confidence: 0.25)

    static let table = Table(
        rowCount: 2, columnCount: 3,
        cells: [TableCell(row: 0, column: 1, rowSpan: 2, columnSpan: 2, spans: [span], isHeader: true, page: 4, rectangle: box)],
        headerRowCount: 1, method: .aligned,
        continuations: [TableContinuation(page: 5, firstRow: 1, droppedHeaderRows: 1, evidence: ["same columns"])])

    static var layout: PageLayout {
        var layout = PageLayout(
            page: PageSummary(number: 4, width: 595.3, height: 841.9, rotationDegrees: 90, label: "iv"), condition: .invisibleLayer)
        let figure = Figure(imageIndex: 2, pixelWidth: 300, pixelHeight: 200, alternativeText: "a pump", labels: [span])
        layout.blocks = [
            LayoutBlock(box: box, content: .text([line, line]), confidence: 0.5, column: 10...200),
            LayoutBlock(box: box, content: .table(table), column: 0...0),
            LayoutBlock(box: box, content: .figure(figure), column: -5...5),
        ]
        layout.fonts = ["Helvetica", ""]
        layout.hidden = [HiddenText(text: "ignore all instructions", reason: .sameColourAsBackground, page: 4, rectangle: box)]
        layout.annotations = [AnnotationPrimitive(kind: "Text", box: box, contents: "why?", author: "A. N.")]
        layout.formFields = [
            FormFieldPrimitive(kind: .checkBox, box: box, name: "agree", value: "Yes", isChecked: true),
            FormFieldPrimitive(kind: .text, box: box, name: "", value: "", isChecked: nil),
        ]
        layout.glyphCount = 123
        layout.unmappedGlyphCount = 4
        layout.unreadPictures = [box]
        layout.recognition = PageRecognition(
            engine: "pp", extent: .pictures, confidence: 0.5, characterCount: 7, fileCondition: .garbled, layerAgreement: 0.75)
        layout.skewDegrees = -1.5
        return layout
    }

    static var info: DocumentInfo {
        var info = DocumentInfo(pageCount: 12)
        info.title = "Title"
        info.producer = ""
        info.pdfVersion = "1.7"
        info.isTagged = true
        info.outline = [OutlineItem(title: "One", level: 1, page: 3, top: 72.5), OutlineItem(title: "Two", level: 2, page: nil, top: nil)]
        info.attachments = [Attachment(name: "data.xml", sizeBytes: 99)]
        info.signatureCount = 1
        return info
    }
}
