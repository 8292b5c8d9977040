import DocumentModel
import Foundation
import Ingestion
import PDFReading
import Rendering

/// The pictures of a document's figures: raster images as the file has them, drawings cut from the page picture.
struct FigurePictures: Sendable {
    /// What Markdown and HTML point at, by block id: a path beside the output, or the picture itself.
    private(set) var targets: [Int: String] = [:]
    /// One sentence for each picture that cannot be had.
    private(set) var failures: [String] = []

    /// Resolution of drawings cut from the page: lines stay sharp on a screen, a full page stays below 2 megapixels.
    private static let drawingDPI = 150.0
    /// Bytes of pictures embedded in one output; more would make a text that no editor opens.
    private static let embeddedLimitBytes = 200_000_000

    /// Reads the pictures one by one; those for a folder are written at once, so that memory stays flat.
    static func read(
        for document: Document, from source: SourceFile, plan: ExtractionPlan, stem: String, by extractor: Extractor
    ) async -> FigurePictures {
        let figures = document.blocks.filter { $0.kind == .figure }
        guard !figures.isEmpty else { return FigurePictures() }
        do throws(Refusal) {
            return try await extractor.read(source, password: plan.password) { session, _ in
                var reading = Reading(session: session, plan: plan, stem: stem)
                for figure in figures { reading.read(figure) }
                return reading.result
            }
        } catch {
            var nothing = FigurePictures()
            nothing.failures = ["its images cannot be read: \(error.detail)"]
            return nothing
        }
    }

    private struct Reading {
        let session: any DocumentSession
        let plan: ExtractionPlan
        let stem: String
        var result = FigurePictures()
        private var embeddedBytes = 0
        private var drawingsOnPage = 0
        private var page: (number: Int, picture: Bitmap)?

        init(session: any DocumentSession, plan: ExtractionPlan, stem: String) {
            self.session = session
            self.plan = plan
            self.stem = stem
        }

        mutating func read(_ figure: Block) {
            guard let region = figure.regions.first else { return }
            do {
                if let index = figure.figure?.imageIndex {
                    let image = try session.image(index, onPage: region.page)
                    let fileExtension = String(image.format.fileExtension.dropFirst())
                    let name = figureFileName(page: region.page, imageIndex: index, fileExtension: fileExtension)
                    try keep(image.bytes, name: name, mediaType: image.format.mediaType, of: figure)
                } else if let bytes = try drawing(in: region) {
                    try keep(bytes, name: "page-\(region.page)-drawing-\(drawingsOnPage).png", mediaType: "image/png", of: figure)
                }
            } catch let refusal as Refusal {
                result.failures.append("a picture of page \(region.page): \(refusal.detail)")
            } catch {
                result.failures.append("a picture of page \(region.page): \(error)")
            }
        }

        /// The PNG of a drawing; `nil` when it lies off the page.
        private mutating func drawing(in region: Region) throws(Refusal) -> [UInt8]? {
            if page?.number != region.page {
                page = (region.page, try session.picture(ofPage: region.page, dpi: FigurePictures.drawingDPI))
                drawingsOnPage = 0
            }
            drawingsOnPage += 1
            return page?.picture.cropped(to: region.rectangle, dpi: FigurePictures.drawingDPI).map(PNGEncoder.encode)
        }

        private mutating func keep(_ bytes: [UInt8], name: String, mediaType: String, of figure: Block) throws(CommandFailure) {
            if plan.writesPictures, let folder = plan.outputFolder {
                try OutputFolder.write(bytes, to: "\(folder)/\(stem).images/\(name)")
            }
            switch plan.images {
            case .none: break
            case .folder: result.targets[figure.id] = "\(stem.split(separator: "/").last ?? "").images/\(name)"
            case .embedded:
                embeddedBytes += bytes.count
                guard embeddedBytes <= FigurePictures.embeddedLimitBytes else { throw CommandFailure("too large to embed") }
                result.targets[figure.id] = "data:\(mediaType);base64,\(Data(bytes).base64EncodedString())"
            }
        }
    }
}
