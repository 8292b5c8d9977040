package import Backends
import DocumentModel
import HTTPTypes
import Ingestion

/// Module 4 of the contract: what pictures show, and which are alike.
package struct ImageRoutes: Sendable {
    /// Pictures of one request.
    static let mostPictures = 50

    private let desk: ImageDesk
    private let contents: any ContentStore
    private let blobs: any BlobStore
    private let index: any ImageIndex
    private let keeping: ImageKeeping
    private let search: ImageSearch
    private let clock: ServiceClock

    package init(
        desk: ImageDesk, contents: any ContentStore, documents: any DocumentStore, blobs: any BlobStore, index: any ImageIndex,
        clock: ServiceClock
    ) {
        self.desk = desk
        self.contents = contents
        self.blobs = blobs
        self.index = index
        keeping = ImageKeeping(contents: contents, blobs: blobs, index: index, clock: clock)
        search = ImageSearch(index: index, documents: documents, analyst: desk.analyst)
        self.clock = clock
    }

    package var routes: [Route] {
        [analyze, analyzeBatch, searchAlike, upload, health]
            + StoredImageRoutes(contents: contents, blobs: blobs, keeping: keeping).routes
    }

    private func route(_ path: String, _ name: String, _ summary: String, _ permission: Permission, rate: RateClass) -> Route {
        Route(.post, "/api/v1/images/\(path)", name, summary, in: .images, access: .permission(permission), rate: rate)
            .failing(.imageFormat, .tooLarge, .pdfTimeout, .notFound, .modelMissing, .busy)
    }

    // MARK: One picture

    private var analyze: Route {
        route("analyze", "analyze_image", "What a picture shows", .readImages, rate: .extract)
            .form(ImageAnalysisForm.self, files: Self.picture, Self.sameAsFile).body(ImageAnalysisRequest.self).failing(.pdfDownload)
            .answering(ImageAnalysis.self) { call in
                call.isForm ? try await analyzeUpload(call) : try await analyzeNamed(call)
            }
    }

    private static let picture = FilePart("image", required: false, "The picture: JPEG, PNG, WebP, TIFF or GIF.")
    private static let sameAsFile = FilePart("file", required: false, "The same as image.")
    private static let standardTypes: [AnalysisType] = [.description, .ocr, .objects]

    private func analyzeUpload(_ call: Call) async throws -> ImageAnalysis {
        let form = try await call.pictures(ImageAnalysisForm.self, folder: desk.stagingFolder)
        let file = try form.onlyPicture()
        let order = try AnalysisOrder(form.fields, standard: Self.standardTypes)
        let seen = try await desk.look(at: file.path, sizeBytes: file.sizeBytes, order)
        return ImageAnalysis(seen, analysisID: call.newAnalysisID(), imageID: nil)
    }

    private func analyzeNamed(_ call: Call) async throws -> ImageAnalysis {
        let request = try await call.body(ImageAnalysisRequest.self)
        let order = try AnalysisOrder(request, standard: Self.standardTypes)
        switch (request.imageId, request.imageUrl) {
        case (let id?, nil): return try await analyze(try await call.image(named: id, in: contents), order, call)
        case (nil, let url?):
            let seen = try await desk.look(atAddress: url, limitBytes: call.limits.imageBytes, order)
            return ImageAnalysis(seen, analysisID: call.newAnalysisID(), imageID: nil)
        default: throw APIError(.validation, "Give image_id or image_url, one of them.", details: ["field": "image_id"])
        }
    }

    /// A stored image; what is found is kept with it.
    private func analyze(_ image: ImageRecord, _ order: AnalysisOrder, _ call: Call) async throws -> ImageAnalysis {
        let seen = try await desk.look(at: image, order)
        let analysis = ImageAnalysis(seen, analysisID: call.newAnalysisID(), imageID: image.id.rawValue)
        try await keeping.note(analysis, seen, of: image)
        return analysis
    }

    // MARK: Many pictures

    private var analyzeBatch: Route {
        route("analyze/batch", "analyze_images", "What many pictures show", .readImages, rate: .extract).also(at: "/api/v1/images/batch")
            .form(ImageBatchForm.self, files: FilePart("images", required: false, repeated: true, "The pictures, 50 at most."))
            .body(ImageBatchRequest.self)
            .answering(ImageBatchReply.self) { call in
                let (items, order, options) = call.isForm ? try await uploadedBatch(call) : try await namedBatch(call)
                guard !items.isEmpty else { throw APIError(.validation, "Give at least one picture.", details: ["field": "images"]) }
                guard items.count <= Self.mostPictures else {
                    throw APIError(.validation, "A request may have at most \(Self.mostPictures) pictures.", details: ["field": "images"])
                }
                let batch = ImageBatch(items: items, isStoppedByFailure: options.failOnError) { item in
                    switch item {
                    case .file(let file):
                        let seen = try await desk.look(at: file.path, sizeBytes: file.sizeBytes, order)
                        return ImageAnalysis(seen, analysisID: call.newAnalysisID(), imageID: nil)
                    case .stored(let id): return try await analyze(try await call.image(named: id, in: contents), order, call)
                    }
                }
                let name: BatchID = call.identifiers.next("batch")
                return try await batch.run(as: name.rawValue, atOnce: options.parallelProcessing ? options.maxConcurrent : 1)
            }
    }

    private func uploadedBatch(_ call: Call) async throws -> ([ImageBatch.Item], AnalysisOrder, ImageBatchOptions) {
        let form = try await call.pictures(ImageBatchForm.self, folder: desk.stagingFolder)
        let options = try form.fields.batchOptions ?? .standard()
        return (form.files.map { .file($0) }, try AnalysisOrder(form.fields, standard: [.description, .ocr]), options)
    }

    private func namedBatch(_ call: Call) async throws -> ([ImageBatch.Item], AnalysisOrder, ImageBatchOptions) {
        let request = try await call.body(ImageBatchRequest.self)
        var options = try request.batchOptions ?? .standard()
        options.parallelProcessing = options.parallelProcessing && request.parallelProcessing
        return (request.imageIds.map { .stored($0) }, try AnalysisOrder(request, standard: [.description, .ocr]), options)
    }

    // MARK: Alike pictures

    private var searchAlike: Route {
        route("search", "search_images", "Stored images that look like one, or that words describe", .readImages, rate: .search)
            .also(at: "/api/v1/images/similarity")
            .form(ImageSearchForm.self, files: FilePart("query_image", required: false, "A picture that is not kept."), Self.sameAsFile)
            .body(ImageSearchRequest.self)
            .answering(ImageSearchReply.self) { call in
                let begin = ContinuousClock.now
                let wanted = call.isForm ? try await wantedByUpload(call) : try await wantedByName(call)
                let scope = try call.scope()
                let found: FoundImages
                switch wanted.subject {
                case .vector(let vector, let image): found = try await search.images(like: vector, wanted.request, excluding: image, in: scope)
                case .words(let words): found = try await search.images(describedBy: words, wanted.request, in: scope)
                }
                let names = try await search.documentNames(of: found.matches, in: scope)
                return ImageSearchReply(
                    found, wanted.request, query: wanted.query, queryImage: wanted.queryImage, names: names,
                    seconds: (ContinuousClock.now - begin) / .seconds(1))
            }
    }

    /// What a search looks for.
    private struct Wanted {
        enum Subject {
            case vector([Float], excluding: ImageID?)
            case words(String)
        }

        var request: ImageSearchRequest
        var subject: Subject
        var query: ImageSearchReply.Query
        /// Of a stored image, or made for one that came with the request.
        var queryImage: String?
    }

    private func wantedByUpload(_ call: Call) async throws -> Wanted {
        let form = try await call.pictures(ImageSearchForm.self, folder: desk.stagingFolder)
        let file = try form.onlyPicture()
        let request = try form.fields.searchOptions ?? .standard()
        let name: ImageID = call.identifiers.next("query")
        return Wanted(
            request: request, subject: .vector(try await desk.vector(of: file.path), excluding: nil),
            query: .init(type: "image", query: file.filename, filtersApplied: request.hasFilters), queryImage: name.rawValue)
    }

    private func wantedByName(_ call: Call) async throws -> Wanted {
        let request = try await call.body(ImageSearchRequest.self)
        if let text = request.queryImageId {
            let image = try await call.image(named: text, in: contents)
            let vector = try await search.vector(of: image, desk: desk, blobs: blobs)
            return Wanted(
                request: request, subject: .vector(vector, excluding: image.id),
                query: .init(type: "image", query: text, filtersApplied: request.hasFilters), queryImage: text)
        }
        guard let words = request.queryDescription else {
            throw APIError(.validation, "Give query_image_id or query_description.", details: ["field": "query_image_id"])
        }
        return Wanted(
            request: request, subject: .words(words), query: .init(type: "description", query: words, filtersApplied: request.hasFilters))
    }

    // MARK: Storing

    private var upload: Route {
        route("upload/analyze", "upload_image", "Stores a picture with thumbnails and says what it shows", .writeImages, rate: .upload)
            .also(at: "/api/v1/images/upload").form(ImageUploadForm.self, files: Self.picture, Self.sameAsFile).failing(.storageFull)
            .answering(ImageAnalysis.self) { call in
                let form = try await call.pictures(ImageUploadForm.self, folder: desk.stagingFolder)
                let file = try form.onlyPicture()
                let options = try form.fields.storageOptions ?? .standard()
                var order = try AnalysisOrder(form.fields.withOptions, standard: Self.standardTypes)
                order.wantsVector = true
                let seen = try await desk.look(at: file.path, sizeBytes: file.sizeBytes, order)
                return try await keep(file, seen, form.fields, options, call)
            }
    }

    private func keep(
        _ file: StagedFile, _ seen: SeenPicture, _ fields: ImageUploadForm, _ options: ImageStorageOptions, _ call: Call
    ) async throws -> ImageAnalysis {
        let id: ImageID = call.identifiers.next("img")
        var analysis = ImageAnalysis(seen, analysisID: call.newAnalysisID(), imageID: id.rawValue)
        let labels = ImageKeeping.Labels(
            tags: (fields.tags ?? []).map { String($0.prefix(100)) }.filter { !$0.isEmpty }, caption: fields.caption,
            alternativeText: fields.alternativeText)
        let record = try await keeping.keep(file, seen, analysis, as: id, in: try call.caller().workspace, labels, options)
        let place = ImagePlace(record)
        analysis.storageUrl = place.original
        analysis.thumbnailUrls = options.generateThumbnails ? place.thumbnails : nil
        analysis.uploadMetadata = .init(
            uploadTime: record.createdAt.iso8601, fileSize: record.sizeBytes, storageLocation: "images/\(record.workspace)/\(id)/original")
        analysis.warnings = warnings(seen, options)
        return analysis
    }

    private func warnings(_ seen: SeenPicture, _ options: ImageStorageOptions) -> [String]? {
        var warnings: [String] = []
        if options.makePublic { warnings.append("make_public is not offered: the image is for members of its workspace.") }
        if let error = seen.findings.omissions[.vector] {
            warnings.append("The image will be found by words only: \(APIError(error).message)")
        }
        return warnings.isEmpty ? nil : warnings
    }

    // MARK: Health

    private var health: Route {
        Route(
            .get, "/api/v1/images/health", "images_health", "Whether pictures can be analysed, stored and found", in: .images,
            access: .permission(.readImages)
        )
        .answering(ImagesHealth.self) { call in
            let abilities = await desk.analyst.abilities()
            let canStore = (try? await blobs.check()) != nil
            let canFind = (try? await index.missing(in: Self.noSpace, limit: 0)) != nil
            let isComplete = abilities.values.allSatisfy { if case .there = $0 { true } else { false } }
            func word(_ isGood: Bool) -> HealthState { isGood ? .healthy : .unhealthy }
            return ImagesHealth(
                materialKaiService: .healthy, imageStorage: word(canStore), vectorDatabase: word(canFind), processingQueue: .healthy,
                serviceStatus: isComplete && canStore && canFind ? .healthy : .degraded, materialKaiStatus: .healthy,
                databaseStatus: word(canFind), supportedAnalysisTypes: AnalysisType.allCases.filter { $0.isOffered(abilities) }.map(\.rawValue),
                maxBatchSize: Self.mostPictures, maxFileSizeMb: call.limits.imageBytes >> 20,
                abilities: Dictionary(uniqueKeysWithValues: abilities.map { ($0.key.rawValue, ImagesHealth.Ability($0.value)) }))
        }
    }

    /// A question to the index that has no answer but that it answers.
    private static let noSpace = EmbeddingSpace(model: "none", version: "0", dimension: 1)
}

extension ImagesHealth.Ability {
    init(_ ability: PictureAbility) {
        switch ability {
        case .there(let model): self.init(isThere: true, model: model)
        case .missing(let what, let install): self.init(isThere: false, reason: "\(what) is not installed; run: \(install)")
        }
    }
}

extension AnalysisType {
    fileprivate func isOffered(_ abilities: [PictureAspect: PictureAbility]) -> Bool {
        guard refusal == nil, self != .medical, case .there? = abilities[aspect] else { return false }
        return true
    }
}

extension ImageUploadForm {
    /// With the members of its part analysis_options in their places.
    fileprivate var withOptions: ImageUploadForm {
        guard let options = analysisOptions else { return self }
        var copy = self
        if options.analysisType != nil || options.analysisTypes != nil {
            (copy.analysisType, copy.analysisTypes) = (options.analysisType, options.analysisTypes)
        }
        copy.quality = options.quality ?? quality
        copy.language = options.language ?? language
        copy.confidenceThreshold = options.confidenceThreshold ?? confidenceThreshold
        return copy
    }
}

extension APIMessage {
    /// With the defaults of all members: for a part of a message that was left out.
    static func standard() throws -> Self {
        try Call.checked(.object([:]), Schema(of: Self.self), Self.self)
    }
}
