import Backends
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Taking documents in", .timeLimit(.minutes(15)))
struct IntakeTests {
    private let station: StationUnderTest
    private let files: TemporaryFolder

    init() async throws {
        station = try await StationUnderTest(children: 2)
        files = try TemporaryFolder()
    }

    private func intake(_ settings: DocumentIntake.Settings = .init(), quota: WorkspaceQuota = .init()) -> DocumentIntake {
        DocumentIntake(
            documents: station.documents, contents: station.contents, blobs: station.blobs, bus: station.bus,
            inspector: FileInspector(extractor: station.services.extractor), quota: { _ in quota }, settings: settings, signal: station.signal)
    }

    private var order: AcceptanceOrder {
        AcceptanceOrder(
            workspace: StationUnderTest.workspace, owner: StationUnderTest.owner, identifiers: IdentifierSource(clock: .system))
    }

    private func received(_ bytes: [UInt8], as name: String = "report.pdf") throws -> ReceivedFile {
        let path = try files.write(bytes, to: "incoming-\(UUID().uuidString)")
        let digest = try SourceFile(path: path).digest()
        return ReceivedFile(path: path, filename: name, sizeBytes: digest.sizeBytes, sha256: digest.sha256)
    }

    private func refusal(_ bytes: [UInt8], _ intake: DocumentIntake? = nil) async throws -> IntakeRefusal? {
        let file = try received(bytes)
        return await #expect(throws: IntakeRefusal.self) { try await (intake ?? self.intake()).take(.file(file), order) }
    }

    private var storedFiles: Int {
        get async throws { try await station.blobs.names(below: BlobName("documents") ?? .original(of: document), after: nil, limit: 99).count }
    }

    private var document: DocumentRecord {
        DocumentRecord(
            id: StationUnderTest.identifier("doc_x"), workspace: StationUnderTest.workspace, uploadedBy: StationUnderTest.owner, title: "",
            filename: "", sizeBytes: 0, sha256: nil, createdAt: Timestamp(milliseconds: 0))
    }

    @Test("a file is on the disk with its record and its job before it is answered for")
    func takes() async throws {
        let file = try received(SamplePDF(pageCount: 2).bytes, as: "Pumps & valves.PDF")
        var order = order
        order.tags = ["water"]
        order.options.extractImages = false
        order.priority = .high
        let accepted = try await intake().take(.file(file), order)
        let document = try #require(try await station.documents.document(accepted.document.id, in: .workspace(order.workspace)))
        #expect(document == accepted.document)
        #expect((document.title, document.filename, document.tags) == ("Pumps & valves", "Pumps & valves.PDF", ["water"]))
        #expect((document.sizeBytes, document.sha256) == (file.sizeBytes, file.sha256))
        #expect(try await station.blobs.size(of: .original(of: document)) == file.sizeBytes)
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let id = try #require(accepted.job?.id)
        let job = try #require(try await station.queue.job(id, in: .installation))
        #expect((job.priority, job.status, job.document) == (.high, .pending, document.id))
        guard case .completed = try await station.process(job) else { return #expect(Bool(false)) }
    }

    @Test("what is no PDF, is damaged or needs a password is refused, and nothing of it is kept")
    func refuses() async throws {
        guard case .file(let noPDF) = try await refusal(Array("hello, this is text".utf8)) else { return #expect(Bool(false)) }
        #expect(noPDF.kind == .notAPDF)
        guard case .file = try await refusal(Array("%PDF-1.7\nbut nothing else".utf8)) else { return #expect(Bool(false)) }
        let late = [UInt8](repeating: 0x20, count: 1020) + SamplePDF(pageCount: 1).bytes
        guard case .file = try await refusal(late) else { return #expect(Bool(false), "the mark begins behind the first 1024 bytes") }
        #expect(try await storedFiles == 0)
        #expect(try await station.documents.documents(DocumentQuery(), in: .installation).totalCount == 0)
        _ = try await intake().take(.file(try received([UInt8](repeating: 0x20, count: 1000) + SamplePDF(pageCount: 1).bytes)), order)
    }

    @Test("the same bytes are recognised; the settings say what follows", arguments: DuplicatePolicy.allCases)
    func duplicates(_ policy: DuplicatePolicy) async throws {
        var settings = DocumentIntake.Settings()
        settings.duplicates = policy
        let intake = intake(settings)
        let bytes = SamplePDF(pageCount: 1).bytes
        let first = try await intake.take(.file(try received(bytes)), order)
        switch policy {
        case .existing:
            let second = try await intake.take(.file(try received(bytes)), order)
            #expect((second.document.id, second.isDuplicate, second.job) == (first.document.id, true, nil))
        case .store:
            let second = try await intake.take(.file(try received(bytes)), order)
            #expect(second.document.id != first.document.id)
            #expect(!second.isDuplicate)
        case .refuse:
            #expect(try await refusal(bytes, intake) == .duplicate(first.document.id))
        }
        var other = order
        other.workspace = StationUnderTest.identifier("ws_two")
        #expect(try await !intake.take(.file(try received(bytes)), other).isDuplicate, "another workspace learns nothing of it")
    }

    @Test("scripts, programs to start and files within are found, also in compressed objects and under other spellings")
    func findings() async throws {
        func bytes(_ extra: String) -> [UInt8] {
            SamplePDF(pageCount: 1).bytes + Array("\n9 0 obj\n\(extra)\nendobj\n".utf8)
        }
        let cases: [(String, [String])] = [
            ("<< /S /JavaScript /JS (app.alert\\(1\\)) >>", ["javascript"]), ("<< /S /Java#53cript /JS (x) >>", ["javascript"]),
            ("<< /S /#4caunch /F (calc.exe) >>", ["launch_action"]), ("<< /Type /EmbeddedFile >>", ["attachments"]),
            ("<< /S /Launch >> << /S /JavaScript >>", ["javascript", "launch_action"]), ("(nothing /JavaScripting of the kind /Launcher)", []),
        ]
        for (extra, expected) in cases {
            let accepted = try await intake().take(.file(try received(bytes(extra))), order)
            #expect(accepted.document.findings == expected, "\(extra)")
        }
        // "<< /S /JavaScript >>" compressed by zlib.
        let packed: [UInt8] = [
            0x78, 0x9C, 0xB3, 0xB1, 0x51, 0xD0, 0x0F, 0x56, 0xD0, 0xF7, 0x4A, 0x2C, 0x4B, 0x0C, 0x4E, 0x2E, 0xCA, 0x2C, 0x28, 0x51, 0xB0, 0xB3,
            0x03, 0x00, 0x3A, 0x14, 0x05, 0xFD,
        ]
        let objects =
            Array("\n9 0 obj\n<< /Type /ObjStm /N 1 /First 0 /Filter /FlateDecode /Length \(packed.count) >>\nstream\r\n".utf8) + packed
            + Array("\nendstream\nendobj\n".utf8)
        let accepted = try await intake().take(.file(try received(SamplePDF(pageCount: 1).bytes + objects)), order)
        #expect(accepted.document.findings == ["javascript"])
    }

    @Test("findings are refused or passed over where the settings say so")
    func findingPolicy() async throws {
        let bytes = SamplePDF(pageCount: 1).bytes + Array("\n9 0 obj << /S /JavaScript >> endobj 10 0 obj << /S /Launch >> endobj\n".utf8)
        var settings = DocumentIntake.Settings()
        settings.findings = FindingPolicy([.javascript: .allow])
        #expect(try await intake(settings).take(.file(try received(bytes)), order).document.findings == ["launch_action"])
        settings.findings = FindingPolicy([.launchAction: .refuse])
        #expect(try await refusal(bytes, intake(settings)) == .findings([.launchAction]))
    }

    @Test("quotas of documents, bytes and pages a day are held")
    func quotas() async throws {
        let size = Int64(SamplePDF(pageCount: 3).bytes.count)
        for quota in [WorkspaceQuota(documents: 1), WorkspaceQuota(storedBytes: size + 10), WorkspaceQuota(pagesPerDay: 4)] {
            let station = try await StationUnderTest()
            let intake = DocumentIntake(
                documents: station.documents, contents: station.contents, blobs: station.blobs, bus: station.bus,
                inspector: FileInspector(extractor: station.services.extractor), quota: { _ in quota }, signal: station.signal)
            let accepted = try await intake.take(.file(try received(SamplePDF(pageCount: 3).bytes)), order)
            _ = try await station.process(try #require(accepted.job))
            let second = try received(SamplePDF(pages: [["another"], ["document"]]).bytes)
            let problem = await #expect(throws: IntakeRefusal.self) { try await intake.take(.file(second), order) }
            guard case .quota = problem else { return #expect(Bool(false), "\(quota)") }
        }
    }

    @Test("a batch takes what is good in one step and says of each of the others why not")
    func batch() async throws {
        let good = SamplePDF(pageCount: 1).bytes
        let sources: [DocumentSource] = [
            .file(try received(good)), .file(try received(Array("no".utf8))), .url("https://example.org/a%20b.pdf"), .url("ftp://example.org/x"),
            .file(try received(good)), .file(try received(SamplePDF(pageCount: 2).bytes)),
        ]
        var batch = BatchOrder()
        batch.prefix = "bulk"
        batch.name = "spring"
        batch.maximumConcurrent = 2
        let accepted = try await intake().take(sources, as: batch, order)
        #expect(accepted.batch.id.rawValue.hasPrefix("bulk_"))
        let kinds = accepted.results.map { result in
            switch result {
            case .success(let document): document.isDuplicate ? "duplicate" : document.document.sourceURL == nil ? "file" : "url"
            case .failure(.file): "no file"
            case .failure(.address): "no address"
            case .failure: "?"
            }
        }
        #expect(kinds == ["file", "no file", "url", "no address", "duplicate", "file"])
        let (record, counts) = try #require(try await station.queue.batch(accepted.batch.id, in: .workspace(order.workspace)))
        #expect((record, counts.pending, counts.total) == (accepted.batch, 3, 3))
        #expect(try accepted.results[4].get().document.id == accepted.results[0].get().document.id)
        #expect(try accepted.results[2].get().document.filename == "a b.pdf")
    }

    @Test("a document is processed once more, but not while it is being processed")
    func again() async throws {
        let accepted = try await intake().take(.file(try received(SamplePDF(pageCount: 1).bytes)), order)
        let id = accepted.document.id
        let problem = await #expect(throws: IntakeRefusal.self) { try await intake().takeAgain(id, in: .installation, order) }
        guard case .conflict = problem else { return #expect(Bool(false)) }
        _ = try await station.process(try #require(accepted.job))
        let again = try #require(try await intake().takeAgain(id, in: .workspace(order.workspace), order))
        #expect(again.document.revision == 2)
        _ = try await station.process(try #require(again.job))
        #expect(try await station.documents.document(id, in: .installation)?.publishedRevision == 2)
        #expect(try await intake().takeAgain(id, in: .workspace(StationUnderTest.identifier("ws_two")), order) == nil)
    }

    @Test("a document is removed with its files and its pictures")
    func removes() async throws {
        var pdf = SamplePDF(pageCount: 2)
        pdf.illustratedPages = [1]
        let accepted = try await intake().take(.file(try received(pdf.bytes)), order)
        _ = try await station.process(try #require(accepted.job))
        let removal = DocumentRemoval(documents: station.documents, contents: station.contents, blobs: station.blobs)
        #expect(try await removal.remove(accepted.document.id, in: .workspace(StationUnderTest.identifier("ws_two"))) == nil)
        #expect(try await removal.remove(accepted.document.id, in: .workspace(order.workspace)) == 1 + DocumentOutput.allCases.count + 4)
        #expect(try await storedFiles == 0)
        #expect(try await station.blobs.names(below: BlobName("images") ?? .original(of: document), after: nil, limit: 9) == [])
        #expect(try await removal.remove(accepted.document.id, in: .workspace(order.workspace)) == nil)
    }

    @Test("old files that nobody refers to are swept, and nothing else")
    func sweeps() async throws {
        var pdf = SamplePDF(pageCount: 2)
        pdf.illustratedPages = [1]
        let accepted = try await intake().take(.file(try received(pdf.bytes)), order)
        _ = try await station.process(try #require(accepted.job))
        let kept = try await storedFiles
        var orphan = document
        try await station.blobs.put([1], at: .original(of: orphan))
        try await station.blobs.put([1], at: .image(StationUnderTest.identifier("img_x"), in: orphan.workspace, file: "original"))
        orphan.id = accepted.document.id
        try await station.blobs.put([1], at: DocumentOutput.json.blob(of: orphan, revision: 7, edition: 0))
        let sweep = LeftoverSweep(documents: station.documents, contents: station.contents, blobs: station.blobs)
        let now = ServiceClock.system.now()
        #expect(try await sweep.run(now: now) == 0, "they are young")
        #expect(try await sweep.run(now: now.adding(seconds: LeftoverSweep.leastAgeSeconds + 60)) == 3)
        #expect(try await storedFiles == kept)
        #expect(try await station.contents.images(ImageQuery(), in: .installation).totalCount == 1)
    }
}
