package import DocumentModel

/// What is kept of a picture to find its copies: hashes of the whole, of its mirror image, and of parts of it, which find candidates
/// fast, and a small picture that tells them from pictures with as little in them (a lamp and a column on white paper).
package struct Fingerprint: Hashable, Sendable, Codable {
    /// Two hashes that err differently: one looks at slow waves, the other at neighbours.
    package struct Hashes: Hashable, Sendable, Codable {
        package var perceptual: ImageHash
        package var difference: ImageHash

        init(_ picture: Bitmap) {
            perceptual = .perceptual(picture)
            difference = .difference(picture)
        }

        func isWithin(_ limit: Limit, of other: Hashes) -> Bool {
            perceptual.distance(to: other.perceptual) <= limit.perceptual && difference.distance(to: other.difference) <= limit.difference
        }
    }

    /// Bits of 64 in which copies differ at most; unrelated pictures differ in 32 on average.
    struct Limit {
        var perceptual: Int
        var difference: Int

        static let same = Limit(perceptual: 10, difference: 16)
        /// Among sixteen tries a chance hit is likelier, so each must be nearer.
        static let tried = Limit(perceptual: 8, difference: 12)
    }

    package var whole: Hashes
    /// Of the picture seen in a mirror.
    package var mirrored: Hashes
    /// Of the middle and the corners, for copies of which the border was cut off.
    package var parts: [Hashes]
    /// Lightness of 32 x 32 pixels, row by row.
    package var sketch: [UInt8]

    /// Longest side before hashing, in pixels; hashes look at 32.
    private static let side = 256
    /// Sides of the parts as shares of the whole: cuts between are within reach of the hash.
    private static let partSides = [0.9, 0.8, 0.7]
    /// Where a part lies in what is left of the whole: the middle and the corners.
    private static let places: [(x: Double, y: Double)] = [(0.5, 0.5), (0, 0), (1, 0), (0, 1), (1, 1)]

    private static let cuts = partSides.flatMap { share in places.map { (share: share, place: $0) } }
    private static let sketchSide = 32
    /// Correlation from which sketches show one picture. Of the dev pictures and their copies, 0.86 of the answers are right with it and
    /// 0.74 without; it costs copies of which a little of the border is gone or whose white parts were made brighter.
    private static let sameSketch = 0.97
    /// Of a part blown up beside a whole that was cut nearly there.
    private static let partSketch = 0.90

    package init(_ picture: Bitmap) {
        let small = picture.flattened.fitted(into: Self.side).luma
        sketch = small.scaled(toWidth: Self.sketchSide, height: Self.sketchSide, filter: .area).pixels
        whole = Hashes(small)
        mirrored = Hashes(small.mirrored)
        parts = Self.cuts.map { Hashes(small.part(share: $0.share, at: $0.place)) }
    }

    /// How a copy was made.
    package enum Copy: String, Hashable, Sendable, Codable {
        /// The same picture scaled, toned or compressed.
        case same
        case mirrored
        /// One is a part of the other.
        case cropped
    }

    /// How one picture is a copy of the other; `nil` when it is none.
    package func copy(of other: Fingerprint) -> Copy? {
        if whole.isWithin(.same, of: other.whole), own.correlation(with: other.own) >= Self.sameSketch { return .same }
        if mirrored.isWithin(.tried, of: other.whole), own.mirrored.correlation(with: other.own) >= Self.sameSketch { return .mirrored }
        return hasPart(like: other) || other.hasPart(like: self) ? .cropped : nil
    }

    private var own: Bitmap { Bitmap(width: Self.sketchSide, height: Self.sketchSide, layout: .gray, pixels: sketch) }

    private func hasPart(like other: Fingerprint) -> Bool {
        zip(parts, Self.cuts).contains { part, cut in
            guard part.isWithin(.tried, of: other.whole) else { return false }
            let side = Self.sketchSide
            let enlarged = own.part(share: cut.share, at: cut.place).scaled(toWidth: side, height: side, filter: .bilinear)
            return enlarged.correlation(with: other.own) >= Self.partSketch
        }
    }
}

extension Bitmap {
    /// As seen in a mirror; gray pictures only.
    fileprivate var mirrored: Bitmap {
        var mirrored = pixels
        for row in 0..<height {
            for column in 0..<width { mirrored[row * width + column] = pixels[row * width + width - 1 - column] }
        }
        return Bitmap(width: width, height: height, layout: .gray, pixels: mirrored)
    }

    /// Pearson's, -1...1, of two gray pictures of one size; 0 when one is plain.
    fileprivate func correlation(with other: Bitmap) -> Double {
        let count = Double(pixels.count)
        let (mean, otherMean) = (pixels.reduce(0.0) { $0 + Double($1) } / count, other.pixels.reduce(0.0) { $0 + Double($1) } / count)
        var (product, square, otherSquare) = (0.0, 0.0, 0.0)
        for (a, b) in zip(pixels, other.pixels) {
            let (x, y) = (Double(a) - mean, Double(b) - otherMean)
            product += x * y
            square += x * x
            otherSquare += y * y
        }
        return square > 0 && otherSquare > 0 ? product / (square * otherSquare).squareRoot() : 0
    }

    fileprivate func part(share: Double, at place: (x: Double, y: Double)) -> Bitmap {
        let (partWidth, partHeight) = (max(1, Int(Double(width) * share)), max(1, Int(Double(height) * share)))
        return part(
            left: Int(Double(width - partWidth) * place.x), top: Int(Double(height - partHeight) * place.y), width: partWidth,
            height: partHeight)
    }
}
