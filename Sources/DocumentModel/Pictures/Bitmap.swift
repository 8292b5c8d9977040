/// Pixels in rows from the top, without padding between rows.
package struct Bitmap: Hashable, Sendable {
    package enum Layout: String, Sendable, Codable {
        /// One byte a pixel.
        case gray
        /// Red, green, blue.
        case rgb
        /// Red, green, blue, opacity (not multiplied in).
        case rgba

        package var bytesPerPixel: Int {
            switch self {
            case .gray: 1
            case .rgb: 3
            case .rgba: 4
            }
        }
    }

    package var width: Int
    package var height: Int
    package var layout: Layout
    /// `width * height * layout.bytesPerPixel` bytes.
    package var pixels: [UInt8]

    package init(width: Int, height: Int, layout: Layout, pixels: [UInt8]) {
        precondition(pixels.count == width * height * layout.bytesPerPixel, "as many bytes as the measures ask for")
        self.width = width
        self.height = height
        self.layout = layout
        self.pixels = pixels
    }
}
