import CImages
package import DocumentModel
import Glibc

/// Pixels to JPEG.
package enum JPEGEncoder {
    /// Small artefacts only, at some tenth of a PNG's size.
    package static let thumbnailQuality = 85

    /// The JPEG file; empty when libjpeg refuses the measures (0 or more than 65,500 pixels a side).
    ///
    /// - Parameters:
    ///   - bitmap: opacity is left out; flatten the picture before.
    ///   - quality: 1...100.
    package static func encode(_ bitmap: Bitmap, quality: Int = thumbnailQuality) -> [UInt8] {
        let source = bitmap.layout == .rgba ? bitmap.reduced(to: .rgb) : bitmap
        guard source.width > 0, source.height > 0 else { return [] }
        var file: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = cimages_message()
        let result = cimages_jpeg_encode(
            source.pixels, UInt32(clamping: source.width), UInt32(clamping: source.height), UInt32(source.layout.bytesPerPixel),
            Int32(min(max(quality, 1), 100)), &file, &count, &message)
        defer { free(file) }
        guard result == cimages_good, let file else { return [] }
        return Array(UnsafeBufferPointer(start: file, count: count))
    }
}
