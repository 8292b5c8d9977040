import Backends
import Glibc

/// Tells which way up a page is, by a small network that sees the middle of the page in 224 by 224 pixels.
final class OrientationFinder {
    private static let side = 224
    /// The shorter side is brought to this before the middle is cut out.
    private static let shortSide = 256.0

    private let session: InferenceSession

    init(session: InferenceSession) { self.session = session }

    /// Probabilities that the page has to be turned clockwise by 0, 1, 2 and 3 quarter turns to be upright.
    func quarterTurns(of picture: PixelGrid, limit: RunLimit) throws(RecognitionError) -> [Float] {
        let scale = Self.shortSide / Double(min(picture.width, picture.height))
        let width = max(Self.side, Int((Double(picture.width) * scale).rounded()))
        let height = max(Self.side, Int((Double(picture.height) * scale).rounded()))
        let middle = Self.middle(Resampling.planes(picture, width: width, height: height), width: width, height: height)
        // Means and deviations of the pictures that the network was trained on; blue first.
        let planes = ModelPlanes.blueFirst(
            middle, channels: picture.channels, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
        guard let name = session.inputNames.first, let output = session.outputNames.first else { throw .failed("no orientation model") }
        let input = Tensor(planes, shape: [1, 3, Self.side, Self.side])
        let scores = try session.run([name: input], outputs: [output], limit: limit)[0].floats ?? []
        guard scores.count == 4 else { throw .failed("the orientation model has another shape") }
        // The model tells how far the page was turned clockwise; undoing that takes the rest of the full turn.
        return [scores[0], scores[3], scores[2], scores[1]]
    }

    private static func middle(_ planes: [Float], width: Int, height: Int) -> [Float] {
        let (left, top) = ((width - side) / 2, (height - side) / 2)
        let channels = planes.count / (width * height)
        var cut: [Float] = []
        cut.reserveCapacity(channels * side * side)
        for channel in 0..<channels {
            for row in top..<top + side {
                let start = (channel * height + row) * width + left
                cut += planes[start..<start + side]
            }
        }
        return cut
    }
}
