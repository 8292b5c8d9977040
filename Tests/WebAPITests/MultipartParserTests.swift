import NIOCore
import Testing

@testable import WebAPI

@Suite("Multipart forms")
struct MultipartParserTests {
    private static let body = """
        preamble that nobody reads\r
        --xyz\r
        Content-Disposition: form-data; name="title"\r
        \r
        A title\r
        --xyz\r
        Content-Disposition: form-data; name="file"; filename="a \\"b\\".pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF-1.7\r
        --xy is no boundary\r
        \r
        --xyz\r
        Content-Disposition: form-data; name="empty"\r
        \r
        \r
        --xyz--\r
        epilogue
        """

    private func parse(_ body: String, chunkBytes: Int, mostParts: Int = 10) throws -> [String] {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=xyz", mostParts: mostParts)
        var told: [String] = []
        var data = ""
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: chunkBytes) {
            for event in try parser.feed(ByteBuffer(bytes: bytes[start..<min(start + chunkBytes, bytes.count)])) {
                switch event {
                case .begin(let header): told.append("begin \(header.name) \(header.filename ?? "-") \(header.contentType ?? "-")")
                case .data(let slice): data += String(buffer: slice)
                case .end:
                    told.append("end \(data)")
                    data = ""
                }
            }
        }
        try parser.finish()
        return told
    }

    @Test("parts are the same however the bytes arrive", arguments: [1, 2, 3, 7, 64, 10_000])
    func chunks(chunkBytes: Int) throws {
        let told = try parse(Self.body, chunkBytes: chunkBytes)
        #expect(
            told == [
                "begin title - -", "end A title", "begin file a \"b\".pdf application/pdf", "end %PDF-1.7\r\n--xy is no boundary\r\n",
                "begin empty - -", "end ",
            ])
    }

    @Test("a body that ends inside a part is truncated")
    func truncated() throws {
        #expect(throws: MultipartParser.Failure.truncated) { try parse(String(Self.body.prefix(200)), chunkBytes: 50) }
    }

    @Test("as many parts as allowed pass, one more does not")
    func partLimit() throws {
        #expect(try parse(Self.body, chunkBytes: 100, mostParts: 3).count == 6)
        #expect(throws: MultipartParser.Failure.tooManyParts) { try parse(Self.body, chunkBytes: 100, mostParts: 2) }
    }

    @Test("headers longer than allowed are refused before they are complete")
    func headerLimit() throws {
        let long = "--xyz\r\nContent-Disposition: form-data; name=\"" + String(repeating: "a", count: 20_000)
        #expect(throws: MultipartParser.Failure.headersTooLarge) { try parse(long, chunkBytes: 1000) }
    }

    @Test("a part without a name is malformed")
    func nameless() throws {
        #expect(throws: MultipartParser.Failure.self) { try parse("--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xyz--\r\n", chunkBytes: 9) }
        #expect(throws: MultipartParser.Failure.self) { try parse("--xyz\r\n\r\nx\r\n--xyz--\r\n", chunkBytes: 9) }
    }

    @Test(
        "what is no form, or has no usable boundary, is refused",
        arguments: [
            "application/json", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\(String(repeating: "b", count: 71))\"",
        ])
    func boundaries(contentType: String) {
        #expect(throws: MultipartParser.Failure.noBoundary) { try MultipartParser(contentType: contentType, mostParts: 1) }
    }

    @Test("file names in other scripts are read from their extended form")
    func extendedNames() {
        let header = "form-data; name=\"file\"; filename=\"x.pdf\"; filename*=UTF-8''%CE%B1%CE%B2.pdf"
        #expect(HeaderParameter.extendedValue("filename", of: header) == "αβ.pdf")
        #expect(HeaderParameter.value("filename", of: header) == "x.pdf")
    }

    @Test(
        "names of files lose folders and control characters, and never are none",
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\docs\\a.pdf", "a.pdf"), ("a\u{7}\u{202E}b.pdf", "ab.pdf"), ("", "document.pdf"),
            ("..", "document.pdf"),
            ("/", "document.pdf"),
        ])
    func cleanNames(given: String, kept: String) {
        #expect(FileName.clean(given) == kept)
        #expect(FileName.clean(String(repeating: "ä", count: 400)).utf8.count <= 255)
        let long = FileName.clean(String(repeating: "προδιαγραφές ", count: 30) + ".pdf")
        #expect(long.utf8.count <= 255 && long.hasPrefix("προδιαγραφές ") && long.hasSuffix("ς.pdf"))
    }
}
