import DocumentModel
import CPDFium

/// Reads one image object.
struct ImageReader {
    let object: FPDF_PAGEOBJECT
    let page: OpenPage
    let document: FPDF_DOCUMENT

    /// `nil` when PDFium cannot decode the image.
    func read() -> EmbeddedImage? {
        var metadata = FPDF_IMAGEOBJ_METADATA()
        _ = FPDFImageObj_GetImageMetadata(object, page.handle, &metadata)
        let (width, height) = (Int(metadata.width), Int(metadata.height))
        // Masks and stencils (1 bit) need PDFium's painting; all else is faster and truer from the samples.
        let isPainted = metadata.bits_per_pixel == 1 || hasTransparency
        if !isPainted, metadata.bits_per_pixel == 8 || metadata.bits_per_pixel == 24, let bytes = jpegBytes {
            return EmbeddedImage(format: .jpeg, pixelWidth: width, pixelHeight: height, bytes: bytes)
        }
        guard let bitmap = isPainted ? painted(width: width, height: height) ?? samples : samples else { return nil }
        let bytes = PNGEncoder.encode(bitmap)
        guard !bytes.isEmpty else { return nil }
        return EmbeddedImage(format: .png, pixelWidth: bitmap.width, pixelHeight: bitmap.height, bytes: bytes)
    }

    /// The image's own data when that is a JPEG file and nothing else; `nil` otherwise.
    private var jpegBytes: [UInt8]? {
        guard FPDFImageObj_GetImageFilterCount(object) == 1 else { return nil }
        let filter = NativeText.utf8 { FPDFImageObj_GetImageFilter(object, 0, $0, $1) }
        guard filter == "DCTDecode" || filter == "DCT" else { return nil }
        let size = FPDFImageObj_GetImageDataRaw(object, nil, 0)
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            count = Int(min(FPDFImageObj_GetImageDataRaw(object, buffer.baseAddress, size), size))
        }
        return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? bytes : nil
    }

    private var samples: Bitmap? {
        NativeBitmap(FPDFImageObj_GetBitmap(object))?.copy()
    }

    /// Whether a mask hides part of the image; PDFium tells only by painting it, here in page size.
    private var hasTransparency: Bool {
        guard let painted = NativeBitmap(FPDFImageObj_GetRenderedBitmap(document, page.handle, object)),
            FPDFBitmap_GetFormat(painted.handle) == FPDFBitmap_BGRA, let bitmap = painted.copy()
        else { return false }
        return stride(from: 3, to: bitmap.pixels.count, by: 4).contains { bitmap.pixels[$0] < Self.opaque }
    }

    /// Opacity from which a pixel counts as opaque: edges are smoothed when the image is scaled.
    private static let opaque: UInt8 = 250

    /// The image with masks and fill colour, upright, at its own size in pixels.
    private func painted(width: Int, height: Int) -> Bitmap? {
        var matrix = FS_MATRIX()
        guard FPDFPageObj_GetMatrix(object, &matrix) != 0 else { return nil }
        _ = FPDFImageObj_SetMatrix(object, Double(width), 0, 0, Double(height), 0, 0)
        defer {
            _ = FPDFImageObj_SetMatrix(
                object, Double(matrix.a), Double(matrix.b), Double(matrix.c), Double(matrix.d), Double(matrix.e),
                Double(matrix.f))
        }
        return NativeBitmap(FPDFImageObj_GetRenderedBitmap(document, page.handle, object))?.copy()
    }
}
