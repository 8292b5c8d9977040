import DocumentModel

/// What the parent asks of a child. The child answers every request but `layouts` with one reply.
enum Request: Hashable {
    /// The first request: answered by `.ready` when the child has loaded PDFium and given up its rights.
    case configure(libraryPath: String, limits: ExtractionLimits)
    /// A message carrying the file's descriptor follows. Answered by `.opened` or `.refused`. Closes what was open before.
    case open(password: String?)
    /// Answered page by page, in order: one `.layout` or `.pageFailed` for each.
    case layouts(firstPage: Int, count: Int)
    case picture(page: Int, dpi: Double)
    case image(index: Int, page: Int)
    case texts(page: Int, rectangles: [Rectangle])
    case findings
    /// What the page shows, counted, for comparing with what was extracted.
    case glyphs(page: Int)
    /// A copy of the file with invisible text. Answered by `.file`.
    case copy(layer: [LayerText])
    /// A message carrying the descriptor of a picture file follows; no document need be open. `maximumSide` in pixels; `nil` for full size.
    case decodeImage(maximumSide: Int?)
}

extension Request: WireValue {
    private enum Case: UInt8 { case configure, open, layouts, picture, image, texts, glyphs, decodeImage, copy, findings }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .configure(let libraryPath, let limits):
            writer.append(Case.configure.rawValue)
            writer.append(libraryPath)
            writer.append(limits)
        case .open(let password):
            writer.append(Case.open.rawValue)
            writer.append(password)
        case .layouts(let firstPage, let count):
            writer.append(Case.layouts.rawValue)
            writer.append(firstPage)
            writer.append(count)
        case .picture(let page, let dpi):
            writer.append(Case.picture.rawValue)
            writer.append(page)
            writer.append(dpi)
        case .image(let index, let page):
            writer.append(Case.image.rawValue)
            writer.append(index)
            writer.append(page)
        case .texts(let page, let rectangles):
            writer.append(Case.texts.rawValue)
            writer.append(page)
            writer.append(rectangles)
        case .findings: writer.append(Case.findings.rawValue)
        case .glyphs(let page):
            writer.append(Case.glyphs.rawValue)
            writer.append(page)
        case .copy(let layer):
            writer.append(Case.copy.rawValue)
            writer.append(layer)
        case .decodeImage(let maximumSide):
            writer.append(Case.decodeImage.rawValue)
            writer.append(maximumSide)
        }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        switch Case(rawValue: try reader.value()) {
        case .configure: self = .configure(libraryPath: try reader.value(), limits: try reader.value())
        case .open: self = .open(password: try reader.value())
        case .layouts: self = .layouts(firstPage: try reader.value(), count: try reader.value())
        case .picture: self = .picture(page: try reader.value(), dpi: try reader.value())
        case .image: self = .image(index: try reader.value(), page: try reader.value())
        case .texts: self = .texts(page: try reader.value(), rectangles: try reader.value())
        case .findings: self = .findings
        case .glyphs: self = .glyphs(page: try reader.value())
        case .copy: self = .copy(layer: try reader.value())
        case .decodeImage: self = .decodeImage(maximumSide: try reader.value())
        case nil: throw .invalid("unknown request")
        }
    }
}
