import CPDFium
import Synchronization

/// The process's one PDFium. The library has global state, so it is loaded and initialised once and never unloaded.
enum PDFiumLibrary {
    /// `nil` before the first load, then how it ended.
    private static let outcome = Mutex<Result<Void, PDFError>?>(nil)

    /// Loads the library at `path` unless one is loaded already; a failure is final for the process.
    static func load(path: String) throws(PDFError) {
        let result = outcome.withLock { state in
            let result = state ?? open(path)
            state = result
            return result
        }
        try result.get()
    }

    static var isLoaded: Bool {
        outcome.withLock { if case .success? = $0 { true } else { false } }
    }

    private static func open(_ path: String) -> Result<Void, PDFError> {
        if let missing = mivaa_pdfium_load(path) {
            return .failure(.libraryMissing(reason: String(cString: missing)))
        }
        var config = FPDF_LIBRARY_CONFIG()
        config.version = 2
        FPDF_InitLibraryWithConfig(&config)
        return .success(())
    }
}
