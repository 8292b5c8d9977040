package import Backends
import DocumentModel
import HTTPTypes
import Retrieval

/// 5.3 and 5.4 of the contract: documents like another, and documents that have to do with another.
package struct SimilarityRoutes: Sendable {
    private let index: any SearchIndex
    private let documents: any DocumentStore
    private let outlines: OutlineDesk
    private let meanings: ComparisonDesk.Meanings

    /// - Parameter meanings: loads the model whose vectors are in the index, or says why there is none.
    package init(index: any SearchIndex, documents: any DocumentStore, outlines: OutlineDesk, meanings: @escaping ComparisonDesk.Meanings) {
        self.index = index
        self.documents = documents
        self.outlines = outlines
        self.meanings = meanings
    }

    package var routes: [Route] { [similar, related] }

    private func finder() async -> DocumentFinder {
        do throws(RecognitionError) {
            return DocumentFinder(index: index, documents: documents, embedder: try await meanings(), missing: "")
        } catch {
            return DocumentFinder(index: index, documents: documents, embedder: nil, missing: "\(error)")
        }
    }

    // MARK: Like a reference

    private var similar: Route {
        Route(
            .post, "/api/v1/search/similarity", "similar_documents", "Documents like a stored one, a file or a text", in: .search,
            access: .permission(.search), rate: .search
        )
        .body(SimilarityRequest.self).form(SimilarityForm.self, files: FilePart("file", "A PDF that is not kept."))
        .failing(.notFound, .conflict, .busy, .pdfValidation, .pdfExtraction, .pdfFormat, .pdfSize, .pdfTimeout)
        .answering(SimilarityReply.self) { call in
            let begin = ContinuousClock.now
            let (subject, request) = call.isForm ? try await uploaded(call) : try await named(call)
            let scope = try call.scope()
            let finder = await finder()
            let (reference, info) = try await reference(subject, finder, scope)
            let found = try await outlines.line.pass { try await finder.documents(like: reference, request, in: scope) }
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            let name: BatchID = call.identifiers.next("ref")
            return SimilarityReply(
                referenceId: info.documentId ?? name.rawValue, referenceInfo: info, similarDocuments: found.matches.map { .init($0) },
                algorithmUsed: found.algorithm, minSimilarity: found.leastScore, computationTime: seconds, totalFound: found.totalCount,
                searchTimeMs: seconds * 1000)
        }
    }

    private func uploaded(_ call: Call) async throws -> (TextSubject, LikenessRequest) {
        let form = try await call.form(SimilarityForm.self, folder: outlines.extraction.stagingFolder, fileLimit: call.limits.fileBytes)
        guard let file = form.files.first else { throw APIError(.validation, "file is missing.", details: ["field": "file"]) }
        return (.file(file), LikenessRequest(try form.fields.similarityOptions ?? .standard()))
    }

    private func named(_ call: Call) async throws -> (TextSubject, LikenessRequest) {
        let request = try await call.body(SimilarityRequest.self)
        var wish = LikenessRequest(try request.similarityOptions ?? .standard())
        wish.limit = request.similarityOptions?.maxResults ?? request.limit ?? wish.limit
        wish.leastScore = wish.leastScore ?? request.similarityThreshold
        (wish.filters.tags, wish.filters.documentTypes) = (request.tags ?? [], request.documentTypes ?? [])
        wish.excludesReference = request.excludeSelf
        switch (request.reference, request.referenceDocumentId, request.referenceText) {
        case (let reference?, nil, nil): return (try reference.subject(field: "reference", allowsText: true), wish)
        case (nil, let id?, nil): return (.document(id, field: "reference_document_id"), wish)
        case (nil, nil, let text?): return (.text(text), wish)
        default:
            throw APIError(
                .validation, "Give reference, reference_document_id or reference_text, one of them.", details: ["field": "reference"])
        }
    }

    private func reference(
        _ subject: TextSubject, _ finder: DocumentFinder, _ scope: Scope
    ) async throws -> (LikenessReference, SimilarityReply.ReferenceInfo) {
        switch subject {
        case .document(let name, let field):
            let document = try await outlines.document(named: name, in: scope, field: field)
            let reference = try await finder.reference(document, in: scope)
            guard !reference.parts.isEmpty else {
                throw APIError(.conflict, "The document has no text yet: it is still being processed, it failed, or it has none.")
            }
            return (reference, .init(type: "document_id", documentId: document.id.rawValue, title: document.title))
        case .file(let file):
            let outline = try await outlines.outline(of: file)
            return (LikenessReference(outline), .init(type: "file", title: outline.title))
        case .text(let text): return (LikenessReference(DocumentOutline(text: text)), .init(type: "text", title: ""))
        }
    }

    // MARK: Related to a document

    private var related: Route {
        Route(
            .get, "/api/v1/search/related/{document_id}", "related_documents", "Documents alike, named in a document, or naming it", in: .search,
            access: .permission(.search), rate: .search
        )
        .also(at: "/api/v1/documents/{document_id}/related").query(RelatedQuery.self).failing(.notFound, .busy)
        .answering(RelatedReply.self) { call in
            let query = try call.query(RelatedQuery.self)
            let document = try await call.document(in: documents)
            let scope = try call.scope()
            var request = LikenessRequest()
            (request.limit, request.leastScore) = (query.maxResults ?? query.limit ?? 10, query.similarityThreshold)
            let relations = try query.relations
            let (index, documents) = (index, documents)
            let finder = await finder()
            let found = try await outlines.line.pass {
                try await RelationFinder(finder: finder, index: index, documents: documents).related(to: document, relations, request, in: scope)
            }
            return RelatedReply(found, of: document)
        }
    }
}

extension LikenessRequest {
    fileprivate init(_ options: SimilarityOptions) {
        self.init()
        algorithm = .init(rawValue: options.algorithm.rawValue) ?? .cosine
        limit = options.maxResults ?? 10
        leastScore = options.minSimilarity
    }
}

extension SimilarityOptions {
    fileprivate static func standard() throws -> Self { try Call.checked(.object([:]), Schema(of: Self.self), Self.self) }
}

extension RelatedQuery {
    fileprivate var relations: Set<RelatedDocuments.Relation> {
        get throws(APIError) {
            guard let relationTypes, !relationTypes.isEmpty else { return Set(RelatedDocuments.Relation.allCases) }
            var relations: Set<RelatedDocuments.Relation> = []
            for text in relationTypes {
                guard let relation = RelatedDocuments.Relation(rawValue: text) else {
                    throw APIError(
                        .validation, "relation_types must be of similar, referenced, citing.", details: ["field": "relation_types"])
                }
                relations.insert(relation)
            }
            return relations
        }
    }
}

extension RelatedReply {
    fileprivate init(_ found: RelatedDocuments, of document: DocumentRecord) {
        self.init(
            referenceDocument: .init(id: document.id.rawValue, title: document.title, summary: document.shortSummary),
            relatedDocuments: found.matches.map { .init($0) }, totalRelated: found.totalCount, sourceDocumentId: document.id.rawValue,
            totalFound: found.totalCount,
            metadata: .init(similarityThreshold: found.leastScore, analysisMethod: found.method, warnings: found.warnings))
    }
}

extension RelatedReply.Related {
    fileprivate init(_ match: RelatedDocuments.Match) {
        self.init(
            documentId: match.document.id.rawValue, title: match.document.title, relationType: match.relations.first?.rawValue ?? "similar",
            relationTypes: match.relations.map(\.rawValue), relationStrength: match.strength, summary: match.document.shortSummary,
            similarityScore: match.similarity, contentSnippet: match.snippet, metadata: .init(match.document))
    }
}
