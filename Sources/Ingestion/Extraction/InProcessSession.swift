import DocumentModel
import ImageReading
import PDFReading
import Rendering

/// One document read in this very process: for debugging, without protection from hostile files.
final class InProcessSession: DocumentSession {
    private let source: SourceFile
    private let password: String?
    private let limits: ExtractionLimits
    private var document: OpenedDocument?

    init(source: SourceFile, password: String?, limits: ExtractionLimits) {
        self.source = source
        self.password = password
        self.limits = limits
    }

    func open() throws(Refusal) -> DocumentInfo {
        try reading { () throws(PDFError) in
            let file = try PDFFile(fileDescriptor: source.descriptor, password: password, limits: limits)
            document = OpenedDocument(file: file)
            return file.info
        }
    }

    func readLayouts(of pages: Range<Int>, deliver: (Result<PageLayout, PageFailure>) -> Bool) {
        for page in pages {
            guard let layout = document?.layout(ofPage: page), deliver(layout) else { return }
        }
    }

    func picture(ofPage page: Int, dpi: Double) throws(Refusal) -> Bitmap {
        let file = try opened().file
        return try reading { () throws(PDFError) in try file.picture(ofPage: page, dpi: dpi) }
    }

    func image(_ index: Int, onPage page: Int) throws(Refusal) -> EmbeddedImage {
        let file = try opened().file
        return try reading { () throws(PDFError) in try file.image(index, onPage: page) }
    }

    func texts(onPage page: Int, in rectangles: [Rectangle]) throws(Refusal) -> [String] {
        let file = try opened().file
        return try reading { () throws(PDFError) in try file.text(onPage: page, in: rectangles) }
    }

    func copy(with layer: [LayerText]) throws(Refusal) -> [UInt8] {
        let file = try opened().file
        return try reading { () throws(PDFError) in try file.copy(with: layer) }
    }

    func findings() throws(Refusal) -> Set<FileFinding> {
        try opened().file.findings()
    }

    func glyphs(ofPage page: Int) throws(Refusal) -> PageGlyphs {
        let document = try opened()
        return try reading { () throws(PDFError) in try document.glyphs(ofPage: page) }
    }

    func decodedImage(maximumSide: Int?) throws(Refusal) -> DecodedImage {
        try ImageFile(descriptor: source.descriptor, limits: limits).decoded(maximumSide: maximumSide)
    }

    private func opened() throws(Refusal) -> OpenedDocument {
        guard let document else { throw Refusal(.other, "no document is open") }
        return document
    }

    private func reading<Value>(_ read: () throws(PDFError) -> Value) throws(Refusal) -> Value {
        do throws(PDFError) {
            return try read()
        } catch {
            throw Refusal(error)
        }
    }
}
