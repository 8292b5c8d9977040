import Backends
import DocumentModel

/// Reads pictures with Tesseract alone, one for each thread of its pool. Pages are taken as upright.
struct TesseractEngine: OCREngine {
    let name: String
    private let limits: OCRLimits
    private let pool: EnginePool<TesseractReader>

    /// - Parameter languages: Tesseract's own names, "ell+eng".
    init(library: TesseractLibrary, languages: String, limits: OCRLimits) {
        name = "tesseract-\(library.version)-\(languages)"
        self.limits = limits
        pool = EnginePool(limits: .init(engines: limits.workers, seconds: limits.seconds)) { () throws(RecognitionError) in
            try TesseractReader(library: library, languages: languages)
        }
    }

    func recognize(_ picture: Bitmap, options: OCROptions) async throws(RecognitionError) -> RecognizedText {
        try limits.check(picture)
        return try await pool.withEngine { (reader, limit) throws(RecognitionError) in
            RecognizedText(lines: try reader.lines(in: PixelGrid(picture), limit: limit))
        }
    }
}
