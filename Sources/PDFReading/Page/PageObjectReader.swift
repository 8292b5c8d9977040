import CPDFium
import DocumentModel

/// Walks a page's objects in drawing order, forms included, and collects what is drawn other than text.
struct PageObjectReader {
    var drawn = PathReader()
    private(set) var images: [ImagePrimitive] = []
    /// The native objects of `images`, valid as long as the page is open.
    private(set) var imageObjects: [FPDF_PAGEOBJECT] = []
    /// The page's text objects in drawing order.
    private(set) var textObjects = TextObjectOrder()

    private let page: OpenPage
    private let limits: ExtractionLimits
    private let markedContent: MarkedContent
    private var order: Int32 = 0

    init(page: OpenPage, limits: ExtractionLimits, markedContent: MarkedContent = .init(looksForArtifacts: false)) {
        self.page = page
        self.limits = limits
        self.markedContent = markedContent
    }

    /// Reads all objects of the page.
    mutating func read() throws(PDFError) {
        let count = FPDFPage_CountObjects(page.handle)
        for index in 0..<max(0, count) {
            guard let object = FPDFPage_GetObject(page.handle, index) else { continue }
            try read(object, placedBy: page.display, depth: 0)
        }
    }

    private mutating func read(_ object: FPDF_PAGEOBJECT, placedBy placement: Transform, depth: Int) throws(PDFError) {
        order += 1
        guard Int(order) <= limits.objectsPerPage else {
            throw .tooManyObjects(page: page.number, limit: limits.objectsPerPage)
        }
        switch FPDFPageObj_GetType(object) {
        case FPDF_PAGEOBJ_TEXT: textObjects.append(object, order: order)
        case FPDF_PAGEOBJ_PATH: drawn.read(object, placedBy: placement, order: order)
        case FPDF_PAGEOBJ_IMAGE: readImage(object, placedBy: placement)
        case FPDF_PAGEOBJ_SHADING: readShading(object, placedBy: placement)
        case FPDF_PAGEOBJ_FORM: try readForm(object, placedBy: placement, depth: depth)
        default: break
        }
    }

    private mutating func readForm(_ form: FPDF_PAGEOBJECT, placedBy placement: Transform, depth: Int) throws(PDFError) {
        guard depth < limits.formDepth else { return }
        let inner = Self.matrix(of: form).then(placement)
        let count = FPDFFormObj_CountObjects(form)
        for index in 0..<max(0, count) {
            guard let object = FPDFFormObj_GetObject(form, UInt(index)) else { continue }
            try read(object, placedBy: inner, depth: depth + 1)
        }
    }

    private mutating func readImage(_ image: FPDF_PAGEOBJECT, placedBy placement: Transform) {
        let whole = Self.matrix(of: image).then(placement).unitSquare
        guard whole.isBelievable else { return }
        var (width, height): (UInt32, UInt32) = (0, 0)
        _ = FPDFImageObj_GetImagePixelSize(image, &width, &height)
        let box = ClipReader.box(of: image, placedBy: placement).flatMap { whole.intersection($0) } ?? whole
        imageObjects.append(image)
        images.append(
            ImagePrimitive(
                index: images.count, box: box,
                pixelWidth: Int(width), pixelHeight: Int(height),
                markedContent: self.markedContent.identifier(of: image), order: order))
    }

    private mutating func readShading(_ shading: FPDF_PAGEOBJECT, placedBy placement: Transform) {
        var (left, bottom, right, top): (Float, Float, Float, Float) = (0, 0, 0, 0)
        guard FPDFPageObj_GetBounds(shading, &left, &bottom, &right, &top) != 0 else { return }
        drawn.addDrawing(placement.rectangle(FS_RECTF(left: left, top: top, right: right, bottom: bottom)))
    }

    static func matrix(of object: FPDF_PAGEOBJECT) -> Transform {
        var matrix = FS_MATRIX()
        return FPDFPageObj_GetMatrix(object, &matrix) != 0 ? Transform(matrix) : .identity
    }
}
