package import Backends
package import DocumentModel
import Foundation
package import ImageAnalysis

/// A name and how likely it is beside the others.
package struct MaterialScore: Hashable, Sendable, Codable {
    package var name: String
    /// 0...1.
    package var score: Double
}

/// Which material a picture shows, by words alone: no example is needed, but a model that relates pictures to words (CLIP).
package struct MaterialClassifier: Sendable {
    /// The likeliest first.
    package struct Answer: Hashable, Sendable {
        package var categories: [MaterialScore]
        package var finishes: [MaterialScore]
        package var algorithm: String
    }

    /// What CLIP's training found for the scale of its cosines.
    private static let sharpness: Float = 100

    private let embedder: any ImageEmbedder
    private let categories: [(name: String, vector: [Float])]
    private let finishes: [(name: String, vector: [Float])]

    /// Reads all sentences of the taxonomy once.
    /// - Throws: `.missing` when the embedder knows no words.
    package init(taxonomy: MaterialTaxonomy, embedder: any ImageEmbedder) async throws(RecognitionError) {
        self.embedder = embedder
        var (categories, finishes): ([(name: String, vector: [Float])], [(name: String, vector: [Float])]) = ([], [])
        for category in taxonomy.categories {
            categories.append((category.name, try await Self.vector(of: taxonomy.sentences(category.prompts), embedder)))
            for finish in category.finishes {
                finishes.append((finish.name, try await Self.vector(of: taxonomy.sentences(finish.prompts), embedder)))
            }
        }
        (self.categories, self.finishes) = (categories, finishes)
    }

    /// The direction in the middle of all sentences.
    private static func vector(of sentences: [String], _ embedder: any ImageEmbedder) async throws(RecognitionError) -> [Float] {
        let vectors = try await embedder.embed(texts: sentences)
        return try (vectors.first ?? []).indices.map { index in vectors.reduce(0) { $0 + $1[index] } }.normalized()
    }

    package func classify(_ picture: Bitmap) async throws(RecognitionError) -> Answer {
        let vector = try await embedder.embed([picture])[0]
        return Answer(
            categories: Self.scores(vector, categories), finishes: Self.scores(vector, finishes),
            algorithm: "zero-shot by \(embedder.space.model)")
    }

    private static func scores(_ vector: [Float], _ known: [(name: String, vector: [Float])]) -> [MaterialScore] {
        let cosines = known.map { $0.vector.cosine(to: vector) * sharpness }
        let highest = cosines.max() ?? 0
        let shares = cosines.map { Double(exp($0 - highest)) }
        let total = shares.reduce(0, +)
        return zip(known, shares).map { MaterialScore(name: $0.0.name, score: $0.1 / total) }.sorted { $0.score > $1.score }
    }
}

/// Which label a picture has, by the user's own labelled pictures: works with any embedder.
package struct ExampleClassifier: Sendable {
    package struct Example: Hashable, Sendable {
        package var label: String
        package var vector: [Float]
        package var colors: [DominantColor]

        package init(label: String, vector: [Float], colors: [DominantColor]) {
            self.label = label
            self.vector = vector
            self.colors = colors
        }
    }

    /// What colours count beside the cosine of vectors: of the dev textures, 0.81 have a nearest neighbour of their own material with
    /// it and 0.71 without (`make bench-images`).
    private static let colorWeight = 0.3

    /// Examples that vote: more drown labels with few examples, one alone is at the mercy of a wrong label.
    private static let neighbours = 5
    /// How fast votes fade with distance: of cosines some hundredths apart, the nearer should count about twice.
    private static let sharpness = 20.0

    private let examples: [Example]

    package init(_ examples: [Example]) {
        self.examples = examples
    }

    /// Labels of the nearest examples with their shares of the vote, the largest first; empty when there are no examples.
    package func classify(_ vector: [Float], colors: [DominantColor]) -> [MaterialScore] {
        let likeness = examples.map { ($0.label, Double($0.vector.cosine(to: vector)) + Self.colorWeight * $0.colors.likeness(to: colors)) }
        let near = likeness.sorted { $0.1 > $1.1 }.prefix(Self.neighbours)
        guard let best = near.first?.1 else { return [] }
        var votes: [String: Double] = [:]
        for (label, alike) in near { votes[label, default: 0] += exp((alike - best) * Self.sharpness) }
        let total = votes.values.reduce(0, +)
        return votes.map { MaterialScore(name: $0.key, score: $0.value / total) }.sorted { ($0.score, $1.name) > ($1.score, $0.name) }
    }
}
