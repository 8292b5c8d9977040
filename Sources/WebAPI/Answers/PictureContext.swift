import Backends
import DocumentModel
import Retrieval

/// What is known of the pictures in documents, as passages for an answer.
struct PictureContext: Sendable {
    /// Pictures that an answer may stand on.
    private static let mostPictures = 5
    /// Share of the question's words that a picture must have, rare ones weighing more: below, most share one common word with it.
    private static let leastShare = 0.34
    /// Numbers of pictures stand far behind those of a document's chunks, so that no citation of one is taken for the other's.
    static let firstIndex = 1_000_000_000
    private static let longestExcerpt = 300
    /// Pictures of one document that are looked through for those on the pages of the sources.
    private static let mostListed = 200

    let images: any ImageIndex
    let contents: any ContentStore

    /// Passages made of pictures, and the pictures by the chunk that each became.
    struct Passages: Sendable {
        var hits: [SearchHit] = []
        var images: [ChunkID: ImageRecord] = [:]
    }

    func passages(for request: MultimodalQueryRequest, _ filters: SearchFilters, in scope: Scope) async throws -> Passages {
        guard request.includeOcrContext || request.includeImageContext else { return Passages() }
        var query = ImageLikenessQuery(least: Self.leastShare)
        query.documents = filters.documents
        query.limit = Self.mostPictures
        let found = try await images.described(by: request.wish.question, query, scope: scope)
        var passages = Passages()
        for (index, match) in found.matches.enumerated() {
            guard let hit = hit(match, number: index, request) else { continue }
            passages.hits.append(hit)
            passages.images[hit.found.id] = match.image
        }
        return passages
    }

    private func hit(_ match: ImageMatches.Match, number: Int, _ request: MultimodalQueryRequest) -> SearchHit? {
        let image = match.image
        guard let document = image.document, let page = image.page, let rectangle = image.rectangle else { return nil }
        let said = request.includeImageContext ? [image.caption, image.alternativeText].compactMap { $0 } : []
        let read = request.includeOcrContext ? [image.recognizedText].compactMap { $0 } : []
        let text = (said + read).filter { !$0.isEmpty }.joined(separator: "\n")
        guard !text.isEmpty else { return nil }
        let chunk = Chunk(
            index: Self.firstIndex + number, kind: .figure, text: text, headings: ["Picture"], regions: [Region(page: page, rectangle: rectangle)],
            blocks: [], tokenCount: text.utf8.count / 4 + 1)
        return SearchHit(found: IndexedChunk(document: document, documentTitle: image.filename, chunk: chunk), score: match.score)
    }

    /// The pictures that the answer stands on, and those on the pages of its sources.
    func references(on sources: [SourceLine], _ context: Passages, in scope: Scope) async throws -> [ImageReference] {
        var references: [ImageReference] = []
        var seen: Set<ImageID> = []
        for source in sources {
            if let image = ChunkID(source.chunkId).flatMap({ context.images[$0] }), seen.insert(image.id).inserted {
                references.append(ImageReference(image, Self.longestExcerpt))
            }
        }
        for (document, ofDocument) in Dictionary(grouping: sources.filter(\.isCited), by: \.documentId).sorted(by: { $0.key < $1.key }) {
            guard let id = DocumentID(rawValue: document) else { continue }
            var query = ImageQuery()
            query.document = id
            query.limit = Self.mostListed
            let pages = Set(ofDocument.map(\.pageNumber))
            let onPages = try await contents.images(query, in: scope).items.filter { $0.page.map(pages.contains) == true }
            references += onPages.filter { seen.insert($0.id).inserted }.map { ImageReference($0, Self.longestExcerpt) }
        }
        return references
    }
}

extension ImageReference {
    fileprivate init(_ image: ImageRecord, _ longest: Int) {
        imageId = image.id.rawValue
        documentId = image.document?.rawValue ?? ""
        pageNumber = image.page
        caption = image.caption ?? image.alternativeText
        ocrExcerpt = image.recognizedText.map { String($0.prefix(longest)) }
        imageUrl = ImagePlace(image).original
        boundingBox = image.rectangle.map { [$0.left, $0.top, $0.right, $0.bottom] }
    }
}
