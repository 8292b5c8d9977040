import DocumentModel
import HTTPTypes
import HummingbirdCore
import NIOCore
import Testing

@testable import WebAPI

@Suite("Answers")
struct AnswerTests {
    @Test(
        "ranges of bytes are cut to the file",
        arguments: [
            ("bytes=0-4", 0..<5), ("bytes=5-", 5..<10), ("bytes=-3", 7..<10), ("bytes=-30", 0..<10), ("bytes=8-100", 8..<10),
        ] as [(String, Range<Int64>)])
    func ranges(header: String, expected: Range<Int64>) throws {
        #expect(try #require(ByteRange(header)).within(10) == expected)
    }

    @Test("ranges outside the file have none of its bytes; what is no range is passed over")
    func strangeRanges() throws {
        #expect(try #require(ByteRange("bytes=10-")).within(10) == nil)
        #expect(try #require(ByteRange("bytes=-0")).within(10) == nil)
        for header in ["bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-"] { #expect(ByteRange(header) == nil) }
        #expect(try #require(ByteRange("bytes=0-9223372036854775807")).within(10) == 0..<10)
    }

    @Test(
        "texts become numbers only where a spreadsheet shows the same",
        arguments: [
            ("12", 12.0), ("-3.25", -3.25), ("0.5", 0.5), ("0", 0),
        ])
    func numbers(text: String, value: Double) {
        #expect(CellNumber.value(of: text) == value)
    }

    @Test(
        "texts that a number would change stay texts",
        arguments: [
            "007", "1.50", "1,000", "=1+1", "12345678901234567", "1e5", "", "-", "1.", "٣", "--1", "1.2.3",
        ])
    func noNumbers(text: String) {
        #expect(CellNumber.value(of: text) == nil)
    }

    @Test("a file's name is safe in its header in every script")
    func disposition() {
        #expect(
            ContentDisposition.attachment("a\"b\\é.pdf") == "attachment; filename=\"a_b__.pdf\"; filename*=UTF-8''a%22b%5C%C3%A9.pdf")
    }

    @Test("gzip gives the bytes back")
    func gzip() throws {
        let text = String(repeating: "MIVAA reads documents. ", count: 500)
        let packed = try #require(Compression.gzip(ByteBuffer(string: text)))
        #expect(packed.readableBytes < text.utf8.count / 10)
        #expect(packed.getBytes(at: 0, length: 2) == [0x1F, 0x8B])
    }

    @Test("compression is for clients that ask for it and texts that gain by it")
    func compression() {
        let body = ByteBuffer(string: String(repeating: "a", count: 5000))
        func isPacked(_ accept: String?, _ type: String = "application/json") -> Bool {
            Compression.respond(.ok, [.contentType: type], body, accepting: accept).headers[.contentEncoding] == "gzip"
        }
        #expect(isPacked("gzip, deflate"))
        #expect(isPacked("br;q=1.0, gzip;q=0.5"))
        #expect(!isPacked("gzip;q=0"))
        #expect(!isPacked(nil))
        #expect(!isPacked("gzip", "image/png"))
    }

    @Test("validators match themselves, weak or in a list")
    func entityTags() {
        let tag = EntityTag.of(ByteBuffer(string: "x"))
        #expect(EntityTag.matches(tag, tag))
        #expect(EntityTag.matches("\"other\", W/\(tag)", tag))
        #expect(EntityTag.matches("*", tag))
        #expect(!EntityTag.matches("\"other\"", tag))
        #expect(!EntityTag.matches(nil, tag))
    }

    @Test("only a trusted proxy may say whose request it is")
    func proxies() {
        let proxies = TrustedProxies(["10.0.0.1"])
        let headers: HTTPFields = [.forwardedFor: "6.6.6.6, 203.0.113.9, 10.0.0.1"]
        #expect(proxies.clientAddress(peer: "10.0.0.1", headers: headers) == "203.0.113.9")
        #expect(proxies.clientAddress(peer: "198.51.100.2", headers: headers) == "198.51.100.2")
    }

    @Test(
        "times are read with and without a zone's colon, and nothing else is",
        arguments: [
            ("2026-11-25", 1_795_564_800_000), ("2026-11-25T08:00:00Z", 1_795_593_600_000), ("2026-11-25T08:00:00.120Z", 1_795_593_600_120),
            ("2026-11-25T10:00:00+02:00", 1_795_593_600_000),
        ] as [(String, Int64)])
    func moments(text: String, milliseconds: Int64) {
        #expect(Moment.parse(text)?.milliseconds == milliseconds)
        #expect(Moment.parse("yesterday") == nil)
    }
}
