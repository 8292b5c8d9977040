package import DocumentModel

/// Says what can be said of a picture, with whatever models are there.
///
/// Implementations take any number of calls at the same time and bound their own memory and threads.
package protocol PictureAnalyst: Sendable {
    /// What is there for each aspect now: loads nothing.
    func abilities() async -> [PictureAspect: PictureAbility]

    /// What was found; an aspect that could not be had is among the omissions, with the reason.
    /// - Throws: `.cancelled` only.
    func findings(in picture: Bitmap, _ wish: PictureWish) async throws(RecognitionError) -> PictureFindings

    /// Where vectors of pictures come from; loads the model.
    /// - Throws: `.missing` when there is none.
    func vectorSpace() async throws(RecognitionError) -> PictureSpace

    /// A vector of length 1 that can be compared with those of pictures.
    /// - Throws: `.missing` when no model relates words to pictures.
    func vector(ofWords words: String) async throws(RecognitionError) -> [Float]
}

/// What can be asked of a picture.
package enum PictureAspect: String, Hashable, Sendable, CaseIterable {
    /// What pixels alone tell: quality, colours, kind, hashes.
    case measurements
    /// Text in it.
    case text
    /// Materials and finishes.
    case materials
    /// The vector by which alike pictures are found.
    case vector
}

/// Whether something can be said of pictures here.
package enum PictureAbility: Hashable, Sendable {
    /// - Parameter model: name of what does it, for reports.
    case there(model: String)
    case missing(what: String, install: String)
}

/// What a caller wants to be told of a picture.
package struct PictureWish: Hashable, Sendable {
    package var aspects: Set<PictureAspect>
    /// Of text: BCP 47 tags, the likeliest first; empty for any.
    package var languages: [String]

    package init(_ aspects: Set<PictureAspect>, languages: [String] = []) {
        self.aspects = aspects
        self.languages = languages
    }
}

/// A space of pictures' vectors, with what its cosines mean.
package struct PictureSpace: Hashable, Sendable {
    package var space: EmbeddingSpace
    /// Cosine from which two pictures look alike, measured for the model.
    package var alike: Double
    /// Cosine from which words fit a picture; `nil` when the model knows no words.
    package var fitting: Double?

    package init(space: EmbeddingSpace, alike: Double, fitting: Double?) {
        self.space = space
        self.alike = alike
        self.fitting = fitting
    }
}

/// What was found in a picture. Members of aspects that were not wished for, or could not be had, are `nil`.
package struct PictureFindings: Hashable, Sendable {
    package var measurements: PictureMeasurements?
    /// No lines when there is no text; in pixels of the picture that was given.
    package var text: RecognizedText?
    package var materials: PictureMaterials?
    /// Of length 1, with the space it is of.
    package var vector: [Float]?
    package var space: EmbeddingSpace?
    /// Name of the model for each aspect that was had.
    package var models: [PictureAspect: String] = [:]
    package var omissions: [PictureAspect: RecognitionError] = [:]

    package init() {}
}

/// What pixels alone tell of a picture.
package struct PictureMeasurements: Hashable, Sendable, Codable {
    package struct Color: Hashable, Sendable, Codable {
        /// "#c81e1e"
        package var hex: String
        /// In English: "dark red".
        package var name: String
        /// Of the picture's area, 0...1.
        package var share: Double

        package init(hex: String, name: String, share: Double) {
            self.hex = hex
            self.name = name
            self.share = share
        }
    }

    /// "photo", "diagram", "chart", "logo", "texture", "scan".
    package var kind: String
    package var kindConfidence: Double
    /// All 0...1; `quality` is high for sharp pictures rich in contrast, neither dark nor glaring, without grain.
    package var quality: Double
    package var sharpness: Double
    package var contrast: Double
    package var brightness: Double
    package var noise: Double
    /// The most frequent first.
    package var colors: [Color]
    /// Sixteen hexadecimal digits each: few of their bits differ in copies.
    package var perceptualHash: String
    package var differenceHash: String

    package init(
        kind: String, kindConfidence: Double, quality: Double, sharpness: Double, contrast: Double, brightness: Double, noise: Double,
        colors: [Color], perceptualHash: String, differenceHash: String
    ) {
        self.kind = kind
        self.kindConfidence = kindConfidence
        self.quality = quality
        self.sharpness = sharpness
        self.contrast = contrast
        self.brightness = brightness
        self.noise = noise
        self.colors = colors
        self.perceptualHash = perceptualHash
        self.differenceHash = differenceHash
    }
}

/// Which materials a picture shows.
package struct PictureMaterials: Hashable, Sendable {
    package struct Score: Hashable, Sendable {
        package var name: String
        /// 0...1 beside the others.
        package var score: Double

        package init(name: String, score: Double) {
            self.name = name
            self.score = score
        }
    }

    /// The likeliest first.
    package var categories: [Score]
    package var finishes: [Score]
    /// How they were told.
    package var method: String

    package init(categories: [Score], finishes: [Score], method: String) {
        self.categories = categories
        self.finishes = finishes
        self.method = method
    }
}
