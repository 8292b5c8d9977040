package import DocumentModel
import ImageAnalysis
import ImageReading

/// A picture in smaller sizes, as JPEG on white.
package struct Thumbnails: Hashable, Sendable {
    /// Names of the files and their bytes.
    package let files: [(name: StaticString, bytes: [UInt8])]

    /// Pixels along the longer side, the largest first: each is made from the one before.
    private static let sizes: [(name: StaticString, side: Int)] = [("large", 800), ("medium", 400), ("small", 200)]
    package static let largestSide = 800

    /// - Parameter quality: of JPEG, 1...100.
    package init(_ picture: Bitmap, quality: Int = JPEGEncoder.thumbnailQuality) {
        var current = picture.flattened
        files = Self.sizes.map { size in
            current = current.fitted(into: size.side)
            return (size.name, JPEGEncoder.encode(current, quality: quality))
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.files.map(\.bytes) == right.files.map(\.bytes) }
    package func hash(into hasher: inout Hasher) { hasher.combine(files.map(\.bytes)) }
}
