package import Backends
import DocumentModel
import HTTPTypes
package import Retrieval

/// 5.5 of the contract: documents in fewer words.
package struct SummaryRoutes: Sendable {
    private let summarizer: Summarizer
    private let outlines: OutlineDesk
    private let documents: any DocumentStore
    private let targets: SummaryTargets

    /// - Parameters:
    ///   - index: where chunks are that search results name.
    ///   - finder: searches for a query whose results are to be summarised.
    package init(
        summarizer: Summarizer, outlines: OutlineDesk, documents: any DocumentStore, index: any SearchIndex, finder: any PassageFinder
    ) {
        self.summarizer = summarizer
        self.outlines = outlines
        self.documents = documents
        targets = SummaryTargets(outlines: outlines, documents: documents, index: index, finder: finder)
    }

    package var routes: [Route] { [summarize, summarizeDocument] }

    private var summarize: Route {
        Route(
            .post, "/api/v1/search/summarize", "summarize", "A summary of documents, of search results or of a text", in: .search,
            access: .permission(.search), rate: .extract
        )
        .body(SummaryRequest.self).failing(.notFound, .conflict, .busy, .modelMissing)
        .answering(SummaryReply.self) { call in
            let begin = ContinuousClock.now
            let request = try await call.body(SummaryRequest.self)
            let target = try await targets.target(request.target, in: try call.scope())
            let options = try request.summaryOptions ?? .standard()
            return try await reply(target, options, call, since: begin)
        }
    }

    private var summarizeDocument: Route {
        Route(
            .post, "/api/v1/documents/{document_id}/summarize", "summarize_document", "A summary of one document", in: .search,
            access: .permission(.search), rate: .extract
        )
        .body(DocumentSummaryRequest.self, isOptional: true).failing(.notFound, .conflict, .busy)
        .answering(SummaryReply.self) { call in
            let begin = ContinuousClock.now
            let request = try await call.body(DocumentSummaryRequest.self)
            let document = try await call.document(in: documents)
            let target = SummaryTarget(outlines: [try await outlines.outline(of: document)], documents: [document])
            var answer = try await reply(target, request.options(try .standard()), call, since: begin)
            (answer.documentId, answer.summaryType) = (document.id.rawValue, request.summaryType.rawValue)
            if request.includeMetadata {
                answer.metadata = .init(
                    documentTitle: document.title, documentLength: answer.summaryMetadata.sourceWordCount,
                    summaryLength: answer.summaryMetadata.wordCount, method: answer.summaryMetadata.method, model: answer.summaryMetadata.model)
            }
            return answer
        }
    }

    private func reply(
        _ target: SummaryTarget, _ options: SummaryRequest.Options, _ call: Call, since begin: ContinuousClock.Instant
    ) async throws -> SummaryReply {
        let summary = try await outlines.line.pass {
            do {
                return try await summarizer.summary(
                    of: target.outlines, options.options, language: options.language.flatMap { $0.isEmpty ? nil : $0 })
            } catch is SummaryError {
                throw APIError(.validation, "There is too little text to summarise: no whole sentence was found.")
            }
        }
        let name: BatchID = call.identifiers.next("sum")
        return SummaryReply(summary, of: target.documents, id: name.rawValue, seconds: (ContinuousClock.now - begin) / .seconds(1))
    }
}

extension SummaryRequest.Options {
    static func standard() throws -> Self { try Call.checked(.object([:]), Schema(of: Self.self), Self.self) }
}
