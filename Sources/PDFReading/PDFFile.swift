import CPDFium
package import DocumentModel

/// One open PDF.
///
/// A class because it owns a native document that must be closed exactly once. Not Sendable on purpose: PDFium keeps global
/// state without locks, so one process may use it from one thread at a time, whatever the number of files.
package final class PDFFile {
    /// What the file says about itself; read on first use.
    package private(set) lazy var info = InfoReader(document: document, limits: limits).info()
    package let pageCount: Int

    let document: FPDF_DOCUMENT
    let limits: ExtractionLimits
    /// Keeps the bytes alive that the native document reads from.
    private let source: PDFSource
    private var pages = RecentPages()
    let form: FormEnvironment
    let markedContent: MarkedContent

    /// Loads libpdfium; needed once per process before the first file.
    package static func initialize(libraryPath: String) throws(PDFError) {
        try PDFiumLibrary.load(path: libraryPath)
    }

    /// Opens the file at `path`; it is mapped, not read, so memory stays flat for large files.
    package convenience init(path: String, password: String? = nil, limits: ExtractionLimits = .init()) throws(PDFError) {
        try self.init(source: PDFSource(path: path, limits: limits), password: password, limits: limits)
    }

    /// Opens an already open file; the descriptor is not closed and may be closed at once.
    package convenience init(
        fileDescriptor: Int32, password: String? = nil, limits: ExtractionLimits = .init()
    ) throws(PDFError) {
        try self.init(source: PDFSource(fileDescriptor: fileDescriptor, limits: limits), password: password, limits: limits)
    }

    /// Opens a PDF held in memory.
    package convenience init(bytes: [UInt8], password: String? = nil, limits: ExtractionLimits = .init()) throws(PDFError) {
        try self.init(source: PDFSource(bytes: bytes, limits: limits), password: password, limits: limits)
    }

    private init(source: PDFSource, password: String?, limits: ExtractionLimits) throws(PDFError) {
        guard PDFiumLibrary.isLoaded else { throw .libraryMissing(reason: "it has not been loaded") }
        let document = try source.open(password: password)
        let pageCount = Int(FPDF_GetPageCount(document))
        guard pageCount <= limits.pageCount else {
            FPDF_CloseDocument(document)
            throw .tooManyPages(count: pageCount, limit: limits.pageCount)
        }
        self.source = source
        self.document = document
        self.limits = limits
        self.pageCount = pageCount
        form = FormEnvironment(document: document)
        markedContent = MarkedContent(looksForArtifacts: FPDFCatalog_IsTagged(document) != 0)
    }

    deinit {
        form.close()
        pages.closeAll()
        FPDF_CloseDocument(document)
    }

    /// The page, loaded unless it is one of the last used ones.
    /// - Parameter number: 1-based.
    func page(_ number: Int) throws(PDFError) -> OpenPage {
        guard (1...max(1, pageCount)).contains(number) else { throw .noSuchPage(number) }
        if let page = pages.page(number) { return page }
        guard let page = OpenPage(number: number, of: document) else { throw .pageUnreadable(number) }
        pages.keep(page)
        return page
    }
}
