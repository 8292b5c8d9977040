import DocumentModel
import LayoutAnalysis
import PDFReading
import Rendering

/// An open PDF and what can be asked of it, in whatever process it was opened.
struct OpenedDocument {
    private(set) var file: PDFFile
    private var pagesRead = 0

    /// Pages read before the file is opened anew, so that memory stays flat: opening costs about as much as one page.
    private static let pagesPerOpening = 128

    init(file: PDFFile) {
        self.file = file
    }

    var info: DocumentInfo { file.info }

    mutating func layout(ofPage page: Int) -> Result<PageLayout, PageFailure> {
        renewAfterManyPages()
        do throws(PDFError) {
            return .success(PageAnalyzer.layout(of: try file.primitives(ofPage: page)))
        } catch {
            return .failure(PageFailure(page: page, error))
        }
    }

    /// A file that cannot be opened again goes on as it is.
    private mutating func renewAfterManyPages() {
        if pagesRead == Self.pagesPerOpening {
            pagesRead = 0
            if let renewed = try? file.reopened() { file = renewed }
        }
        pagesRead += 1
    }

    func glyphs(ofPage page: Int) throws(PDFError) -> PageGlyphs {
        PageGlyphs(try file.primitives(ofPage: page))
    }
}
