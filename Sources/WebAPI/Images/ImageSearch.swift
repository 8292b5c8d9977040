import Backends
import DocumentModel

/// Finds stored images that look like a picture, or that words describe.
struct ImageSearch: Sendable {
    /// Share of a description's words, rare ones weighing more, that an image must have when the client does not say: below, most hits
    /// share one common word with it.
    private static let leastShare = 0.34

    let index: any ImageIndex
    let documents: any DocumentStore
    let analyst: any PictureAnalyst

    /// Images that look like the picture of the vector.
    func images(
        like vector: [Float], _ request: ImageSearchRequest, excluding image: ImageID?, in scope: Scope
    ) async throws -> FoundImages {
        let space = try await analyst.vectorSpace()
        var query = try request.query(least: request.similarityThreshold ?? space.alike)
        query.excluded = image
        let matches = try await index.nearest(to: vector, in: space.space, query, scope: scope)
        return FoundImages(matches: matches, algorithm: "cosine of \(space.space.model) vectors", least: query.least)
    }

    /// Images that the words describe: by a model that relates words to pictures where there is one, else by what is written in and
    /// about them.
    func images(describedBy words: String, _ request: ImageSearchRequest, in scope: Scope) async throws -> FoundImages {
        if let space = try? await analyst.vectorSpace(), let fitting = space.fitting {
            let query = try request.query(least: request.similarityThreshold ?? fitting)
            let matches = try await index.nearest(to: try await analyst.vector(ofWords: words), in: space.space, query, scope: scope)
            return FoundImages(matches: matches, algorithm: "cosine of \(space.space.model) vectors of words and pictures", least: query.least)
        }
        let query = try request.query(least: request.similarityThreshold ?? Self.leastShare)
        let matches = try await index.described(by: words, query, scope: scope)
        return FoundImages(
            matches: matches, algorithm: "share of the words in captions, alternative texts, recognised texts, tags and file names",
            least: query.least)
    }

    /// The vector of a stored image; made now when nobody has yet.
    func vector(of image: ImageRecord, desk: ImageDesk, blobs: any BlobStore) async throws -> [Float] {
        let space = try await analyst.vectorSpace().space
        if let known = try await index.vector(of: image.id, in: space, scope: .workspace(image.workspace)) { return known }
        let name = BlobName.image(image.id, in: image.workspace, file: "original")
        guard try await blobs.size(of: name) != nil else { throw APIError(.notFound, "The image's file is not there.") }
        let vector = try await blobs.withFile(of: name) { path in try await desk.vector(of: path) }
        try await index.save([ImageVector(image: image.id, values: vector)], in: space)
        return vector
    }

    /// Names of the documents that the images are of.
    func documentNames(of matches: ImageMatches, in scope: Scope) async throws -> [DocumentID: String] {
        var names: [DocumentID: String] = [:]
        for document in Set(matches.matches.compactMap(\.image.document)) {
            names[document] = try await documents.document(document, in: scope)?.title
        }
        return names
    }
}

/// What a search found, and how.
struct FoundImages: Sendable {
    var matches: ImageMatches
    var algorithm: String
    var least: Double
}

extension ImageSearchRequest {
    var hasFilters: Bool { [documentIds, imageTypes, tags].contains { $0?.isEmpty == false } }

    fileprivate func query(least: Double) throws(APIError) -> ImageLikenessQuery {
        var query = ImageLikenessQuery(least: least)
        for text in documentIds ?? [] {
            guard let document = DocumentID(rawValue: text) else { throw APIError(.validation, "document_ids has no names of documents.") }
            query.documents.append(document)
        }
        query.tags = tags ?? []
        query.types = (imageTypes ?? []).map { $0.lowercased() }
        query.limit = maxResults ?? limit ?? 10
        return query
    }
}

extension ImageSearchReply {
    init(_ found: FoundImages, _ request: ImageSearchRequest, query: Query, queryImage: String?, names: [DocumentID: String], seconds: Double) {
        self.init(
            queryImageId: queryImage, queryInfo: query,
            similarImages: found.matches.matches.map { match in
                Match(match, documentName: match.image.document.flatMap { names[$0] }, hasMetadata: request.includeMetadata)
            },
            totalMatches: found.matches.totalCount, totalFound: found.matches.totalCount, searchTime: seconds, searchTimeMs: seconds * 1000,
            algorithmUsed: found.algorithm, similarityThreshold: found.least, notSearched: found.matches.passedOver)
    }
}

extension ImageSearchReply.Match {
    fileprivate init(_ match: ImageMatches.Match, documentName: String?, hasMetadata: Bool) {
        let image = match.image
        let size = ImageDimensions(width: image.width, height: image.height)
        let place = ImagePlace(image)
        self.init(
            imageId: image.id.rawValue, similarityScore: match.score, imageUrl: place.original, thumbnailUrls: place.thumbnails,
            metadata: hasMetadata ? .init(filename: image.filename, uploadDate: image.createdAt.iso8601, dimensions: size) : nil,
            documentId: image.document?.rawValue, documentName: documentName, pageNumber: image.page,
            description: image.caption ?? image.alternativeText, tags: image.tags, dimensions: size)
    }
}

/// Where clients get an image's files.
struct ImagePlace {
    var original: String
    var thumbnails: [String: String]

    init(_ image: ImageRecord) {
        let base = "/api/v1/images/\(image.id)"
        original = "\(base)/download"
        thumbnails = Dictionary(uniqueKeysWithValues: ThumbnailSize.allCases.map { ($0.rawValue, "\(base)/thumbnails/\($0.rawValue)") })
    }
}

enum ThumbnailSize: String, CaseIterable {
    case small, medium, large

    func blob(of image: ImageRecord) -> BlobName {
        switch self {
        case .small: .image(image.id, in: image.workspace, file: "small")
        case .medium: .image(image.id, in: image.workspace, file: "medium")
        case .large: .image(image.id, in: image.workspace, file: "large")
        }
    }
}
