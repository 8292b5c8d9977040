package import Backends
import Chunking
import DocumentModel
import HTTPTypes
import Retrieval

/// Module 5 of the contract, as far as it finds passages and images: by words, by meaning, by both.
package struct SearchRoutes: Sendable {
    /// What search stands on, for its health.
    package struct Models: Sendable {
        /// The vectors that questions are compared with; throws what is missing.
        var meaning: @Sendable () async throws(RecognitionError) -> EmbeddingSpace
        /// Name of the language model; `nil` without one.
        package var language: String?
        /// What passages are cut to.
        package var chunkTokens = ChunkOptions.standardTarget

        package init(meaning: @escaping @Sendable () async throws(RecognitionError) -> EmbeddingSpace) {
            self.meaning = meaning
        }
    }

    private let desk: SearchDesk
    private let images: ImageSearch
    private let contents: any ContentStore
    private let models: Models

    package init(
        desk: SearchDesk, contents: any ContentStore, documents: any DocumentStore, images: any ImageIndex, analyst: any PictureAnalyst,
        models: Models
    ) {
        self.desk = desk
        self.contents = contents
        self.images = ImageSearch(index: images, documents: documents, analyst: analyst)
        self.models = models
    }

    package var routes: [Route] {
        [passages, semantic, multimodal, imagesByWords, suggestions, neighbours, health] + SearchNotebookRoutes(desk: desk).routes
    }

    private func post(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.post, "/api/v1/search\(path)", name, summary, in: .search, access: .permission(.search), rate: .search)
            .failing(.modelMissing, .busy)
    }

    private func milliseconds(since begin: ContinuousClock.Instant) -> Double { (ContinuousClock.now - begin) / .milliseconds(1) }

    // MARK: Passages

    private var passages: Route {
        post("", "search", "Passages that fit a query, by words and by meaning").body(PassageSearchRequest.self)
            .answering(PassageSearchReply.self) { call in
                let begin = ContinuousClock.now
                let body = try await call.body(PassageSearchRequest.self)
                let request = try body.request()
                let results = try await desk.find(request, isRemembered: body.remember, call)
                return PassageSearchReply(
                    results, request, id: call.newSearchID(), hasContent: body.includeContent, milliseconds: milliseconds(since: begin))
            }
    }

    private var semantic: Route {
        post("/semantic", "semantic_search", "Passages that mean what a query means").body(SemanticSearchRequest.self)
            .answering(SemanticSearchReply.self) { call in
                let begin = ContinuousClock.now
                let body = try await call.body(SemanticSearchRequest.self)
                let request = try body.request()
                let results = try await desk.find(request, isRemembered: true, call)
                return SemanticSearchReply(
                    results, request, id: call.newSearchID(), hasMetadata: body.includeMetadata, seconds: milliseconds(since: begin) / 1000)
            }
    }

    // MARK: Images

    private var multimodal: Route {
        post("/multimodal", "multimodal_search", "Passages and images that fit a query").body(MultimodalSearchRequest.self)
            .answering(MultimodalSearchReply.self) { call in
                let begin = ContinuousClock.now
                let body = try await call.body(MultimodalSearchRequest.self)
                let found = try await desk.find(try body.request(), isRemembered: true, call)
                let search = MultimodalSearch(desk: desk, images: images, contents: contents)
                let (results, imageCount) = try await search.results(body, found, in: try call.scope())
                return MultimodalSearchReply(
                    query: body.query, results: results, totalFound: found.totalCount + imageCount, searchTimeMs: milliseconds(since: begin),
                    searchType: body.searchType.rawValue, filtersApplied: body.appliedFilters, warnings: found.warnings)
            }
    }

    private var imagesByWords: Route {
        post("/images", "search_images_by_words", "Images that words describe").body(ImagesByWordsRequest.self)
            .answering(ImagesByWordsReply.self) { call in
                let begin = ContinuousClock.now
                let body = try await call.body(ImagesByWordsRequest.self)
                var query = try ImageSearchRequest.standard()
                query.documentIds = body.documentIds
                query.limit = body.limit
                query.similarityThreshold = body.similarityThreshold
                let scope = try call.scope()
                let found = try await images.images(describedBy: body.query, query, in: scope)
                let names = try await images.documentNames(of: found.matches, in: scope)
                return ImagesByWordsReply(
                    query: body.query, results: found.matches.matches.map { .init($0, names: names, body) }, totalFound: found.matches.totalCount,
                    searchTimeMs: milliseconds(since: begin), analysisDepth: body.analysisDepth.rawValue, ocrEnabled: body.includeOcrText,
                    algorithmUsed: found.algorithm)
            }
    }

    // MARK: Around searches

    private var suggestions: Route {
        Route(
            .get, "/api/v1/search/suggestions", "search_suggestions", "What a query may become, from titles and words of documents", in: .search,
            access: .permission(.search), rate: .search
        )
        .query(SuggestionsQuery.self)
        .answering(SuggestionsReply.self) { call in
            let query = try call.query(SuggestionsQuery.self)
            let found = try await Suggestions(desk.index).completions(of: query.q, in: try call.scope(), limit: query.limit)
            return SuggestionsReply(
                query: query.q,
                suggestions: found.map {
                    .init(text: $0.text, kind: $0.kind.rawValue, documentCount: $0.documentCount, documentId: $0.document?.rawValue)
                })
        }
    }

    private var neighbours: Route {
        Route(
            .get, "/api/v1/documents/{document_id}/passages/{passage_index}", "passage_neighbours", "A passage with those before and behind it",
            in: .search, access: .permission(.search)
        )
        .also(at: "/api/v1/documents/{document_id}/chunks/{passage_index}/neighbours").query(NeighboursQuery.self).failing(.notFound)
        .answering(NeighboursReply.self) { call in
            let query = try call.query(NeighboursQuery.self)
            let id = ChunkID(document: try call.identifier("document_id"), index: try call.number("passage_index"))
            return try await desk.neighbours(of: id, before: query.before, after: query.after, in: try call.scope())
        }
    }

    // MARK: Health

    private var health: Route {
        Route(
            .get, "/api/v1/search/health", "search_health", "Whether documents can be found by words and by meaning", in: .search,
            access: .permission(.search)
        )
        .answering(SearchHealthReply.self) { call in
            let statistics = try? await desk.index.statistics(in: try call.scope())
            do throws(RecognitionError) {
                let space = try await models.meaning()
                return SearchHealthReply(statistics, space, models, problem: nil)
            } catch {
                return SearchHealthReply(statistics, nil, models, problem: "\(error)")
            }
        }
    }
}

extension SearchHealthReply {
    /// - Parameter statistics: `nil` when the index does not answer.
    fileprivate init(_ statistics: SearchIndexStatistics?, _ space: EmbeddingSpace?, _ models: SearchRoutes.Models, problem: String?) {
        func word(_ isGood: Bool) -> Word { isGood ? .healthy : .unhealthy }
        let canFind = statistics != nil
        self.init(
            llamaindexService: word(canFind), vectorDatabase: word(canFind), embeddingService: word(space != nil),
            llmService: models.language == nil ? .notConfigured : .healthy, searchIndex: word(canFind),
            status: canFind ? (space == nil ? .degraded : .healthy) : .error,
            message: !canFind ? "The index does not answer." : problem.map { "Found by words only: \($0)." } ?? "Found by words and by meaning.",
            components: Components(embeddings: space != nil, llm: models.language != nil, storage: canFind),
            config: Config(
                embeddingModel: space?.model, llmModel: models.language, chunkSize: models.chunkTokens, storageDir: "embedded"),
            indicesCount: canFind ? 1 : 0, documentCount: statistics?.documentCount ?? 0, chunkCount: statistics?.chunkCount ?? 0,
            vectorCount: space.flatMap { statistics?.vectorCounts[$0] } ?? 0)
    }
}

extension MultimodalSearchRequest {
    /// The filters that were set, for the answer.
    fileprivate var appliedFilters: [String: JSONTree] {
        var filters: [String: JSONTree] = [:]
        func note(_ name: String, _ values: [String]?) { if let values, !values.isEmpty { filters[name] = .array(values.map { .string($0) }) } }
        note("document_ids", documentIds)
        note("tags", tags)
        note("content_types", contentTypes?.map(\.rawValue))
        if let dateFrom { filters["date_from"] = .string(dateFrom) }
        if let dateTo { filters["date_to"] = .string(dateTo) }
        return filters
    }
}

extension ImagesByWordsReply.Result {
    fileprivate init(_ match: ImageMatches.Match, names: [DocumentID: String], _ request: ImagesByWordsRequest) {
        let image = match.image
        self.init(
            documentId: image.document?.rawValue, documentName: image.document.flatMap { names[$0] }, imageId: image.id.rawValue,
            pageNumber: image.page, imagePath: ImagePlace(image).original, imageDimensions: ImageDimensions(width: image.width, height: image.height),
            imageFormat: image.format, visualDescription: image.caption ?? image.alternativeText,
            ocrText: request.includeOcrText ? image.recognizedText : nil, similarityScore: match.score, combinedScore: match.score,
            visualFeatures: request.includeVisualFeatures ? image.analysisJSON.flatMap { JSONTree(parsing: Array($0.utf8)) } : nil,
            detectedObjects: [])
    }
}
