import Backends
import DocumentModel
import Glibc

/// Finds lines of text by a network that draws their cores (differentiable binarisation).
final class TextDetector {
    /// Pixels less likely than this are background. Lower joins neighbouring lines, higher breaks faint ones.
    private static let pixelThreshold: Float = 0.3
    /// Groups less likely than this are texture: without it, halftones and ornaments become lines.
    private static let regionThreshold = 0.5
    /// The network draws a line's core; the line reaches further by this share of the core's area over its circumference.
    private static let growth = 1.6
    /// Cores thinner than this many pixels of the detection picture are specks.
    private static let thinnestPixels = 2.5
    /// More lines than any page has; without it a picture of noise would take minutes.
    static let lineLimit = 3000

    private let session: InferenceSession

    init(session: InferenceSession) { self.session = session }

    /// Regions of text in pixels of the picture.
    func regions(in picture: PixelGrid, size: DetectionSize, limit: RunLimit) throws(RecognitionError) -> [TextRegion] {
        let planes = Resampling.planes(picture, width: size.width, height: size.height)
        let input = Tensor(
            ModelPlanes.blueFirst(planes, channels: picture.channels, mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5]),
            shape: [1, 3, size.height, size.width])
        guard let name = session.inputNames.first, let output = session.outputNames.first else { throw .failed("no detection model") }
        let found = try session.run([name: input], outputs: [output], limit: limit) { (results) throws(RecognitionError) in
            let values = try results[0].floats()
            guard values.count == size.width * size.height else { throw RecognitionError.failed("the detection model has another shape") }
            let map = ProbabilityMap(width: size.width, height: size.height, values: values)
            return map.regions(over: Self.pixelThreshold, limit: Self.lineLimit)
        }
        let likely = found.filter { $0.score >= Self.regionThreshold }
        return PageSkew.straightened(likely).filter { min($0.width, $0.height) >= Self.thinnestPixels }.map {
            Self.inPicture(Self.grown($0), scaleX: Double(picture.width) / Double(size.width), scaleY: Double(picture.height) / Double(size.height))
        }
    }

    /// The whole line around its core: a polygon offset, which for a rectangle moves every side outwards.
    static func grown(_ core: TextRegion) -> TextRegion {
        let distance = core.width * core.height * growth / (2 * (core.width + core.height))
        var line = core
        line.width += 2 * distance
        line.height += 2 * distance
        return line
    }

    /// From pixels of the detection picture to pixels of the picture.
    static func inPicture(_ region: TextRegion, scaleX: Double, scaleY: Double) -> TextRegion {
        var scaled = region
        scaled.centerX *= scaleX
        scaled.centerY *= scaleY
        // The two scales differ by the rounding to multiples of 32 only, so the rectangle stays one.
        scaled.width *= hypot(cos(region.angle) * scaleX, sin(region.angle) * scaleY)
        scaled.height *= hypot(sin(region.angle) * scaleX, cos(region.angle) * scaleY)
        scaled.angle = atan2(sin(region.angle) * scaleY, cos(region.angle) * scaleX)
        return scaled
    }
}
