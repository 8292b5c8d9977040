import Backends
import DocumentModel
import Foundation
import ImageReading
import Ingestion

/// Keeps uploaded pictures: the file as it came, thumbnails, what was found in it, and its vector.
struct ImageKeeping: Sendable {
    let contents: any ContentStore
    let blobs: any BlobStore
    let index: any ImageIndex
    let clock: ServiceClock

    /// What comes with a picture.
    struct Labels: Sendable {
        var tags: [String]
        var caption: String?
        var alternativeText: String?
    }

    /// Stores the picture; when it returns, the picture survives a power cut. The record comes last: whatever happens before, nobody sees
    /// half an image, and files without a record are swept.
    func keep(
        _ file: StagedFile, _ seen: SeenPicture, _ analysis: ImageAnalysis, as id: ImageID, in workspace: WorkspaceID, _ labels: Labels,
        _ options: ImageStorageOptions
    ) async throws -> ImageRecord {
        let record = record(of: file, seen, analysis, id, workspace, labels)
        try await blobs.put(fileAt: file.path, at: .image(id, in: workspace, file: "original"))
        if options.generateThumbnails {
            let bitmap = seen.image.bitmap
            let thumbnails = await OffThreads.run { Thumbnails(bitmap, quality: options.compressionQuality) }
            for (name, bytes) in thumbnails.files { try await blobs.put(bytes, at: .image(id, in: workspace, file: name)) }
        }
        try await contents.saveImages([record])
        if let vector = seen.findings.vector, let space = seen.findings.space {
            try await index.save([ImageVector(image: id, values: vector)], in: space)
        }
        return record
    }

    private func record(
        of file: StagedFile, _ seen: SeenPicture, _ analysis: ImageAnalysis, _ id: ImageID, _ workspace: WorkspaceID, _ labels: Labels
    ) -> ImageRecord {
        ImageRecord(
            id: id, workspace: workspace, document: nil, page: nil, rectangle: nil,
            filename: file.filename == FileName.unnamed ? "picture.\(seen.image.format.rawValue)" : file.filename,
            format: seen.image.format.rawValue, width: seen.image.width, height: seen.image.height, sizeBytes: file.sizeBytes,
            sha256: file.sha256, caption: labels.caption, alternativeText: labels.alternativeText,
            recognizedText: SeenText(seen)?.content, analysisJSON: Self.json(of: analysis), tags: labels.tags, createdAt: clock.now())
    }

    /// Notes what was found in an image that was stored before.
    func note(_ analysis: ImageAnalysis, _ seen: SeenPicture, of image: ImageRecord) async throws {
        var changed = image
        changed.analysisJSON = Self.json(of: analysis)
        if let text = SeenText(seen)?.content { changed.recognizedText = text }
        try await contents.saveImages([changed])
    }

    private static func json(of analysis: ImageAnalysis) -> String? {
        (try? WireCoding.encode(analysis)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The removed image and how many files went with it; `nil` when the scope has no such image. The record goes first.
    func remove(_ id: ImageID, in scope: Scope) async throws -> (ImageRecord, files: Int)? {
        guard let image = try await contents.removeImage(id, in: scope) else { return nil }
        return (image, try await blobs.removeAll(below: .folder(of: id, in: image.workspace)))
    }
}

extension ImageLine {
    init(_ image: ImageRecord) {
        let place = ImagePlace(image)
        self.init(
            imageId: image.id.rawValue, documentId: image.document?.rawValue, filename: image.filename, format: image.format,
            fileSize: image.sizeBytes, dimensions: ImageDimensions(width: image.width, height: image.height), pageNumber: image.page,
            caption: image.caption, alternativeText: image.alternativeText, tags: image.tags, uploadDate: image.createdAt.iso8601,
            imageUrl: place.original, thumbnailUrls: place.thumbnails)
    }
}

extension ImageDetails {
    init(_ image: ImageRecord) {
        self.init(
            image: ImageLine(image), checksum: image.sha256, ocrText: image.recognizedText,
            boundingBox: image.rectangle.map { [$0.left, $0.top, $0.right, $0.bottom] },
            analysis: image.analysisJSON.flatMap { JSONTree(parsing: $0) })
    }
}
