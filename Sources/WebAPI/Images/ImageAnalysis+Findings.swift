import Backends
import DocumentModel
import ImageReading

extension ImageAnalysis {
    /// The answer for a picture that was looked at.
    init(_ seen: SeenPicture, analysisID: String, imageID: String?) {
        let text = SeenText(seen)
        let description = seen.order.types.contains(.description) ? PictureDescription.text(of: seen, text) : nil
        let performed = seen.performed
        let measurements = seen.findings.measurements
        let size = ImageDimensions(width: seen.image.width, height: seen.image.height)
        self.init(
            analysisId: analysisID, imageId: imageID, status: "completed",
            imageMetadata: Metadata(format: seen.image.format.rawValue, dimensions: size, fileSize: seen.sizeBytes),
            analysisResults: Results(
                description: description, objectsDetected: [], textContent: text?.content,
                confidenceScores: Confidence(overall: seen.overallConfidence(text), textRecognition: text?.confidence)),
            processingTime: seen.seconds, description: description, detectedObjects: [], detectedText: text?.lines ?? [], detectedFaces: [],
            categories: seen.categories, tags: seen.tags, kind: measurements?.kind, materials: seen.findings.materials.map(Materials.init),
            metadata: Details(seen), analysisTypesPerformed: performed, notPerformed: seen.omissions, processingTimeMs: seen.seconds * 1000,
            modelVersions: seen.models)
    }
}

/// Text that was read with enough confidence.
struct SeenText {
    var lines: [ImageAnalysis.TextLine]
    /// Line by line.
    var content: String
    /// Mean over its characters; `nil` when there is none.
    var confidence: Double?

    /// `nil` when nobody read it.
    init?(_ seen: SeenPicture) {
        guard let text = seen.findings.text else { return nil }
        let sure = text.lines.filter { $0.confidence >= seen.order.confidenceThreshold }
        let (width, height) = (Double(seen.image.bitmap.width), Double(seen.image.bitmap.height))
        lines = sure.map { line in
            let box = line.frame.box
            return ImageAnalysis.TextLine(
                text: line.text, confidence: line.confidence,
                boundingBox: ImageAnalysis.Box(
                    x: Self.share(box.left, width), y: Self.share(box.top, height), width: Self.share(box.right - box.left, width),
                    height: Self.share(box.bottom - box.top, height)))
        }
        content = sure.map(\.text).joined(separator: "\n")
        let characters = sure.reduce(0) { $0 + $1.characters.count }
        confidence = characters == 0 ? nil : sure.reduce(0) { $0 + $1.confidence * Double($1.characters.count) } / Double(characters)
    }

    private static func share(_ value: Double, _ whole: Double) -> Double { min(max(value / max(1, whole), 0), 1) }
}

/// One sentence for each thing that was measured or read: no model writes descriptions here.
enum PictureDescription {
    static let method = "sentences made from measurements"

    /// Characters of text that are quoted.
    private static let longestQuotation = 200

    static func text(of seen: SeenPicture, _ text: SeenText?) -> String {
        var sentences = [shape(of: seen)]
        if let colors = seen.findings.measurements.map(\.colors), !colors.isEmpty {
            sentences.append("Its colours are mostly \(list(colors.prefix(3).map(\.name))).")
        }
        if let material = seen.findings.materials?.categories.first {
            sentences.append("It looks most like \(material.name) (\(Int((material.score * 100).rounded())) %).")
        }
        if let text { sentences.append(sentence(about: text)) }
        return sentences.joined(separator: " ")
    }

    private static func shape(of seen: SeenPicture) -> String {
        let kind = seen.findings.measurements?.kind ?? "picture"
        let name = ["scan": "A scanned page", "photo": "A photograph", "texture": "A surface"][kind] ?? "A \(kind)"
        return "\(name) of \(seen.image.width) x \(seen.image.height) pixels."
    }

    private static func sentence(about text: SeenText) -> String {
        guard !text.content.isEmpty else { return "It has no text that can be read." }
        let words = text.content.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let quoted = words.count > longestQuotation ? words.prefix(longestQuotation) + "…" : words[...]
        return "It says: \"\(quoted)\"."
    }

    private static func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        let different = names.filter { seen.insert($0).inserted }
        guard different.count > 1, let last = different.last else { return different.first ?? "" }
        return different.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension SeenPicture {
    /// Types of analysis that were made, by name.
    var performed: [String] {
        order.types.filter { $0.refusal == nil && findings.omissions[$0.aspect] == nil }.map(\.rawValue)
    }

    var omissions: [ImageAnalysis.Omission] {
        order.types.compactMap { type in
            if let refusal = type.refusal {
                return ImageAnalysis.Omission(analysisType: type.rawValue, code: APIError.Code.modelMissing.rawValue, reason: refusal)
            }
            guard let error = findings.omissions[type.aspect] else { return nil }
            let known = APIError(error)
            return ImageAnalysis.Omission(analysisType: type.rawValue, code: known.code.rawValue, reason: known.message)
        }
    }

    var models: [String: String] {
        var models = Dictionary(uniqueKeysWithValues: findings.models.map { ($0.key.rawValue, $0.value) })
        if order.types.contains(.description) { models["description"] = PictureDescription.method }
        return models
    }

    var categories: [[String: Double]] {
        let kind = findings.measurements.map { [[$0.kind: $0.kindConfidence]] } ?? []
        return kind + (findings.materials?.categories.prefix(3).map { [$0.name: $0.score] } ?? [])
    }

    var tags: [String] {
        var seen: Set<String> = []
        let colors = findings.measurements.map { $0.colors.prefix(3).map(\.name) } ?? []
        let all = [findings.measurements?.kind].compactMap { $0 } + colors + (findings.materials?.categories.prefix(1).map(\.name) ?? [])
        return all.filter { seen.insert($0).inserted }
    }

    /// Mean of what has a confidence; `nil` when nothing has.
    func overallConfidence(_ text: SeenText?) -> Double? {
        let all = [findings.measurements?.kindConfidence, text?.confidence, findings.materials?.categories.first?.score].compactMap { $0 }
        return all.isEmpty ? nil : all.reduce(0, +) / Double(all.count)
    }
}

extension ImageAnalysis.Details {
    init(_ seen: SeenPicture) {
        let measured = seen.findings.measurements
        let image = seen.image
        self.init(
            width: image.width, height: image.height, format: image.format.rawValue, sizeBytes: seen.sizeBytes,
            colorMode: image.bitmap.layout.rawValue, qualityScore: measured?.quality, sharpnessScore: measured?.sharpness,
            dominantColors: measured?.colors.map(\.hex) ?? [], colorNames: measured?.colors.map(\.name) ?? [],
            brightness: measured?.brightness, contrast: measured?.contrast, noise: measured?.noise,
            perceptualHash: measured?.perceptualHash, differenceHash: measured?.differenceHash, frameCount: image.frameCount,
            orientation: image.orientation, isDamaged: image.isDamaged)
    }
}

extension ImageAnalysis.Materials {
    init(_ materials: PictureMaterials) {
        self.init(
            categories: materials.categories.map { Score(name: $0.name, score: $0.score) },
            finishes: materials.finishes.map { Score(name: $0.name, score: $0.score) }, algorithmUsed: materials.method)
    }
}

extension Quadrilateral {
    /// The upright rectangle around it.
    fileprivate var box: Rectangle {
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        return Rectangle(left: xs.min() ?? 0, top: ys.min() ?? 0, right: xs.max() ?? 0, bottom: ys.max() ?? 0)
    }
}
