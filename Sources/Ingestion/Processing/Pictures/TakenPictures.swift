import Crypto
import DocumentModel
import PDFReading

/// Pictures of figures on their way from the file to the store.
struct TakenPictures: Sendable {
    var pictures: [TakenPicture] = []
    /// How many figures these are of, those without a picture included.
    var figureCount = 0
    var warnings: [String] = []

    /// Resolution of drawings cut from the page: lines stay sharp on a screen, a full page stays below 2 megapixels.
    private static let drawingDPI = 150.0
    /// Bytes of pictures in memory at a time.
    private static let mostBytes = 32 << 20

    init(figureCount: Int, warnings: [String]) {
        self.figureCount = figureCount
        self.warnings = warnings
    }

    /// Takes pictures until there are enough for now; of at least one figure.
    init(of figures: ArraySlice<Block>, from session: any DocumentSession, minimumSide: Int) {
        var page: (number: Int, picture: Bitmap)?
        var bytes = 0
        for figure in figures {
            figureCount += 1
            guard let region = figure.regions.first else { continue }
            do throws(Refusal) {
                guard let picture = try Self.picture(of: figure, in: region, from: session, &page), picture.isAtLeast(minimumSide) else { continue }
                pictures.append(picture)
                bytes += picture.bytes.count + (picture.bitmap?.pixels.count ?? 0)
            } catch {
                warnings.append("a picture of page \(region.page): \(error.detail)")
            }
            if bytes >= Self.mostBytes { return }
        }
    }

    private static func picture(
        of figure: Block, in region: Region, from session: any DocumentSession, _ page: inout (number: Int, picture: Bitmap)?
    ) throws(Refusal) -> TakenPicture? {
        if let index = figure.figure?.imageIndex {
            let image = try session.image(index, onPage: region.page)
            return TakenPicture(figure: figure, region: region, image: image, bitmap: nil)
        }
        if page?.number != region.page {
            page = (region.page, try session.picture(ofPage: region.page, dpi: drawingDPI))
        }
        guard let part = page?.picture.cropped(to: region.rectangle, dpi: drawingDPI) else { return nil }
        let image = EmbeddedImage(format: .png, pixelWidth: part.width, pixelHeight: part.height, bytes: PNGEncoder.encode(part))
        return TakenPicture(figure: figure, region: region, image: image, bitmap: part)
    }
}

/// One picture with the figure it belongs to.
struct TakenPicture: Sendable {
    let figure: Block
    let region: Region
    let image: EmbeddedImage
    /// Its pixels; `nil` when they have to be decoded from the bytes.
    let bitmap: Bitmap?
    let sha256: String

    init(figure: Block, region: Region, image: EmbeddedImage, bitmap: Bitmap?) {
        self.figure = figure
        self.region = region
        self.image = image
        self.bitmap = bitmap
        sha256 = SHA256.hash(data: image.bytes).hexadecimal
    }

    var bytes: [UInt8] { image.bytes }

    func isAtLeast(_ side: Int) -> Bool { min(image.pixelWidth, image.pixelHeight) >= side }

    func record(of document: DocumentRecord, caption: String?, at: Timestamp) -> ImageRecord {
        let number = figure.figure?.imageIndex.map { "image-\($0 + 1)" } ?? "drawing-\(figure.id)"
        let alternativeText = figure.figure?.alternativeText ?? ""
        return ImageRecord(
            id: name(in: document.id), workspace: document.workspace, document: document.id, page: region.page, rectangle: region.rectangle,
            filename: "page-\(region.page)-\(number)\(image.format.fileExtension)", format: image.format.rawValue, width: image.pixelWidth,
            height: image.pixelHeight, sizeBytes: Int64(image.bytes.count), sha256: sha256, caption: caption,
            alternativeText: alternativeText.isEmpty ? nil : alternativeText, createdAt: at)
    }

    /// Made of document and content, not of time and chance: the same picture has the same name in every attempt, and after every
    /// further processing.
    private func name(in document: DocumentID) -> ImageID {
        let digest = Array(SHA256.hash(data: Array("\(document)/\(sha256)".utf8)).prefix(16))
        let words = [digest[..<6], digest[6..<8], digest[8..<16]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return ImageID(prefix: "img", milliseconds: words[0], entropy: (UInt16(truncatingIfNeeded: words[1]), words[2]))
    }
}
