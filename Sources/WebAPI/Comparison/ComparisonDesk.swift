package import Backends
package import Retrieval

/// Compares documents while the client waits.
package struct ComparisonDesk: Sendable {
    /// Loads the model for meanings, or says why there is none.
    package typealias Meanings = @Sendable () async throws(RecognitionError) -> any TextEmbedder

    private let values: ValueFinder
    private let meanings: Meanings

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

    /// What both speak of and what one of them does.
    func topics(_ before: DocumentOutline, _ after: DocumentOutline) async -> CommonTopics {
        await OffThreads.run { CommonTopics(before, after) }
    }
}
