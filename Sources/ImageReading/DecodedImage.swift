package import DocumentModel

/// The first picture of a file, upright.
package struct DecodedImage: Hashable, Sendable {
    package var format: ImageFormat
    /// Of the picture as it is to be seen (after turning), at full size; the bitmap may be smaller.
    package var width: Int
    package var height: Int
    /// Pages of a TIFF, pictures of an animation; at least 1.
    package var frameCount: Int
    /// What the file said about turning, as in EXIF: 1...8. The bitmap is turned already.
    package var orientation: Int
    /// The decoder met damage and guessed parts of the picture.
    package var isDamaged: Bool
    package var bitmap: Bitmap

    package init(
        format: ImageFormat, width: Int, height: Int, frameCount: Int = 1, orientation: Int = 1, isDamaged: Bool = false, bitmap: Bitmap
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.frameCount = frameCount
        self.orientation = orientation
        self.isDamaged = isDamaged
        self.bitmap = bitmap
    }
}
