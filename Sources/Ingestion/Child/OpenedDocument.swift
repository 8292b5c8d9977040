import DocumentModel
import LayoutAnalysis
import PDFReading
import Rendering

/// An open PDF and what can be asked of it, in whatever process it was opened.
struct OpenedDocument {
    let file: PDFFile

    var info: DocumentInfo { file.info }

    func layout(ofPage page: Int) -> Result<PageLayout, PageFailure> {
        do throws(PDFError) {
            return .success(PageAnalyzer.layout(of: try file.primitives(ofPage: page)))
        } catch {
            return .failure(PageFailure(page: page, error))
        }
    }

    func glyphs(ofPage page: Int) throws(PDFError) -> PageGlyphs {
        PageGlyphs(try file.primitives(ofPage: page))
    }
}
