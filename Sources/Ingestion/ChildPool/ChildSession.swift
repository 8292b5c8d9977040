import DocumentModel
import ImageReading
import PDFReading
import Rendering

/// One document read through the child of a slot. Outlives the child: a new one opens the document again.
///
/// A class because it remembers whether the present child has the document open; used by one thread at a time.
final class ChildSession: DocumentSession {
    private let slot: ChildSlot
    private let source: SourceFile
    private let password: String?
    private var isOpen = false

    init(slot: ChildSlot, source: SourceFile, password: String?) {
        self.slot = slot
        self.source = source
        self.password = password
    }

    private var limits: ExtractionLimits { slot.command.limits }

    func open() throws(Refusal) -> DocumentInfo {
        let request = Request.open(password: password)
        switch try exchange(request, descriptor: source.descriptor, withinSeconds: limits.secondsToOpen) {
        case .opened(let info):
            isOpen = true
            return info
        default: throw lose(.misbehaved("no document")).refusal
        }
    }

    /// A child that dies costs the page it was reading; the pages behind it are asked of the next child.
    func readLayouts(of pages: Range<Int>, deliver: (Result<PageLayout, PageFailure>) -> Bool) {
        var next = pages.lowerBound
        while next < pages.upperBound {
            do throws(Refusal) {
                try openAgainIfNeeded()
            } catch {
                guard deliver(.failure(PageFailure(page: next, cause: .crashed, detail: error.detail))) else { return }
                next += 1
                continue
            }
            do throws(ChildEnding) {
                let child = try slot.child()
                try child.send(.layouts(firstPage: next, count: pages.upperBound - next))
                while next < pages.upperBound {
                    guard deliver(try layout(ofPage: next, from: child)) else { return abandon(pages, after: next) }
                    next += 1
                }
            } catch {
                guard deliver(.failure(lose(error).failure(ofPage: next))) else { return }
                next += 1
            }
        }
        if slot.discardIfLarge(afterPages: pages.count) { isOpen = false }
    }

    /// Nobody wants the rest: a child that is still about to send it is let go.
    private func abandon(_ pages: Range<Int>, after page: Int) {
        guard page + 1 < pages.upperBound else { return }
        slot.discard()
        isOpen = false
    }

    private func layout(ofPage page: Int, from child: ChildProcess) throws(ChildEnding) -> Result<PageLayout, PageFailure> {
        switch try child.receive(withinSeconds: limits.secondsPerPage) {
        case .layout(let layout) where layout.page.number == page: return .success(layout)
        case .pageFailed(let failure) where failure.page == page: return .failure(failure)
        default: throw .misbehaved("not page \(page)")
        }
    }

    func picture(ofPage page: Int, dpi: Double) throws(Refusal) -> Bitmap {
        guard case .picture(let bitmap) = try askOfDocument(.picture(page: page, dpi: dpi)) else { throw senseless() }
        return bitmap
    }

    func image(_ index: Int, onPage page: Int) throws(Refusal) -> EmbeddedImage {
        guard case .image(let image) = try askOfDocument(.image(index: index, page: page)) else { throw senseless() }
        return image
    }

    func texts(onPage page: Int, in rectangles: [Rectangle]) throws(Refusal) -> [String] {
        guard case .texts(let texts) = try askOfDocument(.texts(page: page, rectangles: rectangles)),
            texts.count == rectangles.count
        else { throw senseless() }
        return texts
    }

    func copy(with layer: [LayerText]) throws(Refusal) -> [UInt8] {
        try openAgainIfNeeded()
        // All pages at once: each has its share of time, so that many do not run out of it.
        let pages = Set(layer.map(\.page)).count
        let seconds = limits.secondsPerPage + Double(pages) * Self.secondsPerCopiedPage
        guard case .file(let bytes) = try exchange(.copy(layer: layer), withinSeconds: seconds) else { throw senseless() }
        return bytes
    }

    /// Writing a page anew takes milliseconds; a machine under load may need a hundred times that.
    private static let secondsPerCopiedPage = 0.5

    func findings() throws(Refusal) -> Set<FileFinding> {
        guard case .findings(let findings) = try askOfDocument(.findings) else { throw senseless() }
        return Set(findings)
    }

    func glyphs(ofPage page: Int) throws(Refusal) -> PageGlyphs {
        guard case .glyphs(let glyphs) = try askOfDocument(.glyphs(page: page)) else { throw senseless() }
        return glyphs
    }

    func decodedImage(maximumSide: Int?) throws(Refusal) -> DecodedImage {
        let request = Request.decodeImage(maximumSide: maximumSide)
        let reply = try exchange(request, descriptor: source.descriptor, withinSeconds: limits.secondsPerPage)
        guard case .decodedImage(let image) = reply else { throw senseless() }
        // The pixels of a large picture are much of what a child may use; the next one starts small again.
        if slot.discardIfLarge(afterPages: 1) { isOpen = false }
        return image
    }

    private func askOfDocument(_ request: Request) throws(Refusal) -> Reply {
        try openAgainIfNeeded()
        return try exchange(request, withinSeconds: limits.secondsPerPage)
    }

    private func exchange(_ request: Request, descriptor: Int32? = nil, withinSeconds seconds: Double) throws(Refusal) -> Reply {
        let reply: Reply
        do throws(ChildEnding) {
            reply = try slot.child().ask(request, descriptor: descriptor, withinSeconds: seconds)
        } catch {
            throw lose(error).refusal
        }
        if case .refused(let refusal) = reply { throw refusal }
        return reply
    }

    private func openAgainIfNeeded() throws(Refusal) {
        if !isOpen { _ = try open() }
    }

    private func lose(_ ending: ChildEnding) -> ChildEnding {
        slot.discard(after: ending)
        isOpen = false
        return ending
    }

    private func senseless() -> Refusal {
        lose(.misbehaved("another kind of answer")).refusal
    }
}
