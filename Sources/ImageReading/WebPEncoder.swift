import CImages
package import DocumentModel
import Glibc

/// Pixels to WebP.
package enum WebPEncoder {
    /// The WebP file; empty when libwebp refuses the measures (0 or more than 16,383 pixels a side) or has no memory.
    ///
    /// - Parameter quality: 1...100.
    package static func encode(_ bitmap: Bitmap, quality: Int = JPEGEncoder.thumbnailQuality) -> [UInt8] {
        let source = bitmap.layout == .gray ? bitmap.coloured() : bitmap
        var file: UnsafeMutablePointer<UInt8>?
        var count = 0
        let result = cimages_webp_encode(
            source.pixels, UInt32(clamping: source.width), UInt32(clamping: source.height), UInt32(source.layout.bytesPerPixel),
            Int32(min(max(quality, 1), 100)), &file, &count)
        defer { free(file) }
        guard result == cimages_good, let file else { return [] }
        return Array(UnsafeBufferPointer(start: file, count: count))
    }
}

extension Bitmap {
    /// A gray picture with the same gray in three channels.
    fileprivate func coloured() -> Bitmap {
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
            for (index, gray) in self.pixels.enumerated() {
                target[3 * index] = gray
                target[3 * index + 1] = gray
                target[3 * index + 2] = gray
            }
            count = width * height * 3
        }
        return Bitmap(width: width, height: height, layout: .rgb, pixels: pixels)
    }
}
