package import DocumentModel

/// What is kept of a picture to find its copies: hashes of the whole, of its mirror image, and of parts of it.
package struct Fingerprint: Hashable, Sendable, Codable {
    package var perceptual: ImageHash
    package var difference: ImageHash
    /// Of the picture seen in a mirror.
    package var mirrored: ImageHash
    /// Of the middle and the corners, for copies of which the border was cut off.
    package var parts: [ImageHash]

    /// Longest side before hashing, in pixels; hashes look at 32.
    private static let side = 256
    /// Sides of the parts as shares of the whole: cuts between are within reach of the hash.
    private static let partSides = [0.9, 0.8, 0.7]

    package init(_ picture: Bitmap) {
        let small = picture.flattened.fitted(into: Self.side).luma
        perceptual = .perceptual(small)
        difference = .difference(small)
        mirrored = .perceptual(small.mirrored)
        parts = Self.partSides.flatMap { share in Self.places.map { ImageHash.perceptual(small.part(share: share, at: $0)) } }
    }

    /// Where a part lies in what is left of the whole: the middle and the corners.
    private static let places: [(x: Double, y: Double)] = [(0.5, 0.5), (0, 0), (1, 0), (0, 1), (1, 1)]

    /// How a copy was made.
    package enum Copy: String, Hashable, Sendable, Codable {
        /// The same picture scaled, toned or compressed.
        case same
        case mirrored
        /// One is a part of the other.
        case cropped
    }

    /// Bits of 64 in which the perceptual hashes of copies differ at most; unrelated pictures differ in 32 on average.
    /// Measured by `make bench-images`: more finds few copies more and takes plain surfaces for one another.
    private static let sameBits = 10
    /// Among sixteen tries a chance hit is likelier, so each must be nearer.
    private static let tryBits = 8
    /// Flat pictures have hashes of noise: the second, unlike hash must agree as well.
    private static let differenceBits = 16

    /// How one picture is a copy of the other; `nil` when it is none.
    package func copy(of other: Fingerprint) -> Copy? {
        if perceptual.distance(to: other.perceptual) <= Self.sameBits, difference.distance(to: other.difference) <= Self.differenceBits {
            return .same
        }
        if mirrored.distance(to: other.perceptual) <= Self.tryBits { return .mirrored }
        let isPart = parts.contains { $0.distance(to: other.perceptual) <= Self.tryBits }
        return isPart || other.parts.contains { $0.distance(to: perceptual) <= Self.tryBits } ? .cropped : nil
    }
}

extension Bitmap {
    /// As seen in a mirror; gray pictures only.
    fileprivate var mirrored: Bitmap {
        var mirrored = pixels
        for row in 0..<height {
            for column in 0..<width { mirrored[row * width + column] = pixels[row * width + width - 1 - column] }
        }
        return Bitmap(width: width, height: height, layout: layout, pixels: mirrored)
    }

    fileprivate func part(share: Double, at place: (x: Double, y: Double)) -> Bitmap {
        let (partWidth, partHeight) = (max(1, Int(Double(width) * share)), max(1, Int(Double(height) * share)))
        return part(
            left: Int(Double(width - partWidth) * place.x), top: Int(Double(height - partHeight) * place.y), width: partWidth,
            height: partHeight)
    }
}
