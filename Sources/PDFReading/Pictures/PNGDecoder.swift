package import DocumentModel
import CPNG

/// PNG to pixels, for pictures of the user's own: nothing that a document brings is decoded here.
package enum PNGDecoder {
    /// The picture as grey, red-green-blue or with opacity, whatever it was; `nil` when the bytes are no PNG or it is larger than the limit.
    package static func decode(_ file: [UInt8], pixelLimit: Int) -> Bitmap? {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else { return nil }
        let (width, height) = (Int(image.width), Int(image.height))
        guard width * height <= pixelLimit else { return nil }
        let layout: Bitmap.Layout =
            if image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0 {
                .rgba
            } else if image.format
                & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
            { .rgb } else { .gray }
        image.format =
            switch layout {
            case .gray: 0
            case .rgb: png_uint_32(PNG_FORMAT_FLAG_COLOR)
            case .rgba: png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
            }
        var pixels = [UInt8](repeating: 0, count: width * height * layout.bytesPerPixel)
        guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { return nil }
        return Bitmap(width: width, height: height, layout: layout, pixels: pixels)
    }
}
