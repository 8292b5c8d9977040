import DocumentModel
import Testing

@Suite("Names of chunks")
struct ChunkIDTests {
    @Test("are read back from what they are written as")
    func roundTrip() throws {
        let id = ChunkID(document: try #require(DocumentID(rawValue: "doc_1")), index: 12)
        #expect(id.description == "doc_1:12")
        #expect(ChunkID("doc_1:12") == id)
    }

    @Test("are read as other services write them, too")
    func foreign() {
        #expect(ChunkID("doc_1_chunk_12")?.description == "doc_1:12")
    }

    @Test(
        "nothing else is read",
        arguments: ["doc_1", "doc_1:-1", "doc_1:x", ":1", "doc_1:1:2", "doc_1_chunk_", "_chunk_1", "doc_1_chunk_-1", "d c:1", ""])
    func rejects(_ text: String) {
        #expect(ChunkID(text) == nil)
    }
}
