package import DocumentModel
import PDFReading
import Rendering

/// The picture of one figure.
package struct FigurePicture: Hashable, Sendable {
    /// From 1.
    package var page: Int
    /// Points on the page.
    package var rectangle: Rectangle
    /// Unique in the document: "page-3-image-1.jpg", "page-3-drawing-1.png".
    package var name: String
    /// "jpeg" or "png".
    package var format: String
    /// Of the document.
    package var block: Int
    /// Pixels.
    package var width: Int
    package var height: Int
    package var bytes: [UInt8]
}

/// Reads the pictures of a document's figures one after another: raster images as the file has them, drawings cut from the page's picture.
package struct FigureReader {
    /// Resolution of drawings cut from the page: lines stay sharp on a screen, a full page stays below 2 megapixels.
    private static let drawingDPI = 150.0

    private let session: any DocumentSession
    private var drawingsOnPage = 0
    private var page: (number: Int, picture: Bitmap)?

    /// - Parameter session: with the document open.
    package init(session: any DocumentSession) {
        self.session = session
    }

    /// `nil` for a figure without a place, and for a drawing that lies off its page.
    package mutating func picture(of figure: Block) throws(Refusal) -> FigurePicture? {
        guard let region = figure.regions.first else { return nil }
        guard let index = figure.figure?.imageIndex else { return try drawing(in: region, block: figure.id) }
        let image = try session.image(index, onPage: region.page)
        return FigurePicture(
            page: region.page, rectangle: region.rectangle,
            name: figureFileName(page: region.page, imageIndex: index, fileExtension: String(image.format.fileExtension.dropFirst())),
            format: image.format.rawValue, block: figure.id, width: image.pixelWidth, height: image.pixelHeight, bytes: image.bytes)
    }

    private mutating func drawing(in region: Region, block: Int) throws(Refusal) -> FigurePicture? {
        if page?.number != region.page {
            page = (region.page, try session.picture(ofPage: region.page, dpi: Self.drawingDPI))
            drawingsOnPage = 0
        }
        drawingsOnPage += 1
        guard let picture = page?.picture.cropped(to: region.rectangle, dpi: Self.drawingDPI) else { return nil }
        return FigurePicture(
            page: region.page, rectangle: region.rectangle, name: "page-\(region.page)-drawing-\(drawingsOnPage).png", format: "png", block: block,
            width: picture.width, height: picture.height, bytes: PNGEncoder.encode(picture))
    }
}
