import Backends
import DocumentModel

/// Reads pictures by PaddleOCR's networks (detection, then recognition line by line), one picture for each thread of its pool.
struct PaddleOCREngine: OCREngine {
    let name: String
    private let limits: OCRLimits
    private let pool: EnginePool<PageReader>

    init(name: String, limits: OCRLimits, make: @escaping @Sendable () throws(RecognitionError) -> PageReader) {
        self.name = name
        self.limits = limits
        pool = EnginePool(limits: .init(engines: limits.workers, seconds: limits.seconds), make: make)
    }

    func recognize(_ picture: Bitmap, options: OCROptions) async throws(RecognitionError) -> RecognizedText {
        try limits.check(picture)
        return try await pool.withEngine { (reader, limit) throws(RecognitionError) in
            try reader.text(in: picture, options: options, limit: limit)
        }
    }
}
