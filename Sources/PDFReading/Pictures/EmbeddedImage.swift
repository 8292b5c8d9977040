/// An image of a page as a file of its own.
package struct EmbeddedImage: Hashable, Sendable {
    package enum Format: String, Sendable, Codable {
        /// The bytes of the PDF itself, not encoded again.
        case jpeg
        case png

        /// With the dot.
        package var fileExtension: String { self == .jpeg ? ".jpg" : ".png" }
        package var mediaType: String { self == .jpeg ? "image/jpeg" : "image/png" }
    }

    package var format: Format
    package var pixelWidth: Int
    package var pixelHeight: Int
    package var bytes: [UInt8]

    package init(format: Format, pixelWidth: Int, pixelHeight: Int, bytes: [UInt8]) {
        self.format = format
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
        self.bytes = bytes
    }
}
