import Backends
import DocumentModel
import ImageReading
import Ingestion
import PDFReading

extension ExtractionDesk {
    /// The picture in another format; the picture itself when it has it already.
    func converted(_ picture: FigurePicture, to format: ImageOptions.Format) async throws -> FigurePicture {
        guard picture.format != format.rawValue else { return picture }
        var copy = picture
        let bitmap = try await pixels(of: picture)
        copy.bytes = PictureEncoding.encode(bitmap, as: format)
        copy.format = format.rawValue
        guard !copy.bytes.isEmpty else {
            throw APIError(.pdfExtraction, "An image of page \(picture.page) cannot be written as \(format.rawValue).")
        }
        return copy
    }

    /// Text in the picture, line by line.
    /// - Throws: `MODEL_MISSING` when nothing is installed that reads.
    func text(in picture: FigurePicture) async throws -> String {
        guard let engine else { throw APIError(.modelMissing, missingEngineHint ?? "Nothing is installed that reads text in pictures.") }
        return try await engine.recognize(try await pixels(of: picture), options: OCROptions()).lines.map(\.text).joined(separator: "\n")
    }

    /// In a child: the bytes come from the document.
    private func pixels(of picture: FigurePicture) async throws -> Bitmap {
        try await extractor.decodeImage(try SourceFile(bytes: picture.bytes)).bitmap
    }
}

enum PictureEncoding {
    /// Empty when the format cannot have a picture of these measures.
    static func encode(_ bitmap: Bitmap, as format: ImageOptions.Format) -> [UInt8] {
        switch format {
        case .png: PNGEncoder.encode(bitmap)
        case .jpeg: JPEGEncoder.encode(bitmap, quality: 90)
        case .webp: WebPEncoder.encode(bitmap, quality: 90)
        }
    }
}
