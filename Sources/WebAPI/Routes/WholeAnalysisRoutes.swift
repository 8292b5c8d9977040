package import Backends
import DocumentModel
import HTTPTypes
import Retrieval
import TextAnalysis

/// `analyze/multimodal` of the contract's other dialect: text, pictures and recognition of a document in one answer.
package struct WholeAnalysisRoutes: Sendable {
    private static let keywords = 20
    private static let topics = 8
    /// Images in the answer; all are counted.
    private static let mostImages = 200

    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let blobs: any BlobStore
    private let outlines: OutlineDesk
    private let entities: any EntityStore

    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, outlines: OutlineDesk, entities: any EntityStore
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.outlines = outlines
        self.entities = entities
    }

    package var routes: [Route] { [analyze] }

    private var analyze: Route {
        Route(
            .post, "/api/v1/analyze/multimodal", "analyze_whole_document", "Text, pictures and recognition of a document in one answer", in: .search,
            access: .permission(.search), rate: .extract
        )
        .body(WholeAnalysisRequest.self).failing(.notFound, .conflict, .busy)
        .answering(bare: WholeAnalysisReply.self) { call in
            let begin = ContinuousClock.now
            let request = try await call.body(WholeAnalysisRequest.self)
            let scope = try call.scope()
            let document = try await outlines.document(named: request.documentId, in: scope, field: "document_id")
            var reply = try await outlines.line.pass { try await made(document, request, scope) }
            reply.analysisTimeMs = (ContinuousClock.now - begin) / .milliseconds(1)
            return reply
        }
    }

    private func made(_ document: DocumentRecord, _ request: WholeAnalysisRequest, _ scope: Scope) async throws -> WholeAnalysisReply {
        let outline = try await outlines.outline(of: document)
        var query = ImageQuery()
        (query.document, query.limit) = (document.id, Self.mostImages)
        let images = try await contents.images(query, in: scope)
        let pages = try await contents.pages(of: document.id, in: scope, numbers: nil, withContent: false)
        let chunks = try await StoredContent(contents: contents, blobs: blobs).chunks(of: document)
        let about = await OffThreads.run { Self.about(outline) }
        var reply = WholeAnalysisReply(
            documentId: document.id.rawValue, documentName: document.title, contentSummary: about.summary?.text, analysisTimeMs: 0,
            modelsUsed: ["summary": about.summary?.model ?? "none", "keywords": Keywords.method], totalPages: document.facts.pageCount,
            totalImages: images.totalCount, totalTextChunks: chunks.count)
        let wanted = request.wanted
        if wanted.contains("text") { reply.textAnalysis = try await text(document, about, scope) }
        if wanted.contains("images") { reply.imageAnalysis = Self.images(images, request) }
        if wanted.contains("ocr") { reply.ocrAnalysis = Self.recognition(pages, images.items) }
        if wanted.contains("text"), wanted.contains("images") { reply.multimodalInsights = Self.insights(images.items, about.keywords) }
        return reply
    }

    // MARK: Text

    private struct About: Sendable {
        var language: String?
        var keywords: [String]
        var topics: [String]
        var summary: DocumentSummary?
    }

    private static func about(_ outline: DocumentOutline) -> About {
        let text = AnalyzedText(outline.passages.filter { [.paragraph, .heading, .listItem].contains($0.kind) }.map { .init(.prose, $0.text) })
        let language = LanguageFinder.language(of: text).language
        var options = SummaryOptions()
        options.length = .short
        return About(
            language: language, keywords: ((try? Keywords.of(text, language: language, limit: keywords)) ?? []).map(\.text),
            topics: ((try? Topics.of(text, language: language, limit: topics)) ?? []).map(\.name),
            summary: try? ExtractiveSummary([outline], options, language: language).summary())
    }

    private func text(_ document: DocumentRecord, _ about: About, _ scope: Scope) async throws -> WholeAnalysisReply.Text {
        var query = EntityQuery()
        (query.documents, query.limit) = ([document.id], DocumentEntities.mostMentions)
        let isSearched = try await entities.search(of: document.id, in: scope) != nil
        let counts = try await entities.entities(query, in: scope).items.reduce(into: [String: Int]()) {
            $0[EntityLabel($1.entity.kind).rawValue, default: 0] += $1.mentionCount
        }
        return .init(
            language: about.language, wordCount: document.facts.wordCount, keywords: about.keywords, topics: about.topics,
            entityCounts: isSearched ? counts : nil, tableCount: document.facts.tableCount)
    }

    // MARK: Pictures

    private static func images(_ images: Listing<ImageRecord>, _ request: WholeAnalysisRequest) -> WholeAnalysisReply.Images {
        let isDetailed = request.imageAnalysisDepth == .detailed || request.extractVisualFeatures
        let lines = images.items.map { image in
            WholeAnalysisReply.Image(
                imageId: image.id.rawValue, pageNumber: image.page, width: image.width, height: image.height, format: image.format,
                caption: image.caption, alternativeText: image.alternativeText, ocrText: image.recognizedText,
                analysis: isDetailed ? image.analysisJSON.flatMap { JSONTree(parsing: $0) } : nil)
        }
        return .init(
            count: images.totalCount, images: request.imageAnalysisDepth == .basic ? [] : lines,
            notPerformed: request.detectObjects ? ["objects: no model here finds objects in pictures"] : [])
    }

    private static func recognition(_ pages: [PageRecord], _ images: [ImageRecord]) -> WholeAnalysisReply.Recognition {
        .init(
            recognizedPages: pages.filter(\.isRecognized).map(\.number),
            failedPages: pages.compactMap { page in page.failure.map { FailedPage(page: page.number, reason: $0) } },
            imagesWithText: images.count { $0.recognizedText?.isEmpty == false })
    }

    /// Keywords of the text that captions and texts of pictures have too.
    private static func insights(_ images: [ImageRecord], _ keywords: [String]) -> WholeAnalysisReply.Insights {
        let said = images.flatMap { [$0.caption, $0.alternativeText, $0.recognizedText].compactMap { $0?.lowercased() } }
        return .init(
            illustratedPages: Set(images.compactMap(\.page)).sorted(),
            commonTerms: keywords.filter { word in said.contains { $0.contains(word.lowercased()) } })
    }
}

extension WholeAnalysisRequest {
    /// text, images, ocr: what is named, else what is included.
    fileprivate var wanted: Set<String> {
        let included = [("text", includeTextAnalysis), ("images", includeImageAnalysis), ("ocr", includeOcrAnalysis)].filter(\.1).map(\.0)
        guard let analysisTypes, !analysisTypes.isEmpty else { return Set(included) }
        let named = analysisTypes.map { $0.lowercased() == "image" ? "images" : $0.lowercased() }
        return named.contains("comprehensive") || named.contains("all") ? Set(included) : Set(included).intersection(named)
    }
}
