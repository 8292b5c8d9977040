package import Backends
import DocumentModel
import HTTPTypes

/// Module 6.4 of the contract: what can be counted in a document's text.
package struct TextAnalysisRoutes: Sendable {
    private let desk: TextAnalysisDesk
    private let documents: any DocumentStore

    package init(desk: TextAnalysisDesk, documents: any DocumentStore) {
        self.desk = desk
        self.documents = documents
    }

    package var routes: [Route] { [analyze] }

    private var analyze: Route {
        Route(
            .post, "/api/v1/documents/analyze/{document_id}", "analyze_document",
            "Readability, keywords, topics, sentiment and language of a document, each by a method that is named", in: .documents,
            access: .permission(.readDocuments), rate: .extract
        )
        .body(TextAnalysisRequest.self, isOptional: true).failing(.notFound, .conflict, .busy)
        .answering(TextAnalysisReply.self) { call in
            let request = try await call.body(TextAnalysisRequest.self)
            let document = try await call.document(in: documents)
            return try await desk.analyze(document, request, analysisID: call.newAnalysisID())
        }
    }
}
