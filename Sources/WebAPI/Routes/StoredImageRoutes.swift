import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore

/// Stored images: those that were uploaded, and those that were found in documents.
struct StoredImageRoutes: Sendable {
    let contents: any ContentStore
    let blobs: any BlobStore
    let keeping: ImageKeeping

    var routes: [Route] { [list, details, download, thumbnail, deletion] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, "/api/v1/images\(path)", name, summary, in: .images, access: .permission(.readImages))
    }

    private var list: Route {
        route("", "list_images", "Images of the workspace, the newest first").query(ImageListQuery.self)
            .answering(ImageListing.self) { call in
                let wish = try call.query(ImageListQuery.self)
                var query = ImageQuery()
                query.document = wish.documentId.flatMap(DocumentID.init(rawValue:))
                query.tags = wish.tags ?? []
                (query.limit, query.offset) = (wish.part.limit, wish.part.offset)
                // What cannot be the name of a document has no images.
                let isNamed = wish.documentId == nil || query.document != nil
                let found = isNamed ? try await contents.images(query, in: try call.scope()) : Listing(items: [], totalCount: 0)
                return ImageListing(
                    images: found.items.map(ImageLine.init),
                    pagination: Pagination(total: found.totalCount, limit: query.limit, offset: query.offset), totalCount: found.totalCount,
                    page: wish.part.page, pageSize: query.limit)
            }
    }

    private var details: Route {
        route("/{image_id}", "image", "One image and what was found in it").failing(.notFound)
            .answering(ImageDetails.self) { call in ImageDetails(try await call.image(in: contents)) }
    }

    private var download: Route {
        route("/{image_id}/download", "image_file", "The picture as it was stored").failing(.notFound, .rangeNotSatisfiable)
            .reply(.ok, "The picture.", mediaTypes: "image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff")
            .reply(.partialContent, "The part asked for.", mediaTypes: "image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff")
            .reply(.notModified, "It is the one you have.").sendingLongFile()
            .replying { call in
                let image = try await call.image(in: contents)
                let reply = BlobReply(
                    blobs: blobs, name: .image(image.id, in: image.workspace, file: "original"), mediaType: "image/\(image.format)",
                    tag: "\"\(image.sha256)\"")
                return try await reply.reply(to: call.request).asDownload(named: image.filename)
            }
    }

    private var thumbnail: Route {
        route("/{image_id}/thumbnails/{size}", "image_thumbnail", "The picture in a small size: small, medium or large (200, 400, 800 pixels)")
            .failing(.notFound, .rangeNotSatisfiable).reply(.ok, "The picture.", mediaTypes: "image/jpeg")
            .reply(.partialContent, "The part asked for.", mediaTypes: "image/jpeg").reply(.notModified, "It is the one you have.")
            .replying { call in
                guard let size = call.pathValues["size"].flatMap(ThumbnailSize.init) else { throw APIError.noSuch("size") }
                let image = try await call.image(in: contents)
                let reply = BlobReply(
                    blobs: blobs, name: size.blob(of: image), mediaType: "image/jpeg", tag: "\"\(image.sha256)-\(size.rawValue)\"")
                return try await reply.reply(to: call.request)
            }
    }

    private var deletion: Route {
        Route(
            .delete, "/api/v1/images/{image_id}", "delete_image", "Deletes an image with its thumbnails", in: .images,
            access: .permission(.writeImages), rate: .write
        )
        .failing(.notFound)
        .answering(ImageRemovalResult.self) { call in
            let id: ImageID = try call.identifier("image_id")
            guard let (image, files) = try await keeping.remove(id, in: try call.scope()) else { throw APIError.noSuch("image_id") }
            return ImageRemovalResult(imageId: image.id.rawValue, deletedFiles: files)
        }
    }
}

extension Call {
    /// The image named in the path, if it is the caller's.
    func image(in store: any ContentStore) async throws -> ImageRecord {
        try await image(try identifier("image_id"), in: store)
    }

    /// The image named in a message, if it is the caller's.
    func image(named text: String, in store: any ContentStore) async throws -> ImageRecord {
        guard let id = ImageID(rawValue: text) else { throw APIError.noSuch("image_id") }
        return try await image(id, in: store)
    }

    private func image(_ id: ImageID, in store: any ContentStore) async throws -> ImageRecord {
        var query = ImageQuery()
        query.ids = [id]
        guard let image = try await store.images(query, in: try scope()).items.first else { throw APIError.noSuch("image_id") }
        return image
    }

    /// Whether the body is a form, for routes that take JSON too.
    var isForm: Bool { MediaType.essence(request.headers[.contentType]) == "multipart/form-data" }

    func newAnalysisID() -> String {
        let id: Identifier<ImageAnalysis> = identifiers.next("analysis")
        return id.rawValue
    }

    /// A form with pictures.
    func pictures<Fields: APIMessage>(_ type: Fields.Type, folder: String) async throws -> Form<Fields> {
        do {
            return try await form(type, folder: folder, fileLimit: limits.imageBytes)
        } catch var error as APIError where error.code == .pdfSize {
            error.code = .tooLarge
            throw error
        }
    }
}

extension Form {
    /// The picture of a form whose field has two names; `file` is the second.
    func onlyPicture() throws(APIError) -> StagedFile {
        guard let file = files.first(where: { $0.field != "file" }) ?? files.first else {
            throw APIError(.validation, "image is missing.", details: ["field": "image"])
        }
        return file
    }
}
