package import DocumentModel
import CPNG

/// Pixels to PNG.
package enum PNGEncoder {
    /// The PNG file; empty when libpng refuses the measures (0 or more than 2^31 - 1 pixels a side).
    package static func encode(_ bitmap: Bitmap) -> [UInt8] {
        guard bitmap.width > 0, bitmap.height > 0 else { return [] }
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(clamping: bitmap.width)
        image.height = png_uint_32(clamping: bitmap.height)
        image.format = format(of: bitmap.layout)
        defer { png_image_free(&image) }
        return [UInt8](unsafeUninitializedCapacity: sizeBound(of: bitmap)) { buffer, count in
            var sizeBytes = png_alloc_size_t(buffer.count)
            let written = png_image_write_to_memory(&image, buffer.baseAddress, &sizeBytes, 0, bitmap.pixels, 0, nil)
            count = written != 0 ? Int(sizeBytes) : 0
        }
    }

    private static func format(of layout: Bitmap.Layout) -> png_uint_32 {
        switch layout {
        case .gray: 0
        case .rgb: png_uint_32(PNG_FORMAT_FLAG_COLOR)
        case .rgba: png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        }
    }

    /// More than the worst case of deflate (5 bytes per 16 kB block), a filter byte per row and a chunk header per 8 kB.
    private static func sizeBound(of bitmap: Bitmap) -> Int {
        let raw = bitmap.pixels.count + bitmap.height
        return raw + raw / 256 + 4096
    }
}
