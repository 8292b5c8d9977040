package import Backends
import DocumentModel
import ImageReading

/// Gives stored images the vectors by which alike ones are found: those that came with documents, those whose upload was cut short, and
/// all of them when another model is used.
package struct PictureIndexer: Sendable {
    /// Images looked at before the index is asked for more: their vectors are stored together.
    private static let imagesAtOnce = 16
    /// Pixels along the longer side: models look at some 224.
    private static let side = 512

    private let index: any ImageIndex
    private let contents: any ContentStore
    private let blobs: any BlobStore
    private let extractor: Extractor
    private let analyst: any PictureAnalyst

    package init(
        index: any ImageIndex, contents: any ContentStore, blobs: any BlobStore, extractor: Extractor, analyst: any PictureAnalyst
    ) {
        self.index = index
        self.contents = contents
        self.blobs = blobs
        self.extractor = extractor
        self.analyst = analyst
    }

    package enum Outcome: Hashable, Sendable {
        /// How many images were looked at; 0 when all have been.
        case looked(Int)
        /// There is no model, or it is too busy: why.
        case cannot(RecognitionError)
    }

    /// Looks at some images that nobody has looked at yet, the oldest first.
    package func lookAtSome() async throws(StoreError) -> Outcome {
        // Without images, no model is loaded.
        var any = ImageQuery()
        any.limit = 1
        guard try await !contents.images(any, in: .installation).items.isEmpty else { return .looked(0) }
        let space: EmbeddingSpace
        do throws(RecognitionError) {
            space = try await analyst.vectorSpace().space
        } catch {
            return .cannot(error)
        }
        let images = try await index.missing(in: space, limit: Self.imagesAtOnce)
        var vectors: [ImageVector] = []
        var problem: RecognitionError?
        for image in images {
            do throws(RecognitionError) {
                vectors.append(ImageVector(image: image.id, values: try await vector(of: image)))
            } catch {
                problem = error
                break
            }
        }
        try await index.save(vectors, in: space)
        return problem.map { .cannot($0) } ?? .looked(images.count)
    }

    /// `nil` when the image can have none.
    /// - Throws: when it may have one later.
    private func vector(of image: ImageRecord) async throws(RecognitionError) -> [Float]? {
        guard let bitmap = try await bitmap(of: image) else { return nil }
        let findings = try await analyst.findings(in: bitmap, PictureWish([.vector]))
        switch findings.omissions[.vector] {
        case nil: return findings.vector
        case .unusableInput?: return nil
        case let error?: throw error
        }
    }

    /// `nil` when there is no file that can be decoded: looking again would not help.
    private func bitmap(of image: ImageRecord) async throws(RecognitionError) -> Bitmap? {
        do {
            return try await blobs.withFile(of: .image(image.id, in: image.workspace, file: "original")) { path in
                try await extractor.decodeImage(try SourceFile(path: path), maximumSide: Self.side).bitmap
            }
        } catch {
            if Task.isCancelled { throw .cancelled }
            switch error {
            case is Refusal, StoreError.notFound, StoreError.corrupt: return nil
            default: throw .failed("\(error)")
            }
        }
    }
}
