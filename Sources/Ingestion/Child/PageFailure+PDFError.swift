import DocumentModel
import PDFReading

extension PageFailure {
    /// The failure of one page that reading ended in.
    init(page: Int, _ error: PDFError) {
        let cause: Cause =
            switch error {
            case .tooManyGlyphs: .tooManyGlyphs
            case .tooManyObjects: .tooManyObjects
            default: .unreadable
            }
        self.init(page: page, cause: cause, detail: error.description)
    }
}
