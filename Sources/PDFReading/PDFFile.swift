import CPDFium
package import DocumentModel

/// One open PDF.
///
/// A class because it owns a native document that must be closed exactly once. Not Sendable on purpose: a native document has
/// no locks. Files on several threads wait for each other, so more cores need more processes.
package final class PDFFile {
    /// What the file says about itself; read on first use.
    package private(set) lazy var info = PDFiumLibrary.exclusively { InfoReader(document: document, limits: limits).info() }
    package let pageCount: Int

    let document: FPDF_DOCUMENT
    let limits: ExtractionLimits
    /// Keeps the bytes alive that the native document reads from.
    let source: PDFSource
    private let password: String?
    private var pages = RecentPages()
    let form: FormEnvironment
    let fonts = FontCatalog()
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
        let opened = try PDFiumLibrary.exclusively { () throws(PDFError) in
            try OpenDocument(repairing: source, password: password, limits: limits)
        }
        self.source = opened.source
        self.password = password
        self.limits = limits
        document = opened.handle
        pageCount = opened.pageCount
        form = FormEnvironment(document: opened.handle)
        markedContent = MarkedContent(looksForArtifacts: opened.isTagged)
    }

    /// The same file opened anew from the same bytes: PDFium keeps every object it has read until the document is closed, so a
    /// reader of thousands of pages starts afresh now and then.
    package func reopened() throws(PDFError) -> PDFFile {
        try PDFFile(source: source, password: password, limits: limits)
    }

    deinit {
        PDFiumLibrary.exclusively {
            form.close()
            pages.closeAll()
            FPDF_CloseDocument(document)
        }
    }

    /// What opening a document finds out.
    private struct OpenDocument {
        let source: PDFSource
        let handle: FPDF_DOCUMENT
        let pageCount: Int
        let isTagged: Bool

        /// Opens `source`, or what can be repaired of it.
        init(repairing source: PDFSource, password: String?, limits: ExtractionLimits) throws(PDFError) {
            do throws(PDFError) {
                try self.init(source, password: password, limits: limits)
            } catch {
                guard error == .damaged || error == .notAPDF, let repaired = source.repaired() else { throw error }
                self = try OpenDocument(repaired, password: password, limits: limits)
            }
        }

        private init(_ source: PDFSource, password: String?, limits: ExtractionLimits) throws(PDFError) {
            self.source = source
            handle = try source.open(password: password)
            pageCount = Int(FPDF_GetPageCount(handle))
            isTagged = FPDFCatalog_IsTagged(handle) != 0
            guard pageCount > 0, pageCount <= limits.pageCount else {
                // PDFium opens files whose key it computed wrongly and then finds nothing in them.
                let isEncrypted = FPDF_GetSecurityHandlerRevision(handle) >= 0
                FPDF_CloseDocument(handle)
                if pageCount > 0 { throw .tooManyPages(count: pageCount, limit: limits.pageCount) }
                throw isEncrypted ? .unsupportedSecurity : .damaged
            }
        }
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
