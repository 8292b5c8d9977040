package import Backends
import DocumentModel
import HTTPTypes
import Retrieval

/// 5.6 of the contract and what goes beyond it: names, amounts and codes of documents and of the whole workspace.
package struct EntityRoutes: Sendable {
    private let desk: EntityDesk
    private let outlines: OutlineDesk
    private let documents: any DocumentStore

    package init(desk: EntityDesk, outlines: OutlineDesk, documents: any DocumentStore) {
        self.desk = desk
        self.outlines = outlines
        self.documents = documents
    }

    package var routes: [Route] { [extract, extractFromDocument, ofDocument, list, graph, mentions] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, path, name, summary, in: .search, access: .permission(.search), rate: .search).failing(.notFound)
    }

    // MARK: Of one text

    private var extract: Route {
        Route(
            .post, "/api/v1/search/entities", "extract_entities", "Names, amounts and codes of a document, a file or a text", in: .search,
            access: .permission(.search), rate: .extract
        )
        .body(EntityRequest.self).form(EntityForm.self, files: FilePart("file", "The PDF."))
        .failing(.notFound, .conflict, .busy, .pdfValidation, .pdfExtraction, .pdfFormat, .pdfSize, .pdfTimeout)
        .answering(EntityReply.self) { call in
            let begin = ContinuousClock.now
            let (subject, options) = call.isForm ? try await uploaded(call) : try await named(call)
            let query = try options.query
            let found = try await found(subject, query, call)
            return reply(found, options, call, since: begin)
        }
    }

    private func uploaded(_ call: Call) async throws -> (TextSubject, EntityOptions) {
        let form = try await call.form(EntityForm.self, folder: outlines.extraction.stagingFolder, fileLimit: call.limits.fileBytes)
        guard let file = form.files.first else { throw APIError(.validation, "file is missing.", details: ["field": "file"]) }
        return (.file(file), try form.fields.extractionOptions ?? .standard())
    }

    private func named(_ call: Call) async throws -> (TextSubject, EntityOptions) {
        let request = try await call.body(EntityRequest.self)
        return (try request.input.subject(field: "input", allowsText: true), try request.extractionOptions ?? .standard())
    }

    private func found(_ subject: TextSubject, _ query: EntityQuery, _ call: Call) async throws -> EntityDesk.Found {
        switch subject {
        case .document(let name, let field):
            return try await found(in: try await outlines.document(named: name, in: try call.scope(), field: field), query)
        case .file(let file):
            let outline = try await outlines.outline(of: file)
            return try await outlines.line.pass { try await desk.find(in: outline, of: nil, query) }
        case .text(let text): return try await outlines.line.pass { try await desk.find(inText: text, query) }
        }
    }

    /// What is stored; searched now when it has not been yet.
    private func found(in document: DocumentRecord, _ query: EntityQuery) async throws -> EntityDesk.Found {
        if let stored = try await desk.stored(document, query) { return stored }
        return try await outlines.line.pass { try await desk.find(in: try await outlines.outline(of: document), of: document.id, query) }
    }

    private func reply(
        _ found: EntityDesk.Found, _ options: EntityOptions, _ call: Call, hasConfidence: Bool = true, since begin: ContinuousClock.Instant
    ) -> EntityReply {
        let name: BatchID = call.identifiers.next("ent")
        return EntityReply(
            extractionId: name.rawValue,
            entities: found.mentions.prefix(options.limit).map {
                EntityLine($0, hasConfidence: hasConfidence, hasContext: options.includeContext)
            },
            entityCounts: found.counts, processingTime: (ContinuousClock.now - begin) / .seconds(1), totalEntities: found.mentions.count,
            extractionMethod: found.method, warnings: found.warnings)
    }

    private static let olderTypes = ["PERSON", "ORG", "DATE", "LOCATION"]

    private var extractFromDocument: Route {
        Route(
            .post, "/api/v1/documents/{document_id}/extract-entities", "extract_document_entities", "Names, amounts and codes of one document",
            in: .search, access: .permission(.search), rate: .extract
        )
        .also(at: "/api/v1/documents/{document_id}/entities").body(DocumentEntityRequest.self, isOptional: true).failing(.notFound, .conflict, .busy)
        .answering(EntityReply.self) { call in
            let begin = ContinuousClock.now
            let request = try await call.body(DocumentEntityRequest.self)
            let document = try await call.document(in: documents)
            var options = try EntityOptions.standard()
            (options.entityTypes, options.limit) = (request.entityTypes ?? Self.olderTypes, request.limit)
            options.minConfidence = request.minConfidence ?? request.confidenceThreshold
            let found = try await found(in: document, try options.query)
            var answer = reply(found, options, call, hasConfidence: request.includeConfidence, since: begin)
            answer.documentId = document.id.rawValue
            answer.entityTypes = try (options.entityTypes ?? []).map { try EntityLabel.parse($0, field: "entity_types").rawValue }
            answer.metadata = .init(documentTitle: document.title, extractionMethod: found.method)
            return answer
        }
    }

    private var ofDocument: Route {
        route("/api/v1/documents/{document_id}/entities", "document_entities", "Entities that are stored of a document")
            .query(DocumentEntityQuery.self)
            .answering(DocumentEntityReply.self) { call in
                let request = try call.query(DocumentEntityQuery.self)
                let document = try await call.document(in: documents)
                let scope = try call.scope()
                var query = EntityQuery()
                (query.documents, query.leastConfidence) = ([document.id], request.minConfidence)
                query.kinds = try EntityLabel.kinds(request.entityTypes, field: "entity_types")
                (query.limit, query.offset) = (request.limit, request.offset)
                let search = try await desk.store.search(of: document.id, in: scope)
                let mentions = try await desk.store.mentions(query, in: scope)
                let counts = try await counts(query, scope)
                return DocumentEntityReply(
                    documentId: document.id.rawValue, status: search == nil ? "pending" : "complete", extractionMethod: search?.recognizer,
                    entities: mentions.items.map { EntityLine($0, hasContext: request.includeContext) }, entityCounts: counts.byLabel,
                    distinctEntities: counts.distinct,
                    pagination: Pagination(total: mentions.totalCount, limit: request.limit, offset: request.offset),
                    totalEntities: mentions.totalCount, warnings: EntityDesk.warnings(search?.missing))
            }
    }

    private func counts(_ query: EntityQuery, _ scope: Scope) async throws -> (byLabel: [String: Int], distinct: Int) {
        var all = query
        (all.limit, all.offset) = (DocumentEntities.mostMentions, 0)
        let entities = try await desk.store.entities(all, in: scope)
        let byLabel = entities.items.reduce(into: [String: Int]()) { $0[EntityLabel($1.entity.kind).rawValue, default: 0] += $1.mentionCount }
        return (byLabel, entities.totalCount)
    }

    // MARK: Of the workspace

    private var list: Route {
        route("/api/v1/entities", "list_entities", "Entities of all documents, those with the most mentions first").query(EntityListQuery.self)
            .answering(EntityListReply.self) { call in
                let request = try call.query(EntityListQuery.self)
                let scope = try call.scope()
                let part = request.part
                var query = try EntityQuery(request.entityTypes, request.minConfidence, request.documentIds, request.tags, request.q)
                (query.limit, query.offset) = (part.limit, part.offset)
                let found = try await desk.store.entities(query, in: scope)
                return EntityListReply(
                    entities: found.items.map { .init($0) },
                    pagination: Pagination(total: found.totalCount, limit: part.limit, offset: part.offset), totalCount: found.totalCount,
                    page: part.page, pageSize: part.limit, coverage: .init(try await desk.store.coverage(in: scope)))
            }
    }

    private var graph: Route {
        route("/api/v1/entities/graph", "entity_graph", "Which entities stand together in passages, and how often").query(EntityGraphQuery.self)
            .answering(EntityGraphReply.self) { call in
                let request = try call.query(EntityGraphQuery.self)
                let scope = try call.scope()
                let types = request.entityTypes.flatMap { $0.isEmpty ? nil : $0 } ?? ["PERSON", "ORG", "LOCATION"]
                var query = try EntityQuery(types, request.minConfidence, request.documentIds, request.tags, request.q)
                query.limit = request.maxNodes
                let found = try await desk.store.graph(query, leastWeight: request.minWeight, in: scope)
                return EntityGraphReply(
                    nodes: found.nodes.map { .init($0) },
                    edges: found.edges.map {
                        .init(
                            source: EntitySummaryLine.id(of: $0.first), target: EntitySummaryLine.id(of: $0.second), weight: $0.weight,
                            documentCount: $0.documentCount)
                    }, totalNodes: found.totalCount, coverage: .init(try await desk.store.coverage(in: scope)))
            }
    }

    private var mentions: Route {
        route("/api/v1/entities/mentions", "entity_mentions", "Documents and places where an entity stands").query(EntityMentionQuery.self)
            .answering(EntityMentionReply.self) { call in
                let request = try call.query(EntityMentionQuery.self)
                let scope = try call.scope()
                let kind = try EntityLabel.parse(request.label, field: "label").kind
                var query = try EntityQuery(nil, request.minConfidence, request.documentIds, request.tags, nil)
                let entity = EntityName(kind: kind, key: EntityKey.of(kind, request.name))
                (query.entity, query.limit, query.offset) = (entity, request.limit, request.offset)
                let found = try await desk.store.mentions(query, in: scope)
                return EntityMentionReply(
                    label: EntityLabel(kind).rawValue, key: entity.key, mentions: found.items.map { EntityLine($0, namesDocument: true) },
                    documents: try await inDocuments(found.items, scope),
                    pagination: Pagination(total: found.totalCount, limit: request.limit, offset: request.offset), totalMentions: found.totalCount,
                    coverage: .init(try await desk.store.coverage(in: scope)))
            }
    }

    private func inDocuments(_ mentions: [EntityMention], _ scope: Scope) async throws -> [EntityMentionReply.InDocument] {
        var lines: [EntityMentionReply.InDocument] = []
        for (id, group) in Dictionary(grouping: mentions, by: \.document).sorted(by: { ($0.value.count, $1.key) > ($1.value.count, $0.key) }) {
            guard let document = try await documents.document(id, in: scope) else { continue }
            lines.append(.init(documentId: id.rawValue, title: document.title, mentionCount: group.count))
        }
        return lines
    }
}

extension EntityOptions {
    fileprivate static func standard() throws -> Self { try Call.checked(.object([:]), Schema(of: Self.self), Self.self) }

    fileprivate var query: EntityQuery {
        get throws(APIError) {
            var query = EntityQuery()
            query.kinds = try EntityLabel.kinds(entityTypes, field: "extraction_options.entity_types")
            query.leastConfidence = confidenceThreshold ?? minConfidence ?? 0
            return query
        }
    }
}

extension EntityQuery {
    fileprivate init(
        _ types: [String]?, _ leastConfidence: Double, _ documentIDs: [String]?, _ tags: [String]?, _ text: String?
    ) throws(APIError) {
        self.init()
        kinds = try EntityLabel.kinds(types, field: "entity_types")
        self.leastConfidence = leastConfidence
        for name in documentIDs ?? [] {
            guard let id = DocumentID(rawValue: name) else { throw APIError(.validation, "document_ids has no names of documents.") }
            documents.append(id)
        }
        self.tags = tags ?? []
        self.text = text
    }
}
