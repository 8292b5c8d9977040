import DocumentModel

extension Rectangle {
    /// Farthest place in points that is taken for one: the largest page PDF allows has 14,400, and page pictures and sums of
    /// coordinates stay exact far beyond. What lies farther out comes from damaged or hostile numbers.
    static let coordinateLimit = 1_000_000.0

    /// Whether all sides are numbers of a size that layout can compute with.
    @inline(__always)
    var isBelievable: Bool {
        left > -Self.coordinateLimit && right < Self.coordinateLimit && top > -Self.coordinateLimit
            && bottom < Self.coordinateLimit && left <= right && top <= bottom
    }
}
