import CPDFium
import DocumentModel

/// Reads a page's annotations: links, form widgets, and mark-up.
struct AnnotationReader {
    private(set) var links: [LinkPrimitive] = []
    private(set) var annotations: [AnnotationPrimitive] = []
    private(set) var formFields: [FormFieldPrimitive] = []

    private let page: OpenPage
    private let document: FPDF_DOCUMENT
    private let form: FormEnvironment

    /// Annotations read per page; beyond, a page is an attack (each costs a native object).
    private static let annotationLimit: Int32 = 20_000
    /// Lines of text one link may cover.
    private static let quadLimit = 200

    init(page: OpenPage, document: FPDF_DOCUMENT, form: FormEnvironment) {
        self.page = page
        self.document = document
        self.form = form
    }

    mutating func read() {
        let count = min(max(0, FPDFPage_GetAnnotCount(page.handle)), Self.annotationLimit)
        for index in 0..<count {
            guard let annotation = FPDFPage_GetAnnot(page.handle, index) else { continue }
            defer { FPDFPage_CloseAnnot(annotation) }
            guard FPDFAnnot_GetFlags(annotation) & FPDF_ANNOT_FLAG_HIDDEN == 0, box(of: annotation).isBelievable else { continue }
            switch FPDFAnnot_GetSubtype(annotation) {
            case FPDF_ANNOT_LINK: readLink(annotation)
            case FPDF_ANNOT_WIDGET: formFields.append(form.field(of: annotation, box: box(of: annotation)))
            case FPDF_ANNOT_POPUP: break
            case let subtype: readMarkUp(annotation, subtype: subtype)
            }
        }
    }

    private mutating func readLink(_ annotation: FPDF_ANNOTATION) {
        guard let link = FPDFAnnot_GetLink(annotation) else { return }
        let page = Destination(ofLink: link, in: document)?.page
        let address = page == nil ? address(of: link) : nil
        guard page != nil || address != nil else { return }
        for box in lineBoxes(of: annotation) {
            links.append(LinkPrimitive(box: box, address: address, page: page))
        }
    }

    private func address(of link: FPDF_LINK) -> String? {
        guard let action = FPDFLink_GetAction(link), FPDFAction_GetType(action) == UInt(PDFACTION_URI) else { return nil }
        let address = NativeText.utf8 { FPDFAction_GetURIPath(document, action, $0, $1) }
        return address.isEmpty ? nil : address
    }

    /// One box per line of a link over several lines, by its quadrilaterals; else its rectangle.
    private func lineBoxes(of annotation: FPDF_ANNOTATION) -> [Rectangle] {
        let whole = box(of: annotation)
        let count = min(FPDFAnnot_CountAttachmentPoints(annotation), Self.quadLimit)
        guard count > 1 else { return [whole] }
        let boxes = (0..<count).compactMap { index -> Rectangle? in
            var quad = FS_QUADPOINTSF()
            guard FPDFAnnot_GetAttachmentPoints(annotation, index, &quad) != 0 else { return nil }
            let left = min(min(quad.x1, quad.x2), min(quad.x3, quad.x4))
            let right = max(max(quad.x1, quad.x2), max(quad.x3, quad.x4))
            let bottom = min(min(quad.y1, quad.y2), min(quad.y3, quad.y4))
            let top = max(max(quad.y1, quad.y2), max(quad.y3, quad.y4))
            // Quadrilaterals outside the rectangle are to be ignored (ISO 32000-2 table 176).
            let line = page.display.rectangle(FS_RECTF(left: left, top: top, right: right, bottom: bottom))
            return whole.insetBy(-1).contains(line) && !line.isEmpty ? line : nil
        }
        return boxes.isEmpty ? [whole] : boxes
    }

    private mutating func readMarkUp(_ annotation: FPDF_ANNOTATION, subtype: Int32) {
        annotations.append(
            AnnotationPrimitive(
                kind: Self.name(ofSubtype: subtype), box: box(of: annotation),
                contents: NativeText.utf16 { FPDFAnnot_GetStringValue(annotation, "Contents", $0, $1) },
                author: NativeText.utf16 { FPDFAnnot_GetStringValue(annotation, "T", $0, $1) }))
    }

    private func box(of annotation: FPDF_ANNOTATION) -> Rectangle {
        var box = FS_RECTF()
        _ = FPDFAnnot_GetRect(annotation, &box)
        return page.display.rectangle(box)
    }

    /// PDFium numbers the subtypes of ISO 32000-2 table 171 in this order, from 1.
    private static let subtypeNames = [
        "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly",
        "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Sound", "Movie", "Widget", "Screen", "PrinterMark",
        "TrapNet", "Watermark", "3D", "RichMedia", "XFAWidget", "Redact",
    ]

    private static func name(ofSubtype subtype: Int32) -> String {
        subtype >= 1 && subtype <= subtypeNames.count ? subtypeNames[Int(subtype) - 1] : "Unknown"
    }
}
