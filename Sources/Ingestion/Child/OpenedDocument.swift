import DocumentModel
import LayoutAnalysis
import PDFReading

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

    /// The characters that the page draws, spaces left out, in the order of the content stream.
    func characters(ofPage page: Int) throws(PDFError) -> String {
        var text = String.UnicodeScalarView()
        for glyph in try file.primitives(ofPage: page).glyphs {
            guard let scalar = Unicode.Scalar(glyph.scalar), !scalar.properties.isWhitespace else { continue }
            text.append(scalar)
        }
        return String(text)
    }
}
