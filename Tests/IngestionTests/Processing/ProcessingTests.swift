import Backends
import DocumentModel
import Foundation
import ImageReading
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Processing a document", .timeLimit(.minutes(15)))
struct ProcessingTests {
    private func problem(of station: StationUnderTest, _ bytes: [UInt8], options: ProcessingOptions = ProcessingOptions()) async throws -> JobProblem?
    {
        let job = try await station.accept(bytes, options: options)
        return await #expect(throws: JobProblem.self) { try await station.process(job) }
    }

    @Test("everything of the document can be read afterwards")
    func completes() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 3).bytes)
        let outcome = try await station.process(job)
        guard case .completed(let json) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(json.contains(#""page_count":3"#))
        let document = try #require(try await station.document())
        #expect((document.status, document.publishedRevision, document.facts.pageCount) == (.completed, 1, 3))
        #expect(document.facts.wordCount == 3 * 11)
        #expect(document.facts.preview.hasPrefix("This is page 1 of the sample. It has two lines."))
        let pages = try await station.pages()
        #expect(pages.map(\.number) == [1, 2, 3])
        #expect(pages.map(\.status) == [.done, .done, .done])
        #expect(pages[1].text.contains("This is page 2 of the sample."))
        #expect(pages[1].markdown.contains("This is page 2"))
        let blocks = try #require(try JSONSerialization.jsonObject(with: Data(pages[1].blocksJSON.utf8)) as? [[String: Any]])
        #expect(blocks.first?["kind"] as? String == "paragraph")
        for output in DocumentOutput.allCases {
            let bytes = try await station.blobs.bytes(of: try #require(output.blob(of: document)), range: nil)
            #expect(bytes.map { String(decoding: $0, as: UTF8.self) }?.contains("This is page 3") == true, "\(output)")
        }
    }

    @Test("progress names every stage, never falls and is never 100")
    func progress() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 5).bytes)
        let seen = Mutex<[JobProgress]>([])
        let box = Mutex<ProgressMeter?>(nil)
        let meter = ProgressMeter(clock: .system) {
            if let progress = box.withLock({ $0 })?.progress { seen.withLock { $0.append(progress) } }
        }
        box.withLock { $0 = meter }
        _ = try await station.process(job, meter: meter)
        let all = seen.withLock { $0 }
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.percentage <= $1.percentage && $0.pagesDone <= $1.pagesDone })
        let last = try #require(all.last)
        #expect((last.percentage, last.pagesDone, last.pageCount) == (99, 5, 5))
        #expect(last.steps.map(\.name) == ProcessingStage.allCases.map(\.rawValue))
        #expect(last.steps.filter { $0.status == .skipped }.map(\.name) == ["download", "recognize"])
        #expect(last.steps.filter { $0.status == .completed }.allSatisfy { $0.seconds != nil })
        box.withLock { $0 = nil }
    }

    @Test("a broken page makes the document partial and says why")
    func partial() async throws {
        let station = try await StationUnderTest()
        var pdf = SamplePDF(pageCount: 3)
        pdf.brokenPages = [2]
        let outcome = try await station.process(try await station.accept(pdf.bytes))
        guard case .partial(let json) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(json.contains(#""failed_pages":[{"page":2,"#))
        let document = try #require(try await station.document())
        #expect((document.status, document.facts.failedPageCount) == (.partial, 1))
        let pages = try await station.pages()
        #expect(pages.map(\.status) == [.done, .failed, .done])
        #expect(pages[1].failure?.isEmpty == false)
    }

    @Test("a page whose text nobody recognised is named among those that lack something")
    func unrecognized() async throws {
        let station = try await StationUnderTest()
        var pdf = SamplePDF(pages: [["Words of the first page."], []])
        pdf.scannedPages = [2]
        let outcome = try await station.process(try await station.accept(pdf.bytes))
        guard case .partial(let json) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(json.contains(#""failed_page_count":1,"failed_pages":[{"page":2,"#))
        #expect(try await station.pages().map { $0.failure == nil } == [true, false])
    }

    @Test("a document none of whose pages can be read is a failure")
    func allBroken() async throws {
        let station = try await StationUnderTest()
        var pdf = SamplePDF(pageCount: 2)
        pdf.brokenPages = [1, 2]
        guard case .forGood(let failure) = try await problem(of: station, pdf.bytes) else { return #expect(Bool(false)) }
        #expect(failure.code == "PDF_EXTRACTION_ERROR")
        #expect(try await station.document()?.publishedRevision == 0)
    }

    @Test("what is no PDF, and what was changed on the disk, is a failure for good")
    func unreadable() async throws {
        let station = try await StationUnderTest()
        guard case .forGood(let format) = try await problem(of: station, Array("hello".utf8)) else { return #expect(Bool(false)) }
        #expect(format.code == "PDF_FORMAT_ERROR")
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes, name: "doc_2")
        let document = try #require(try await station.document("doc_2"))
        try await station.blobs.put(SamplePDF(pageCount: 2).bytes, at: .original(of: document))
        let problem = await #expect(throws: JobProblem.self) { try await station.process(job) }
        guard case .forGood(let storage) = problem else { return #expect(Bool(false)) }
        #expect(storage.code == "PDF_STORAGE_ERROR")
    }

    @Test("options choose pages, and what is made of them")
    func options() async throws {
        let station = try await StationUnderTest()
        var options = ProcessingOptions()
        options.pageRange = "2-3,-1"
        options.extractText = false
        _ = try await station.process(try await station.accept(SamplePDF(pageCount: 9).bytes, options: options))
        let pages = try await station.pages()
        #expect(pages.map(\.number) == [2, 3, 9])
        #expect(pages.allSatisfy { $0.text.isEmpty && $0.markdown.isEmpty && $0.blocksJSON == "[]" })
        let document = try #require(try await station.document())
        #expect(try await station.blobs.size(of: try #require(DocumentOutput.text.blob(of: document))) == nil)
    }

    @Test("pictures are stored once, with thumbnails, under the same name in every attempt")
    func pictures() async throws {
        let station = try await StationUnderTest()
        var pdf = SamplePDF(pageCount: 3)
        pdf.illustratedPages = [1, 3]
        let job = try await station.accept(pdf.bytes)
        _ = try await station.process(job)
        let images = try await station.contents.images(ImageQuery(), in: .workspace(StationUnderTest.workspace)).items
        #expect(images.count == 1)
        let image = try #require(images.first)
        #expect((image.page, image.width, image.height, image.document) == (1, 520, 520, job.document))
        let original = try await station.blobs.bytes(of: .image(image.id, in: image.workspace, file: "original"), range: nil)
        #expect(original?.count == Int(image.sizeBytes))
        for (file, side) in [("small", 200), ("medium", 400), ("large", 520)] as [(StaticString, Int)] {
            let bytes = try #require(try await station.blobs.bytes(of: .image(image.id, in: image.workspace, file: file), range: nil))
            let decoded = try await station.services.extractor.decodeImage(try SourceFile(bytes: bytes))
            #expect((decoded.width, decoded.height) == (side, side))
        }
        let again = try await station.accept(pdf.bytes, name: "doc_2")
        _ = try await station.process(again)
        #expect(try await station.contents.images(ImageQuery(), in: .installation).totalCount == 2, "of another document: another picture")
    }

    @Test("a new attempt goes on behind the last finished page")
    func resumes() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 4).bytes)
        // What an earlier attempt left, told from what would be read now.
        var layout = try await station.services.extractor.readPages(of: try await self.file(of: station)).layouts[1]
        guard case .text(var lines) = layout.blocks[0].content else { return #expect(Bool(false)) }
        lines[0].spans[0].text = "Read by an earlier attempt."
        layout.blocks[0].content = .text(lines)
        let page = PageRecord(number: 2, width: 612, height: 792, status: .provisional, markdown: "", text: "", blocksJSON: "[]")
        try await station.contents.savePage(page, layout: layout.wireBytes, of: try #require(job.document), revision: 1)
        _ = try await station.process(job)
        let pages = try await station.pages()
        #expect(pages.map(\.number) == [1, 2, 3, 4])
        #expect(pages[1].text.contains("Read by an earlier attempt."))
        #expect(pages[2].text.contains("This is page 3"))
    }

    private func file(of station: StationUnderTest) async throws -> SourceFile {
        let document = try #require(try await station.document())
        return try await station.blobs.withFile(of: .original(of: document)) { try SourceFile(path: $0) }
    }

    @Test("an attempt that is stopped keeps the pages it finished, which can be read meanwhile")
    func stops() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 600).bytes)
        let events = await station.bus.subscribe(EventFilter(scope: .installation), after: nil)
        let work = Task { try await station.process(job) }
        for await event in events.events where event.kind == .page { break }
        #expect(try await station.pages().first?.status == .provisional)
        work.cancel()
        let problem = await #expect(throws: JobProblem.self) { try await work.value }
        #expect(problem == .stopped)
        let kept = try await station.contents.savedLayouts(of: try #require(job.document), revision: 1).count
        #expect(kept > 0)
        #expect(kept < 600)
        _ = try await station.process(job)
        #expect(try await station.pages().count == 600)
    }

    @Test("published twice is published once; a newer revision makes it pointless")
    func superseded() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        _ = try await station.process(job)
        guard case .completed = try await station.process(job) else { return #expect(Bool(false)) }
        var document = try #require(try await station.document())
        document.revision = 2
        let next = JobRecord(
            id: StationUnderTest.identifier("job_2"), kind: .documentProcessing, workspace: job.workspace, owner: job.owner,
            document: document.id, payloadJSON: #"{"revision":2,"options":{}}"#, createdAt: job.createdAt)
        try await station.documents.acceptAgain(DocumentAcceptance(document: document, job: next))
        let problem = await #expect(throws: JobProblem.self) { try await station.process(job) }
        #expect(problem == .superseded)
        let old = try #require(try await station.document())
        _ = try await station.process(next)
        let new = try #require(try await station.document())
        #expect((old.publishedRevision, new.publishedRevision, new.status) == (1, 2, .completed))
        #expect(try await station.blobs.size(of: DocumentOutput.json.blob(of: old, revision: 1, edition: 0)) == nil)
        #expect(try await station.blobs.size(of: DocumentOutput.json.blob(of: new, revision: 2, edition: 0)) != nil)
    }
}

@Suite("Processing options")
struct ProcessingOptionsTests {
    private func options(_ json: String) throws -> ProcessingOptions {
        try JSONDecoder().decode(ProcessingOptions.self, from: Data(json.utf8))
    }

    @Test("the names of the original service are understood, unknown ones are ignored, and all comes back from JSON")
    func decodes() throws {
        var options = try options(
            #"{"extract_images":false,"perform_ocr":true,"page_range":"1-3","language":"auto","quality":"fast","flux":1}"#)
        #expect((options.extractImages, options.recognition, options.quality, options.language) == (false, .auto, .fast, nil))
        #expect(try self.options(#"{"perform_ocr":false}"#).recognition == .never)
        #expect(try self.options(#"{"perform_ocr":"always"}"#).recognition == .always)
        options.password = "secret"
        options.timeoutSeconds = 60
        #expect(try JSONDecoder().decode(ProcessingOptions.self, from: JSONEncoder().encode(options)) == options)
        #expect(try self.options("{}") == ProcessingOptions())
    }

    @Test(
        "values that cannot be are refused",
        arguments: [
            #"{"page_range":"a-b"}"#, #"{"perform_ocr":"maybe"}"#, #"{"perform_ocr":7}"#, #"{"timeout_seconds":9}"#, #"{"timeout_seconds":3601}"#,
            #"{"min_image_size":0}"#, #"{"language":"no tag"}"#, #"{"quality":"best"}"#,
        ])
    func refuses(_ json: String) {
        #expect(throws: DecodingError.self) { try options(json) }
    }
}
