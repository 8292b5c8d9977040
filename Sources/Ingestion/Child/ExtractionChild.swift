import CSandbox
import DocumentModel
import Glibc
import PDFReading

/// The child's side: reads requests from the socket it was started with and answers them, one at a time, until the parent goes.
package struct ExtractionChild {
    /// The socket's descriptor number, agreed with `csandbox_spawn`.
    static let socket: Int32 = 3
    /// Requests carry at most a page's worth of rectangles.
    static let requestLimitBytes = 16 << 20
    /// A picture of `ExtractionLimits.imagePixels` pixels in four bytes each, and something over.
    static let replyLimitBytes = 512 << 20

    private let requests = FrameChannel(descriptor: socket, maximumBytes: requestLimitBytes)
    private let replies = FrameChannel(descriptor: socket, maximumBytes: replyLimitBytes)
    private var limits = ExtractionLimits()
    private var document: OpenedDocument?

    /// Serves the parent until it closes the socket.
    package static func run() -> Never {
        var child = ExtractionChild()
        do {
            try child.configure()
            while true { try child.serve(try child.nextRequest()) }
        } catch FrameChannel.Failure.closed {
            exit(EXIT_SUCCESS)
        } catch {
            // Whatever went wrong between the two processes, the parent sees a child that ended and starts another.
            exit(EXIT_FAILURE)
        }
    }

    private func nextRequest() throws -> Request {
        try Request(wireBytes: try requests.receive())
    }

    private func answer(_ reply: Reply) throws {
        try replies.send(reply.wireBytes)
    }

    /// Everything that must happen before the first document: what needs rights, then giving them up.
    private mutating func configure() throws {
        guard case .configure(let libraryPath, let limits) = try nextRequest() else {
            throw WireError.invalid("the first request must configure")
        }
        self.limits = limits
        do throws(PDFError) {
            try PDFFile.initialize(libraryPath: libraryPath)
        } catch {
            return try answer(.refused(Refusal(error)))
        }
        _ = csandbox_end_with_peer(Self.socket)
        try answer(.ready(Confinement.confineThisProcess(memoryBytes: limits.childMemoryBytes)))
    }

    private mutating func serve(_ request: Request) throws {
        switch request {
        case .configure: throw WireError.invalid("configured twice")
        case .open(let password): try answer(open(password: password))
        case .layouts(let firstPage, let count): try sendLayouts(firstPage: firstPage, count: count)
        case .picture(let page, let dpi):
            try answerFromDocument { (opened) throws(PDFError) in .picture(try opened.file.picture(ofPage: page, dpi: dpi)) }
        case .image(let index, let page):
            try answerFromDocument { (opened) throws(PDFError) in .image(try opened.file.image(index, onPage: page)) }
        case .texts(let page, let rectangles):
            try answerFromDocument { (opened) throws(PDFError) in .texts(try opened.file.text(onPage: page, in: rectangles)) }
        case .copy(let layer):
            try answerFromDocument { (opened) throws(PDFError) in
                let bytes = try opened.file.copy(with: layer)
                // A frame has some bytes of its own beside the file.
                guard bytes.count < Self.replyLimitBytes - 64 else { throw .fileTooLarge(sizeBytes: bytes.count, limitBytes: Self.replyLimitBytes) }
                return .file(bytes)
            }
        case .findings:
            try answerFromDocument { (opened) throws(PDFError) in .findings(opened.file.findings().sorted { $0.rawValue < $1.rawValue }) }
        case .glyphs(let page):
            try answerFromDocument { (opened) throws(PDFError) in .glyphs(try opened.glyphs(ofPage: page)) }
        case .decodeImage(let maximumSide): try answer(decodeImage(maximumSide: maximumSide))
        }
    }

    private func decodeImage(maximumSide: Int?) -> Reply {
        let descriptor = csandbox_receive_descriptor(Self.socket)
        guard descriptor >= 0 else { return .refused(Refusal(.other, "the file was not passed to the child")) }
        defer { close(descriptor) }
        do throws(Refusal) {
            return .decodedImage(try ImageFile(descriptor: descriptor, limits: limits).decoded(maximumSide: maximumSide))
        } catch {
            return .refused(error)
        }
    }

    private mutating func open(password: String?) -> Reply {
        document = nil
        let descriptor = csandbox_receive_descriptor(Self.socket)
        guard descriptor >= 0 else { return .refused(Refusal(.other, "the file was not passed to the child")) }
        defer { close(descriptor) }
        do throws(PDFError) {
            let opened = OpenedDocument(file: try PDFFile(fileDescriptor: descriptor, password: password, limits: limits))
            document = opened
            return .opened(opened.info)
        } catch {
            return .refused(Refusal(error))
        }
    }

    private mutating func sendLayouts(firstPage: Int, count: Int) throws {
        for page in firstPage..<firstPage + max(0, count) {
            switch document?.layout(ofPage: page) {
            case .success(let layout): try answer(.layout(layout))
            case .failure(let failure): try answer(.pageFailed(failure))
            case nil: try answer(.pageFailed(PageFailure(page: page, cause: .unreadable, detail: "no document is open")))
            }
        }
    }

    private func answerFromDocument(_ make: (OpenedDocument) throws(PDFError) -> Reply) throws {
        guard let document else { return try answer(.refused(Refusal(.other, "no document is open"))) }
        let reply: Reply
        do throws(PDFError) {
            reply = try make(document)
        } catch {
            reply = .refused(Refusal(error))
        }
        try answer(reply)
    }
}
