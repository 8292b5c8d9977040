import CPDFium
import Foundation

/// The process's one PDFium. The library has global state, so it is loaded and initialised once and never unloaded.
enum PDFiumLibrary {
    /// Recursive, as a file may be closed by the last line of another call.
    private static let lock = NSRecursiveLock()
    /// `nil` before the first load, then how it ended.
    /// Safe because it is read and written in `exclusively` only.
    nonisolated(unsafe) private static var outcome: Result<Void, PDFError>?

    /// Runs `body` while no other thread is inside PDFium: its fonts and caches are shared by all files without locks of its own.
    static func exclusively<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }

    /// Loads the library at `path` unless one is loaded already; a failure is final for the process.
    static func load(path: String) throws(PDFError) {
        try exclusively { () throws(PDFError) in
            let result = outcome ?? open(path)
            outcome = result
            try result.get()
        }
    }

    static var isLoaded: Bool {
        exclusively { if case .success? = outcome { true } else { false } }
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
