import Backends
import DocumentModel
import ImageReading

/// The pictures of a document that lie in the blob store.
struct StoredPictures: Sendable {
    var records: [ImageRecord] = []
    /// One sentence for each picture that could not be had.
    var warnings: [String] = []
}

extension ProcessingRun {
    /// Takes the pictures of figures out of the file and stores them with thumbnails: raster images as the file has them, drawings cut
    /// from the page. Each picture once, however often the document shows it.
    func storePictures(of whole: Document, from file: SourceFile) async throws(JobProblem) -> StoredPictures {
        let figures = whole.blocks.filter { $0.kind == .figure && !$0.regions.isEmpty }
        let captions = DocumentContentsBuilder.captions(of: whole)
        var stored = StoredPictures()
        var allowance = PictureAllowance(services.limits)
        var remaining = figures[...]
        while !remaining.isEmpty {
            guard !Task.isCancelled else { throw .stopped }
            let taken = await takePictures(of: remaining, from: file)
            remaining = remaining.dropFirst(taken.figureCount)
            stored.warnings += taken.warnings
            for picture in taken.pictures where allowance.isNew(picture) {
                guard allowance.takes(picture) else {
                    stored.warnings.append("it has more pictures than are stored of one document")
                    return stored
                }
                try await store(picture, caption: captions[picture.figure.id], in: &stored)
            }
            meter.advance(to: Double(figures.count - remaining.count) / Double(figures.count))
        }
        return stored
    }

    /// Pictures of the first figures: as many as fit into memory.
    private func takePictures(of figures: ArraySlice<Block>, from file: SourceFile) async -> TakenPictures {
        let minimumSide = options.minimumImageSize
        do throws(Refusal) {
            return try await extractor.read(file, password: options.password) { session, _ in
                TakenPictures(of: figures, from: session, minimumSide: minimumSide)
            }
        } catch {
            // The document can be read without its pictures.
            return TakenPictures(figureCount: figures.count, warnings: ["its pictures cannot be read: \(error.detail)"])
        }
    }

    private func store(_ picture: TakenPicture, caption: String?, in stored: inout StoredPictures) async throws(JobProblem) {
        let thumbnails: Thumbnails
        do throws(Refusal) {
            thumbnails = try await self.thumbnails(of: picture)
        } catch {
            stored.warnings.append("a picture of page \(picture.region.page): \(error.detail)")
            return
        }
        let record = picture.record(of: document, caption: caption, at: services.clock.now())
        try await storing { () async throws(StoreError) in
            try await services.blobs.put(picture.bytes, at: .image(record.id, in: document.workspace, file: "original"))
            for (file, bytes) in thumbnails.files {
                try await services.blobs.put(bytes, at: .image(record.id, in: document.workspace, file: file))
            }
        }
        stored.records.append(record)
    }

    /// The file's own JPEG is decoded in a child: its bytes are hostile. Drawings are pixels already.
    private func thumbnails(of picture: TakenPicture) async throws(Refusal) -> Thumbnails {
        if let bitmap = picture.bitmap { return await OffThreads.run { Thumbnails(bitmap) } }
        let decoded = try await extractor.decodeImage(try SourceFile(bytes: picture.bytes), maximumSide: Thumbnails.largestSide)
        return await OffThreads.run { Thumbnails(decoded.bitmap) }
    }
}

/// What may still be stored of one document's pictures.
private struct PictureAllowance {
    private let limits: ProcessingLimits
    private var seen = Set<String>()
    private var count = 0
    private var bytes: Int64 = 0

    init(_ limits: ProcessingLimits) {
        self.limits = limits
    }

    mutating func isNew(_ picture: TakenPicture) -> Bool { seen.insert(picture.sha256).inserted }

    mutating func takes(_ picture: TakenPicture) -> Bool {
        count += 1
        bytes += Int64(picture.bytes.count)
        return count <= limits.imageCount && bytes <= limits.imageBytes
    }
}
