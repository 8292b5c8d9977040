import DocumentModel
import ImageAnalysis
import ImageReading

/// What `mivaa image` says of one file.
struct ImageReport: Encodable, Sendable {
    struct Color: Encodable, Sendable {
        var hex: String
        var name: String
        var share: Double
        var lab: LabColor
    }

    struct Quality: Encodable, Sendable {
        var score: Double
        var sharpness: Double
        var contrast: Double
        var brightness: Double
        var noise: Double
        var laplacianVariance: Double
        var noiseDeviation: Double
    }

    struct Copy: Encodable, Sendable {
        var file: String
        var how: Fingerprint.Copy
    }

    var file: String
    /// Why there is nothing else.
    var error: String?
    var format: String?
    var width: Int?
    var height: Int?
    var frameCount: Int?
    var orientation: Int?
    var isDamaged: Bool?
    var kind: ImageKind?
    var kindConfidence: Double?
    var quality: Quality?
    var colors: [Color]?
    var perceptualHash: String?
    var differenceHash: String?
    var features: KindFeatures?
    var thumbnail: String?
    /// Other files of the same call that show the same picture.
    var copies: [Copy]?
    var embedding: Embedding?
    var material: Material?
    /// The lines that were read; `nil` when nobody looked, empty when there are none.
    var text: [TextLine]?
    /// For finding copies; not shown.
    var fingerprint: Fingerprint?

    struct TextLine: Encodable, Sendable {
        var text: String
        var confidence: Double
    }

    struct Embedding: Encodable, Sendable {
        var algorithmUsed: String
        var vector: [Float]
    }

    struct Material: Encodable, Sendable {
        struct Score: Encodable, Sendable {
            var name: String
            var score: Double
        }

        var algorithmUsed: String
        /// Broad categories, the likeliest first; empty when no model can tell.
        var categories: [Score]
        var finishes: [Score]
        /// Why there are none.
        var remark: String?
    }

    private enum CodingKeys: String, CodingKey {
        case file, error, format, width, height, frameCount, orientation, isDamaged, kind, kindConfidence, quality, colors
        case perceptualHash, differenceHash, features, thumbnail, copies, embedding, material, text
    }
}

extension ImageReport {
    init(file: String, failure: String) {
        self.init(file: file, error: failure)
    }

    init(file: String, image: DecodedImage, facts: ImageFacts) {
        self.init(file: file)
        format = image.format.rawValue
        (width, height) = (image.width, image.height)
        (frameCount, orientation, isDamaged) = (image.frameCount, image.orientation, image.isDamaged)
        (kind, kindConfidence) = (facts.kind.kind, facts.kind.confidence)
        let measured = facts.quality
        quality = Quality(
            score: measured.score, sharpness: measured.sharpness, contrast: measured.contrast, brightness: measured.brightness,
            noise: measured.noise, laplacianVariance: measured.laplacianVariance, noiseDeviation: measured.noiseDeviation)
        colors = facts.colors.map { Color(hex: $0.color.hex, name: $0.name, share: $0.share, lab: $0.color) }
        perceptualHash = facts.fingerprint.whole.perceptual.hex
        differenceHash = facts.fingerprint.whole.difference.hex
        features = facts.features
        fingerprint = facts.fingerprint
    }

    /// The reports with the copies that there are among them.
    static func withCopies(_ reports: [ImageReport]) -> [ImageReport] {
        reports.map { report in
            guard let own = report.fingerprint else { return report }
            var marked = report
            marked.copies = reports.compactMap { other in
                guard other.file != report.file, let fingerprint = other.fingerprint, let how = own.copy(of: fingerprint) else { return nil }
                return Copy(file: other.file, how: how)
            }
            return marked
        }
    }
}
