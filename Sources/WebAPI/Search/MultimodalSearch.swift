import Backends
import DocumentModel
import Foundation
import Retrieval

/// One list of passages and images.
struct MultimodalSearch: Sendable {
    /// Constant of reciprocal rank fusion (G. Cormack et al., 2009): scores of passages and of images are of different kinds.
    private static let rankShift = 60.0
    /// Of equal places, the passage comes first: it says what it is.
    private static let imageShare = 0.99
    /// Images of one document that are looked through for those on a page.
    private static let imagesOfDocument = 1000
    /// Characters of the passages before and behind.
    private static let contextLength = 240

    let desk: SearchDesk
    let images: ImageSearch
    let contents: any ContentStore

    func results(
        _ request: MultimodalSearchRequest, _ found: SearchResults, in scope: Scope
    ) async throws -> (results: [MultimodalResult], imageCount: Int) {
        let documents = try await desk.index.documents(Set(found.hits.map(\.found.document)), in: scope)
        let pictures = try await pictures(of: documents.keys, in: scope)
        var results: [MultimodalResult] = []
        for (place, hit) in found.hits.enumerated() {
            let onPage = (pictures[hit.found.document] ?? []).filter { picture in hit.found.chunk.regions.contains { $0.page == picture.page } }
            var result = MultimodalResult(
                hit, tags: documents[hit.found.document]?.tags ?? [], images: onPage, request, query: found, score: Self.score(place))
            (result.contextBefore, result.contextAfter) = try await context(of: hit.found.id, in: scope)
            if request.shows(result) { results.append(result) }
        }
        guard request.wantsImages else { return (results, 0) }
        let (matches, count) = try await imageResults(request, in: scope)
        results += matches.filter(request.shows)
        results.sort { $0.combinedScore > $1.combinedScore }
        return (Array(results.prefix(request.limit)), count)
    }

    private static func score(_ place: Int) -> Double { (rankShift + 1) / (rankShift + 1 + Double(place)) }

    private func imageResults(_ request: MultimodalSearchRequest, in scope: Scope) async throws -> ([MultimodalResult], Int) {
        var query = try ImageSearchRequest.standard()
        query.documentIds = request.documentIds
        query.tags = request.tags
        query.limit = min(50, request.limit)
        let found = try await images.images(describedBy: request.query, query, in: scope)
        let names = try await images.documentNames(of: found.matches, in: scope)
        let results = found.matches.matches.enumerated().map { place, match in
            MultimodalResult(
                match, documentName: match.image.document.flatMap { names[$0] }, hasText: request.includeOcrText,
                score: Self.score(place) * Self.imageShare)
        }
        return (results, found.matches.totalCount)
    }

    private func pictures(of documents: some Sequence<DocumentID>, in scope: Scope) async throws -> [DocumentID: [ImageRecord]] {
        var pictures: [DocumentID: [ImageRecord]] = [:]
        for document in documents {
            var query = ImageQuery()
            query.document = document
            query.limit = Self.imagesOfDocument
            pictures[document] = try await contents.images(query, in: scope).items
        }
        return pictures
    }

    /// The end of the passage before, and the beginning of the next.
    private func context(of id: ChunkID, in scope: Scope) async throws -> (before: String?, after: String?) {
        let around = try await desk.index.chunks(of: id.document, max(0, id.index - 1)..<(id.index + 2), in: scope)
        return (
            around.first { $0.chunk.index == id.index - 1 }.map { String($0.chunk.text.suffix(Self.contextLength)) },
            around.first { $0.chunk.index == id.index + 1 }.map {
                String($0.chunk.text.dropFirst($0.chunk.overlapLength).prefix(Self.contextLength))
            }
        )
    }
}

extension MultimodalSearchRequest {
    /// Whether the client wants results of this kind.
    fileprivate func shows(_ result: MultimodalResult) -> Bool {
        guard let contentTypes, !contentTypes.isEmpty else { return true }
        return contentTypes.contains { $0.rawValue == result.contentType }
    }
}

extension MultimodalResult {
    fileprivate init(
        _ hit: SearchHit, tags: [String], images: [ImageRecord], _ request: MultimodalSearchRequest, query: SearchResults, score: Double
    ) {
        let chunk = hit.found.chunk
        let texts = images.compactMap(\.recognizedText).filter { !$0.isEmpty }
        self.init(
            documentId: hit.found.document.rawValue, documentName: hit.found.documentTitle, chunkId: hit.found.id.description, content: chunk.text,
            similarityScore: hit.semanticScore ?? hit.score, keywordScore: hit.lexicalScore, combinedScore: score, pageNumber: chunk.page,
            contentType: images.isEmpty ? "text" : "mixed", ocrText: request.includeOcrText && !texts.isEmpty ? texts.joined(separator: "\n") : nil,
            associatedImages: request.includeImages ? images.map { Image($0, hasText: request.includeOcrText) } : [],
            highlightedContent: MarkedText.html(hit.excerpt), documentTags: tags,
            chunkMetadata: [
                "chunk_index": .integer(Int64(chunk.index)), "kind": .string(chunk.kind.rawValue),
                "heading_path": .array(chunk.headings.map { .string($0) }),
            ])
    }

    fileprivate init(_ match: ImageMatches.Match, documentName: String?, hasText: Bool, score: Double) {
        let image = match.image
        self.init(
            documentId: image.document?.rawValue, documentName: documentName ?? image.filename,
            content: [image.caption, image.alternativeText, image.recognizedText].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n"),
            similarityScore: match.score, combinedScore: score, multimodalScore: match.score, pageNumber: image.page ?? 1, contentType: "image",
            ocrText: hasText ? image.recognizedText : nil, associatedImages: [Image(image, hasText: hasText)],
            imageAnalysis: image.analysisJSON.flatMap { JSONTree(parsing: Array($0.utf8)) }, documentTags: image.tags,
            chunkMetadata: ["image_id": .string(image.id.rawValue)])
    }
}

extension MultimodalResult.Image {
    fileprivate init(_ image: ImageRecord, hasText: Bool) {
        self.init(
            imageId: image.id.rawValue, pageNumber: image.page, caption: image.caption, ocrText: hasText ? image.recognizedText : nil,
            imageUrl: ImagePlace(image).original)
    }
}
