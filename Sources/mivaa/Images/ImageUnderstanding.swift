import Backends
import DocumentModel
import ImageAnalysis
import Inference

/// What models add to a report: a vector, and the material by whatever means there are.
struct ImageUnderstanding: Sendable {
    private let embedder: (any ImageEmbedder)?
    private let classifier: MaterialClassifier?
    private let examples: ExampleClassifier?
    /// Why pictures cannot be sorted.
    private let remark: String?
    private let showsVectors: Bool

    /// Measures only.
    static let none = ImageUnderstanding(embedder: nil, classifier: nil, examples: nil, remark: nil, showsVectors: false)

    private init(
        embedder: (any ImageEmbedder)?, classifier: MaterialClassifier?, examples: ExampleClassifier?, remark: String?, showsVectors: Bool
    ) {
        self.embedder = embedder
        self.classifier = classifier
        self.examples = examples
        self.remark = remark
        self.showsVectors = showsVectors
    }

    /// - Parameters:
    ///   - examples: labelled pictures; with them, they tell the material.
    ///   - wantsMaterial: otherwise no model is loaded for that.
    init(
        wantsMaterial: Bool, showsVectors: Bool, examples: [(label: String, picture: Bitmap)]
    ) async throws {
        let models = try PictureSetup.models(engines: Terminal.coreCount)
        let embedder = try await models.embedder()
        var known: [ExampleClassifier.Example] = []
        for example in examples {
            let vector = try await embedder.embed([example.picture])[0]
            known.append(.init(label: example.label, vector: vector, colors: DominantColors.of(example.picture)))
        }
        var classifier: MaterialClassifier?
        var remark: String?
        if wantsMaterial, examples.isEmpty {
            if embedder.understandsText {
                classifier = try await models.classifier()
            } else {
                remark = "no CLIP model is there to tell it by words: \(CLIPFolder.installAdvice); or pass labelled pictures with --examples"
            }
        }
        self.init(
            embedder: embedder, classifier: classifier, examples: known.isEmpty ? nil : ExampleClassifier(known), remark: remark,
            showsVectors: showsVectors)
    }

    /// Adds to the report what is known of the picture.
    func complete(_ report: inout ImageReport, _ picture: Bitmap) async throws {
        if showsVectors || examples != nil, let embedder {
            let vector = try await embedder.embed([picture])[0]
            if showsVectors { report.embedding = .init(algorithmUsed: embedder.space.model, vector: vector) }
            if let examples {
                report.material = .init(
                    algorithmUsed: "nearest examples by \(embedder.space.model) and colours",
                    categories: examples.classify(vector, colors: DominantColors.of(picture)).map(Self.score), finishes: [])
            }
        }
        if let classifier {
            let answer = try await classifier.classify(picture)
            report.material = .init(
                algorithmUsed: answer.algorithm, categories: answer.categories.map(Self.score), finishes: answer.finishes.map(Self.score))
        } else if let remark {
            report.material = .init(algorithmUsed: "none", categories: [], finishes: [], remark: remark)
        }
    }

    private static func score(_ score: MaterialScore) -> ImageReport.Material.Score { .init(name: score.name, score: score.score) }
}
