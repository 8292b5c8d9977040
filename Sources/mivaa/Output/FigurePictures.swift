import Foundation
import DocumentModel
import Ingestion
import PDFReading
import Rendering

/// The raster images of a document's figures.
struct FigurePictures: Sendable {
    struct Picture: Sendable {
        /// "page-3-image-2.png".
        var name: String
        var image: EmbeddedImage
    }

    /// By block id.
    private(set) var pictures: [Int: Picture] = [:]
    /// One sentence for each image that cannot be had.
    private(set) var failures: [String] = []

    static func read(for document: Document, from source: SourceFile, password: String?, by extractor: Extractor) async -> FigurePictures {
        let wanted = document.blocks.filter { $0.figure?.imageIndex != nil }
        guard !wanted.isEmpty else { return FigurePictures() }
        do throws(Refusal) {
            return try await extractor.read(source, password: password) { session, _ in Self.read(wanted, session) }
        } catch {
            var nothing = FigurePictures()
            nothing.failures = ["its images cannot be read: \(error.detail)"]
            return nothing
        }
    }

    private static func read(_ blocks: [Block], _ session: any DocumentSession) -> FigurePictures {
        var result = FigurePictures()
        for block in blocks {
            guard let index = block.figure?.imageIndex, let page = block.regions.first?.page else { continue }
            do throws(Refusal) {
                let image = try session.image(index, onPage: page)
                let name = figureFileName(page: page, imageIndex: index, fileExtension: String(image.format.fileExtension.dropFirst()))
                result.pictures[block.id] = Picture(name: name, image: image)
            } catch {
                result.failures.append("image \(index + 1) of page \(page): \(error.detail)")
            }
        }
        return result
    }

    /// Targets for `ContentOptions.figureTargets`.
    ///
    /// - Parameter folder: name of the folder of pictures as seen from the output; `nil` embeds them.
    func targets(folder: String?) -> [Int: String] {
        pictures.mapValues { picture in
            if let folder { return "\(folder)/\(picture.name)" }
            return "data:\(picture.image.format.mediaType);base64,\(Data(picture.image.bytes).base64EncodedString())"
        }
    }
}
