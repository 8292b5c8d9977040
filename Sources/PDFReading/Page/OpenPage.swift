import CPDFium
import DocumentModel

/// A loaded page and its geometry.
/// A class because the handle must be closed exactly once, when the last user lets go of it; not Sendable as PDFium is not.
final class OpenPage {
    let number: Int
    let handle: FPDF_PAGE
    /// User space to displayed page.
    let display: Transform
    let width: Double
    let height: Double
    let quarterTurns: Int32
    /// Objects at the top level, those inside forms not counted.
    let objectCount: Int
    private var textHandle: FPDF_TEXTPAGE?

    /// `nil` when PDFium cannot load the page or it has no believable size.
    init?(number: Int, of document: FPDF_DOCUMENT) {
        guard let handle = FPDF_LoadPage(document, Int32(number - 1)) else { return nil }
        self.number = number
        self.handle = handle
        objectCount = Int(max(0, FPDFPage_CountObjects(handle)))
        var box = FS_RECTF()
        _ = FPDF_GetPageBoundingBox(handle, &box)
        quarterTurns = FPDFPage_GetRotation(handle) & 3
        display = Transform(displaying: box, quarterTurns: quarterTurns)
        let extent = display.rectangle(box)
        width = extent.width
        height = extent.height
        guard extent.isBelievable, width > 0, height > 0 else { return nil }
    }

    deinit {
        if let textHandle { FPDFText_ClosePage(textHandle) }
        FPDF_ClosePage(handle)
    }

    /// The page's characters, read on first use; `nil` when PDFium cannot read them.
    var text: FPDF_TEXTPAGE? {
        if textHandle == nil { textHandle = FPDFText_LoadPage(handle) }
        return textHandle
    }

    /// Gives the characters back early: they take several times the memory of the page's objects.
    func closeText() {
        if let textHandle { FPDFText_ClosePage(textHandle) }
        textHandle = nil
    }
}
