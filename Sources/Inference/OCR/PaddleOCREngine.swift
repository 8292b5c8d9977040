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
        let pixels = picture.width * picture.height
        guard pixels > 0 else { throw .unusableInput("the picture has no pixels") }
        guard pixels <= limits.pixels else {
            throw .unusableInput("the picture has \(pixels) pixels, more than the \(limits.pixels) that are read")
        }
        return try await pool.withEngine { (reader, limit) throws(RecognitionError) in
            try reader.text(in: picture, options: options, limit: limit)
        }
    }
}
