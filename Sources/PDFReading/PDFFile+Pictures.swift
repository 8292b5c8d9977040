import CPDFium
package import DocumentModel

extension PDFFile {
    /// The page as it looks on white paper, annotations included, in RGB.
    /// - Parameters:
    ///   - number: 1-based.
    ///   - dpi: pixels per inch; 72 gives a pixel per point.
    package func picture(ofPage number: Int, dpi: Double) throws(PDFError) -> Bitmap {
        try PDFiumLibrary.exclusively { () throws(PDFError) in
            let page = try page(number)
            let size = try pixelSize(of: page, dpi: dpi)
            return try draw(page, width: size.width, height: size.height)
        }
    }

    private func pixelSize(of page: OpenPage, dpi: Double) throws(PDFError) -> (width: Int, height: Int) {
        let width = max(1, (page.width * dpi / 72).rounded())
        let height = max(1, (page.height * dpi / 72).rounded())
        guard (width * height).isFinite, width * height <= Double(limits.imagePixels) else {
            throw .imageTooLarge(pixels: Int(min(width * height, 1e15)), limit: limits.imagePixels)
        }
        return (Int(width), Int(height))
    }

    private func draw(_ page: OpenPage, width: Int, height: Int) throws(PDFError) -> Bitmap {
        let stride = width * Bitmap.Layout.rgb.bytesPerPixel
        var pixels = [UInt8](repeating: 255, count: stride * height)
        let isDrawn = pixels.withUnsafeMutableBytes { buffer in
            let made = FPDFBitmap_CreateEx(Int32(width), Int32(height), FPDFBitmap_BGR, buffer.baseAddress, Int32(stride))
            guard let bitmap = NativeBitmap(made) else { return false }
            FPDF_RenderPageBitmap(
                bitmap.handle, page.handle, 0, 0, Int32(width), Int32(height), 0, FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER)
            return true
        }
        guard isDrawn else { throw .pictureFailed(page: page.number) }
        return Bitmap(width: width, height: height, layout: .rgb, pixels: pixels)
    }

    /// An image of the page: the file's own JPEG where that shows what the page shows, else a PNG of its pixels.
    /// - Parameters:
    ///   - index: `ImagePrimitive.index`.
    ///   - number: 1-based page number.
    package func image(_ index: Int, onPage number: Int) throws(PDFError) -> EmbeddedImage {
        try PDFiumLibrary.exclusively { () throws(PDFError) in try readImage(index, on: page(number)) }
    }

    private func readImage(_ index: Int, on page: OpenPage) throws(PDFError) -> EmbeddedImage {
        var reader = PageObjectReader(page: page, limits: limits)
        try reader.read()
        guard reader.images.indices.contains(index) else { throw .noSuchImage(index: index, page: page.number) }
        let placed = reader.images[index]
        let pixels = placed.pixelWidth.multipliedReportingOverflow(by: placed.pixelHeight)
        guard !pixels.overflow, pixels.partialValue <= limits.imagePixels else {
            throw .imageTooLarge(pixels: pixels.partialValue, limit: limits.imagePixels)
        }
        let image = ImageReader(object: reader.imageObjects[index], page: page, document: document)
        guard let result = image.read() else { throw .imageUnreadable(index: index, page: page.number) }
        return result
    }
}
