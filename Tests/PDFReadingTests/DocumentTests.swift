import DocumentModel
import Foundation
import Testing

@testable import PDFReading

@Suite("Files as a whole")
struct DocumentTests {
    @Test("the outline keeps its order, levels and targets")
    func outline() throws {
        let outline = try Fixture.open("nested-outline.pdf").info.outline
        #expect(outline.prefix(3).map(\.title) == ["1. Introduction", "1.1 Background", "1.2 Motivation"])
        #expect(outline.prefix(3).map(\.level) == [1, 2, 2])
        #expect(outline.prefix(3).map(\.page) == [1, 2, 3])
        #expect(outline.allSatisfy { ($0.top ?? 0) < 100 })
    }

    @Test("an outline that loops ends")
    func outlineLoop() throws {
        let sample = SamplePDF(
            catalogEntries: "/Outlines 6 0 R",
            objects: [
                "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
                "<< /Title (a) /Parent 6 0 R /First 8 0 R /Next 7 0 R >>",
                "<< /Title (b) /Parent 7 0 R /First 7 0 R /Next 8 0 R >>",
            ])
        let outline = try Fixture.open(sample).info.outline
        #expect(outline.map(\.title) == ["a", "b"])
    }

    @Test("a file opened anew reads the same pages after the first one is gone, and keeps its password")
    func reopened() throws {
        var file = try Fixture.open("nested-outline.pdf")
        let before = try file.primitives(ofPage: 1).text
        file = try file.reopened()
        #expect(!before.isEmpty)
        #expect(try file.primitives(ofPage: 1).text == before)
        #expect(try Fixture.open("password-128bit.pdf", password: "user").reopened().pageCount == 1)
    }

    @Test("outlines are cut at the limit")
    func outlineLimit() throws {
        var limits = ExtractionLimits()
        limits.outlineItems = 2
        #expect(try Fixture.open("nested-outline.pdf", limits: limits).info.outline.count == 2)
    }

    @Test("attachments are listed with name and size")
    func attachments() throws {
        #expect(try Fixture.open("with-attachment.pdf").info.attachments == [Attachment(name: "image.png", sizeBytes: 6669)])
    }

    @Test("signatures are counted, the version is told")
    func signatures() throws {
        let info = try Fixture.open("signed.pdf").info
        #expect(info.signatureCount == 1)
        #expect(info.pdfVersion == "1.7")
        #expect(info.isEncrypted == false)
    }

    @Test("a file says that it needs a password, that one is wrong, and opens with the right one")
    func passwords() throws {
        #expect(throws: PDFError.passwordRequired) { try Fixture.open("password-128bit.pdf") }
        #expect(throws: PDFError.passwordRequired) { try Fixture.open("password-128bit.pdf", password: "") }
        #expect(throws: PDFError.passwordWrong) { try Fixture.open("password-128bit.pdf", password: "guess") }
        #expect(try Fixture.open("password-128bit.pdf", password: "user").info.isEncrypted)
    }

    @Test("bytes that are no PDF and PDFs beyond repair are told apart")
    func damage() throws {
        try Fixture.loadLibrary()
        #expect(throws: PDFError.notAPDF) { try PDFFile(bytes: Array("hello".utf8)) }
        #expect(throws: PDFError.notAPDF) { try PDFFile(bytes: []) }
        #expect(throws: PDFError.damaged) { try PDFFile(bytes: Array("%PDF-1.4\nnothing more".utf8)) }
    }

    @Test("files without header or catalogue are repaired", arguments: ["no-header.pdf", "no-catalog.pdf"])
    func repair(name: String) throws {
        #expect(try Fixture.open(name).primitives(ofPage: 1).text == "Hello PDF-world!")
    }

    @Test("pages are found without a page tree, in the order of the file")
    func repairWithoutTree() throws {
        try Fixture.loadLibrary()
        let page = "<< /Type /Page /MediaBox [0 0 %d 50] >>"
        let bytes = "%PDF-1.4\n7 0 obj " + String(format: page, 30) + " endobj\n3 0 obj " + String(format: page, 40) + " endobj"
        let file = try PDFFile(bytes: Array(bytes.utf8))
        #expect(try (1...file.pageCount).map { try file.primitives(ofPage: $0).page.width } == [30, 40])
    }

    @Test("a missing file says so")
    func missingFile() throws {
        try Fixture.loadLibrary()
        #expect(throws: PDFError.self) { try PDFFile(path: Fixture.path("no-such-file.pdf")) }
    }

    @Test("a file opened by its descriptor outlives it")
    func descriptor() throws {
        try Fixture.loadLibrary()
        let handle = try #require(FileHandle(forReadingAtPath: Fixture.path("nested-outline.pdf")))
        let file = try PDFFile(fileDescriptor: handle.fileDescriptor)
        try handle.close()
        #expect(file.pageCount == 9)
        #expect(try file.primitives(ofPage: 9).glyphs.isEmpty == false)
    }

    @Test("files as large as the limit are read, one byte more is refused")
    func fileSizeLimit() throws {
        let bytes = SamplePDF().bytes
        try Fixture.loadLibrary()
        var limits = ExtractionLimits()
        limits.fileSizeBytes = bytes.count
        #expect(try PDFFile(bytes: bytes, limits: limits).pageCount == 1)
        limits.fileSizeBytes = bytes.count - 1
        #expect(throws: PDFError.fileTooLarge(sizeBytes: bytes.count, limitBytes: bytes.count - 1)) {
            try PDFFile(bytes: bytes, limits: limits)
        }
    }

    @Test("limits of pages, objects and characters hold to the last one")
    func countLimits() throws {
        var limits = ExtractionLimits()
        limits.pageCount = 8
        #expect(throws: PDFError.tooManyPages(count: 9, limit: 8)) { try Fixture.open("nested-outline.pdf", limits: limits) }
        let sample = SamplePDF(content: "BT /F1 10 Tf 20 250 Td (abc) Tj ET 10 10 50 50 re f")
        limits = ExtractionLimits()
        limits.objectsPerPage = 2
        limits.glyphsPerPage = 3
        #expect(try Fixture.primitives(sample, limits: limits).glyphs.count == 3)
        limits.objectsPerPage = 1
        #expect(throws: PDFError.tooManyObjects(page: 1, limit: 1)) { try Fixture.primitives(sample, limits: limits) }
        limits.objectsPerPage = 2
        limits.glyphsPerPage = 2
        #expect(throws: PDFError.tooManyGlyphs(page: 1, limit: 2)) { try Fixture.primitives(sample, limits: limits) }
    }

    @Test("a page that is not there is an error", arguments: [0, 2, -1])
    func noSuchPage(number: Int) throws {
        let file = try Fixture.open(SamplePDF())
        #expect(throws: PDFError.noSuchPage(number)) { try file.primitives(ofPage: number) }
    }

    @Test("printed page labels come with the page")
    func pageLabels() throws {
        let sample = SamplePDF(catalogEntries: "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>")
        #expect(try Fixture.primitives(sample).page.label == "iv")
        #expect(try Fixture.primitives(SamplePDF()).page.label == nil)
    }

    @Test("pages can be read in any order and again")
    func anyOrder() throws {
        let file = try Fixture.open("nested-outline.pdf")
        let first = try file.primitives(ofPage: 1).text
        for number in [9, 3, 7, 2, 8, 5] { #expect(try !file.primitives(ofPage: number).text.isEmpty) }
        #expect(try file.primitives(ofPage: 1).text == first)
    }

    @Test("files on several threads do not disturb each other")
    func threads() async throws {
        try Fixture.loadLibrary()
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { try Fixture.open("sideways-table.pdf").primitives(ofPage: 1).text }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(texts.count == 1)
    }
}
