package import Backends
import Dispatch
package import DocumentModel
import ImageAnalysis

/// Says of pictures what the models of this machine can. Models are loaded when they are first needed.
package final class LocalPictureAnalyst: PictureAnalyst {
    private let reader: PictureReader
    private let models: PictureModels

    /// - Parameters:
    ///   - reader: reads text, or why nobody does.
    ///   - models: for vectors and materials.
    package init(reader: PictureReader, models: PictureModels) {
        self.reader = reader
        self.models = models
    }

    /// What reads text in pictures.
    package enum PictureReader: Sendable {
        case engine(any OCREngine)
        case missing(RecognitionError)
    }

    package func abilities() async -> [PictureAspect: PictureAbility] {
        var abilities: [PictureAspect: PictureAbility] = [.measurements: .there(model: PictureMeasurements.method)]
        switch reader {
        case .engine(let engine): abilities[.text] = .there(model: engine.name)
        case .missing(let error): abilities[.text] = PictureAbility(error)
        }
        abilities[.vector] = models.embedderAbility
        abilities[.materials] = models.classifierAbility
        return abilities
    }

    package func findings(in picture: Bitmap, _ wish: PictureWish) async throws(RecognitionError) -> PictureFindings {
        var findings = PictureFindings()
        if wish.aspects.contains(.measurements) {
            findings.measurements = await Self.measured(picture)
            findings.models[.measurements] = PictureMeasurements.method
        }
        try await findings.add(.text, wish) { (found) async throws(RecognitionError) in
            let engine = try self.engine
            var options = OCROptions()
            options.languages = wish.languages
            found.text = try await engine.recognize(picture, options: options)
            return engine.name
        }
        try await findings.add(.vector, wish) { (found) async throws(RecognitionError) in
            let embedder = try await models.embedder()
            found.vector = try await embedder.embed([picture])[0]
            found.space = embedder.space
            return embedder.space.model
        }
        try await findings.add(.materials, wish) { (found) async throws(RecognitionError) in
            let answer = try await models.classifier().classify(picture)
            found.materials = PictureMaterials(
                categories: answer.categories.map { .init(name: $0.name, score: $0.score) },
                finishes: answer.finishes.map { .init(name: $0.name, score: $0.score) }, method: answer.algorithm)
            return answer.algorithm
        }
        return findings
    }

    private var engine: any OCREngine {
        get throws(RecognitionError) {
            switch reader {
            case .engine(let engine): engine
            case .missing(let error): throw error
            }
        }
    }

    package func vectorSpace() async throws(RecognitionError) -> PictureSpace {
        let embedder = try await models.embedder()
        return PictureSpace(
            space: embedder.space, alike: PictureLikeness.alike(embedder), fitting: embedder.understandsText ? PictureLikeness.fitting : nil)
    }

    package func vector(ofWords words: String) async throws(RecognitionError) -> [Float] {
        try await models.embedder().embed(texts: [words])[0]
    }

    /// On a thread of its own: measuring takes some tenth of a second. Whoever calls bounds how many there are.
    private static func measured(_ picture: Bitmap) async -> PictureMeasurements {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: PictureMeasurements(ImageFacts.of(picture))) }
        }
    }

    private static let queue = DispatchQueue(label: "measuring pictures", attributes: .concurrent)
}

extension PictureFindings {
    /// Fulfils one wish, or notes why not.
    /// - Parameter work: returns the name of the model.
    fileprivate mutating func add(
        _ aspect: PictureAspect, _ wish: PictureWish, _ work: (inout PictureFindings) async throws(RecognitionError) -> String
    ) async throws(RecognitionError) {
        guard wish.aspects.contains(aspect) else { return }
        do throws(RecognitionError) {
            models[aspect] = try await work(&self)
        } catch {
            if error == .cancelled { throw error }
            omissions[aspect] = error
        }
    }
}

extension PictureMeasurements {
    static let method = "measurements of pixels"

    init(_ facts: ImageFacts) {
        self.init(
            kind: facts.kind.kind.rawValue, kindConfidence: facts.kind.confidence, quality: facts.quality.score,
            sharpness: facts.quality.sharpness, contrast: facts.quality.contrast, brightness: facts.quality.brightness,
            noise: facts.quality.noise, colors: facts.colors.map { Color(hex: $0.color.hex, name: $0.name, share: $0.share) },
            perceptualHash: facts.fingerprint.whole.perceptual.hex, differenceHash: facts.fingerprint.whole.difference.hex)
    }
}

extension PictureAbility {
    init(_ error: RecognitionError) {
        switch error {
        case .missing(let what, let install): self = .missing(what: what, install: install)
        default: self = .missing(what: "\(error)", install: "mivaa doctor")
        }
    }
}

/// What cosines of the models mean.
enum PictureLikeness {
    /// Of EfficientNet-Lite0, by the 279 pictures of our dev set: of pairs of textures from here on, 0.45 are of one material (of all pairs
    /// 0.11); of pairs of furniture 0.16 share a word of their name (of all 0.03); of pairs of a texture and a piece of furniture, which
    /// nobody would call alike, 0.99 are below 0.32.
    private static let efficientNet = 0.5
    /// Of CLIP between pictures, and between words and pictures: as its users report. It was never measured here for want of a model.
    private static let clip = 0.8
    static let fitting = 0.25

    static func alike(_ embedder: any ImageEmbedder) -> Double { embedder.understandsText ? clip : efficientNet }
}
