import DocumentModel
import NIOCore
import TestSupport
import Testing

@testable import WebAPI

@Suite("ZIP archives made while they are sent")
struct ZipStreamTests {
    private static let moment = Timestamp(milliseconds: 1_795_593_600_000)

    private func archive(_ files: [(name: String, pieces: [[UInt8]])]) throws -> [UInt8] {
        var zip = try ZipStream(modified: Self.moment)
        var bytes: [UInt8] = []
        for file in files {
            bytes += zip.begin(file.name)
            for piece in file.pieces { bytes += try zip.add(piece) }
            bytes += zip.end()
        }
        return bytes + zip.finish()
    }

    @Test("another implementation reads every file back, whatever its name, size and number of pieces")
    func readBack() throws {
        let text = Array(String(repeating: "limestone, granite and oak. ", count: 9000).utf8)
        let noise = (0..<300_000).map { _ in UInt8.random(in: .min ... .max) }
        let pieces = stride(from: 0, to: noise.count, by: 70_000).map { Array(noise[$0..<min($0 + 70_000, noise.count)]) }
        let bytes = try archive([("markdown/Έκθεση.md", [text]), ("noise.bin", pieces), ("empty.txt", []), ("also empty", [[]])])
        let read = try ZipContents(bytes).files
        #expect(read.keys.sorted() == ["also empty", "empty.txt", "markdown/Έκθεση.md", "noise.bin"])
        #expect(read["markdown/Έκθεση.md"] == text)
        #expect(read["noise.bin"] == noise)
        #expect(read["empty.txt"]?.isEmpty == true)
        #expect(bytes.count < noise.count + text.count / 10)
    }

    @Test("an archive without files is one")
    func empty() throws {
        #expect(try ZipContents(try archive([])).files.isEmpty)
    }

    @Test("tables of a document without any are an archive without files, not an error")
    func noTables() throws {
        let bytes = try StoredTableFiles.zip([], stem: "none").bytes
        #expect(try ZipContents(Array(try #require(bytes).readableBytesView)).files.isEmpty)
    }

    @Test("more files than 16 bits can count are all there")
    func manyFiles() throws {
        let count = 0x10001
        let read = try ZipContents(try archive((0..<count).map { ("\($0)", []) })).files
        #expect(read.count == count)
    }

    @Test("names within an archive are different on every file system, and fit it")
    func names() {
        var names = ArchiveNames()
        #expect(names.free("report") == "report")
        #expect(names.free("Report") == "Report (2)")
        #expect(names.free("report (2)") == "report (2) (2)")
        #expect(names.free("report") == "report (3)")
        #expect(names.free("../../etc/passwd") == "_.._etc_passwd")
        #expect(names.free("a:b*c") == "a_b_c")
        #expect(names.free("...") == "document")
        #expect(names.free(String(repeating: "x", count: 400)).count == 100)
    }
}
