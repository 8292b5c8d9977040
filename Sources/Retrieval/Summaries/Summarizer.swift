package import Backends
import DocumentModel

/// Makes summaries: by a model where there is one, else of the documents' own sentences.
package struct Summarizer: Sendable {
    private let model: (any LanguageModel)?

    /// - Parameter model: `nil` when none is set.
    package init(model: (any LanguageModel)?) {
        self.model = model
    }

    /// - Throws: when the documents have no whole sentence.
    package func summary(of documents: [DocumentOutline], _ options: SummaryOptions, language: String? = nil) async throws -> DocumentSummary {
        let made = await OffThreads.run {
            Result { () throws(SummaryError) in
                let extractive = try ExtractiveSummary(documents, options, language: language)
                return (extractive, extractive.summary())
            }
        }
        let (extractive, plain) = try made.get()
        var summary = plain
        guard let model else { return summary }
        do {
            return try await AbstractiveSummary(extractive, options, model: model).summary()
        } catch {
            if Task.isCancelled { throw CancellationError() }
            // The documents can be had without the model; what it could not do is said.
            summary.warnings.append("The language model gave no summary (\(Self.reason(error))); this one is made of the documents' own sentences.")
            return summary
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case LanguageModelError.notConfigured(let what): what
        case LanguageModelError.unavailable(let what): what
        case LanguageModelError.busy(let waiting): "it is busy, \(waiting) wait"
        case LanguageModelError.refused(let what): "it refused: \(what)"
        default: "it failed"
        }
    }
}
