import Backends
import DocumentModel
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Recognition of pages that are pictures", .timeLimit(.minutes(15)))
struct RecognitionTests {
    private func room() -> ReadingRoom {
        .children(ChildPool(size: 2, command: ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium)))
    }

    private func extract(
        _ pdf: SamplePDF, _ engine: ScriptedEngine?, _ mode: RecognitionChoice.Mode = .auto, pagesInFlight: Int = 2,
        onProgress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> Document {
        let folder = try TemporaryFolder()
        let source = try SourceFile(path: try folder.write(pdf.bytes, to: "sample.pdf"))
        let recognizer = engine.map { Recognizer(engine: $0, pagesInFlight: pagesInFlight) }
        return try await Extractor(room: room(), recognizer: recognizer)
            .extract(source, recognition: RecognitionChoice(mode), onProgress: onProgress)
    }

    private var mixed: SamplePDF {
        var pdf = SamplePDF(pages: [["This page has text of its own.", "It has two lines."], [], []])
        pdf.scannedPages = [2, 3]
        return pdf
    }

    @Test("pages without text are recognised, the others stay the file's")
    func recognisesScans() async throws {
        let engine = ScriptedEngine(lines: ["What the scan says", "in two lines"])
        let document = try await extract(mixed, engine)
        #expect(document.pages.map(\.condition) == [.usable, .recognized, .recognized])
        #expect(document.outcome == .completed)
        #expect(engine.calls.count == 2)
        let recognition = try #require(document.pages[1].recognition)
        #expect(recognition.engine == "scripted" && recognition.fileCondition == .picture && recognition.extent == .page)
        #expect(abs(recognition.confidence - 0.9) < 1e-9 && recognition.characterCount == 25)
        let block = try #require(document.blocks.first { $0.regions[0].page == 2 })
        #expect(block.text.hasPrefix("What the scan says"))
        #expect(block.confidence <= 0.9)
        #expect(document.pages[0].recognition == nil)
    }

    @Test("progress counts every page once, recognised ones when they are recognised")
    func progress() async throws {
        let seen = Mutex<[Int]>([])
        _ = try await extract(mixed, ScriptedEngine(lines: ["text"])) { done, count in
            #expect(count == 3)
            seen.withLock { $0.append(done) }
        }
        #expect(seen.withLock { $0.sorted() } == [1, 2, 3])
    }

    @Test("without an engine, or when told never, scans need recognition as before")
    func without() async throws {
        #expect(try await extract(mixed, nil).pages.map(\.condition) == [.usable, .picture, .picture])
        let engine = ScriptedEngine(lines: ["text"])
        #expect(try await extract(mixed, engine, .never).pages.map(\.condition) == [.usable, .picture, .picture])
        #expect(engine.calls.count == 0)
    }

    @Test("told always, pages with text are recognised too")
    func always() async throws {
        let document = try await extract(mixed, ScriptedEngine(lines: ["text"]), .always)
        #expect(document.pages.map(\.condition) == [.recognized, .recognized, .recognized])
        #expect(document.pages[0].recognition?.fileCondition == .usable)
        #expect(!document.blocks.contains { $0.text.contains("of its own") })
    }

    @Test("a recognition that fails leaves the page as it was and says why")
    func failure() async throws {
        let document = try await extract(mixed, ScriptedEngine(.failure(.timedOut(seconds: 5))))
        #expect(document.pages.map(\.condition) == [.usable, .picture, .picture])
        #expect(document.failures.map(\.page) == [2, 3] && document.failures.allSatisfy { $0.cause == .notRecognized })
        #expect(document.failures[0].detail.contains("longer than 5.0 s"))
        #expect(document.outcome == .partial)
    }

    @Test("a picture in which nothing is found is a page with a figure and no text, not a failure")
    func nothingFound() async throws {
        let document = try await extract(mixed, ScriptedEngine(lines: []))
        #expect(document.pages[1].condition == .recognized && document.pages[1].recognition?.characterCount == 0)
        #expect(document.blocks.contains { $0.kind == .figure && $0.regions[0].page == 2 })
        #expect(document.failures == [])
    }

    @Test("no more pages are under way than allowed, over all documents")
    func bound() async throws {
        var pdf = SamplePDF(pages: Array(repeating: [], count: 5))
        pdf.scannedPages = [1, 2, 3, 4, 5]
        let folder = try TemporaryFolder()
        let source = try SourceFile(path: try folder.write(pdf.bytes, to: "sample.pdf"))
        let engine = ScriptedEngine(lines: ["text"])
        let extractor = Extractor(room: room(), recognizer: Recognizer(engine: engine, pagesInFlight: 2))
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { try await extractor.extract(source).pages.count { $0.condition == .recognized } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [5, 5, 5])
        #expect(engine.calls.count == 15 && engine.calls.mostRunning <= 2)
    }

    @Test("a large picture on a page with text is recognised alone, and its text comes in its place")
    func pictureOnPage() async throws {
        var pdf = SamplePDF(pages: [["This page has text of its own.", "It has two lines."]])
        pdf.illustratedPages = [1]
        let engine = ScriptedEngine(lines: ["words in the picture"])
        let document = try await extract(pdf, engine)
        #expect(document.pages[0].condition == .usable)
        #expect(document.pages[0].recognition?.extent == .pictures)
        #expect(engine.calls.widths == [1700])
        let figure = try #require(document.blocks.first { $0.kind == .figure })
        #expect(figure.figure?.labels.text.contains("words in the picture") ?? false)
        #expect(document.blocks.contains { $0.text.contains("of its own") })
        // Below the text, where the picture is, not at the top of the page.
        #expect(figure.figure?.labels.allSatisfy { $0.rectangle.top > 396 } ?? false)
    }

    @Test("a sound layer over a scan is kept, a broken one replaced, and the page says which")
    func layers() async throws {
        var pdf = SamplePDF(pages: [["The words of an earlier recognition"], ["Tbe vvords oF sn eorlier recogmition"]])
        pdf.scannedPages = [1, 2]
        pdf.layerPages = [1, 2]
        let document = try await extract(pdf, ScriptedEngine(lines: ["The words of an earlier recognition"], confidence: 0.95))
        #expect(document.pages.map(\.condition) == [.invisibleLayer, .recognized])
        #expect(document.pages[0].recognition?.layerAgreement == 1)
        #expect((document.pages[1].recognition?.layerAgreement ?? 1) < 0.5)
        #expect(document.blocks.map(\.text) == Array(repeating: "The words of an earlier recognition", count: 2))
    }

    @Test("posters are drawn with fewer dots than letters on paper")
    func resolution() {
        #expect(PagePicture.dpi(for: PageSummary(number: 1, width: 612, height: 792)) == 200)
        let poster = PageSummary(number: 1, width: 7200, height: 7200)
        let dpi = PagePicture.dpi(for: poster)
        #expect(abs(7200 * dpi / 72 * 7200 * dpi / 72 - 24_000_000) < 1_000_000)
    }
}
