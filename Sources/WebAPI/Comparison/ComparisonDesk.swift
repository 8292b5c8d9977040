package import Backends
import DocumentModel
package import Retrieval
import TextAnalysis

/// Compares documents while the client waits.
package struct ComparisonDesk: Sendable {
    /// Loads the model for meanings, or says why there is none.
    package typealias Meanings = @Sendable () async throws(RecognitionError) -> any TextEmbedder

    private let values: ValueFinder
    private let meanings: Meanings

    /// Keywords of each document that are looked at for common topics.
    private static let keywords = 30
    private static let mostTopics = 15

    package init(values: @escaping ValueFinder, meanings: @escaping Meanings) {
        self.values = values
        self.meanings = meanings
    }

    func compare(_ before: DocumentOutline, _ after: DocumentOutline, _ options: DocumentComparer.Options) async throws -> DocumentComparison {
        let comparer = DocumentComparer(options, values: values)
        var (embedder, missing): ((any TextEmbedder)?, String) = (nil, "")
        if options.mode == .semantic {
            do throws(RecognitionError) {
                embedder = try await meanings()
            } catch {
                missing = "\(error)"
            }
        }
        return try await comparer.compare(before, after, embedder: embedder, missing: missing)
    }

    /// Keywords that both have, the most important of the first document first.
    func commonTopics(_ before: DocumentOutline, _ after: DocumentOutline) async -> (common: [String], before: [String], after: [String]) {
        await OffThreads.run {
            let (left, right) = (Self.topics(of: before), Self.topics(of: after))
            let known = Set(right.map { $0.lowercased() })
            let common = left.filter { known.contains($0.lowercased()) }
            let shared = Set(common.map { $0.lowercased() })
            func own(_ topics: [String]) -> [String] { Array(topics.filter { !shared.contains($0.lowercased()) }.prefix(Self.mostTopics)) }
            return (Array(common.prefix(Self.mostTopics)), own(left), own(right))
        }
    }

    private static func topics(of outline: DocumentOutline) -> [String] {
        let text = AnalyzedText(outline.passages.filter { [.paragraph, .heading, .listItem].contains($0.kind) }.map { .init(.prose, $0.text) })
        let language = LanguageFinder.language(of: text).language
        return ((try? Keywords.of(text, language: language, limit: keywords)) ?? []).map(\.text)
    }
}
