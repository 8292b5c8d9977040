package import Backends
import DocumentModel
package import Ingestion
import Rendering

/// Extracts while the client waits: one file, one answer, nothing kept.
package struct ExtractionDesk: Sendable {
    let extractor: Extractor
    /// Reads text in images; `nil` when no model is installed.
    let engine: (any OCREngine)?
    /// What to install then.
    let missingEngineHint: String?
    private let line: WaitingLine
    /// Where uploads are until they have been read.
    let stagingFolder: String

    package init(
        extractor: Extractor, engine: (any OCREngine)?, missingEngineHint: String?, line: WaitingLine, stagingFolder: String
    ) {
        self.extractor = extractor
        self.engine = engine
        self.missingEngineHint = missingEngineHint
        self.line = line
        self.stagingFolder = stagingFolder
    }

    /// The document, and the seconds it took.
    func document(_ file: StagedFile, _ wish: ExtractionWish) async throws -> (document: Document, seconds: Double) {
        try await timed {
            let document = try await line.pass {
                try await extractor.extract(
                    try SourceFile(path: file.path), password: wish.password, pages: wish.pages, recognition: wish.recognition)
            }
            guard !document.pages.isEmpty || !document.failures.isEmpty else {
                throw APIError(.pdfValidation, "The document has \(document.info.pageCount) pages; the range has none of them.")
            }
            if document.outcome == .failed, let failure = document.failures.first {
                throw APIError(.pdfExtraction, "No page could be read. Page \(failure.page): \(failure.detail).")
            }
            return document
        }
    }

    /// The document and the pictures of its figures.
    func figures(
        _ file: StagedFile, _ wish: ExtractionWish, minimumSide: Int
    ) async throws -> (document: Document, pictures: [FigurePicture], seconds: Double) {
        let (document, seconds) = try await document(file, wish)
        let figures = document.blocks.filter { $0.kind == .figure }
        let (pictures, more) = try await timed {
            try await line.pass {
                try await extractor.read(try SourceFile(path: file.path), password: wish.password) { session, _ throws(Refusal) in
                    try FigureCollection.read(figures, from: session, minimumSide: minimumSide)
                }
            }
        }
        return (document, pictures, seconds + more)
    }

    func canRead() async -> Bool { await extractor.canRead() }

    private func timed<Outcome>(_ work: () async throws -> Outcome) async throws -> (Outcome, Double) {
        let begin = ContinuousClock.now
        let outcome = try await work()
        return (outcome, (ContinuousClock.now - begin) / .seconds(1))
    }
}

/// What a client wants of a file.
struct ExtractionWish: Sendable {
    var pages = PageSelection.all
    var recognition = RecognitionChoice(.auto)
    var password: String?

    /// - Throws: when the range is no list of pages, or both a page and a range are given.
    init(page: Int?, range: String?, recognizes: RecognitionChoice.Mode, password: String?) throws(APIError) {
        recognition = RecognitionChoice(recognizes)
        self.password = password
        switch (page, range) {
        case (nil, nil): break
        case (let page?, nil): pages = PageSelection(String(page)) ?? .all
        case (nil, let range?):
            guard let selection = PageSelection(range) else {
                throw APIError(.validation, "page_range must look like 1-5 or 1,3,5.", details: ["field": "page_range"])
            }
            pages = selection
        case (.some, .some): throw APIError(.validation, "Give page_number or page_range, not both.")
        }
    }
}

/// The pictures of figures within limits.
enum FigureCollection {
    /// Pictures of one answer; a catalogue page has some tens.
    static let mostPictures = 2000
    /// Bytes of all pictures of one answer.
    static let mostBytes = 256 << 20

    /// Pictures that cannot be read are left out.
    static func read(_ figures: [Block], from session: any DocumentSession, minimumSide: Int) throws(Refusal) -> [FigurePicture] {
        var reader = FigureReader(session: session)
        var pictures: [FigurePicture] = []
        var bytes = 0
        for figure in figures.prefix(mostPictures) {
            guard let picture = try? reader.picture(of: figure), min(picture.width, picture.height) >= minimumSide else { continue }
            bytes += picture.bytes.count
            guard bytes <= mostBytes else { throw Refusal(.overLimit, "its images have more than \(mostBytes >> 20) MB; ask for fewer pages") }
            pictures.append(picture)
        }
        return pictures
    }
}
