import DocumentModel
import Retrieval
import Testing

@Suite("Documents that name each other")
struct SimilarityTests {
    private func document(_ title: String, file: String = "x.pdf", address: String? = nil) -> DocumentRecord {
        DocumentRecord(
            id: DocumentID(prefix: "doc", milliseconds: 0, entropy: (0, 1)), workspace: WorkspaceID(prefix: "ws", milliseconds: 0, entropy: (0, 1)),
            uploadedBy: UserID(prefix: "usr", milliseconds: 0, entropy: (0, 1)), title: title, filename: file, sizeBytes: 1, sha256: nil,
            sourceURL: address, createdAt: Timestamp(milliseconds: 0))
    }

    @Test(
        "what a document is called: titles of some length, names of files that tell, identifiers, addresses",
        arguments: [
            ("Report", "x.pdf", []), ("Annex A", "scan.pdf", []),
            ("Fire protection of old buildings", "x.pdf", ["fire protection of old buildings"]),
            ("Rules (EN 14342)", "x.pdf", ["rules en 14342", "en 14342"]), ("CM-2000", "x.pdf", ["cm 2000"]), ("Report 2019", "x.pdf", []),
            ("Report", "dir/Annual-Report-Linz-2019.pdf", ["annual report linz 2019"]), ("Report", "rfc2616.pdf", ["rfc2616"]),
        ])
    func names(_ title: String, _ file: String, _ names: [String]) {
        #expect(DocumentReferences.names(of: document(title, file: file)) == names)
    }

    @Test("an address names a document")
    func address() {
        #expect(DocumentReferences.names(of: document("Report", address: "https://example.org/a.pdf")) == ["https example org a pdf"])
    }

    @Test("names are found as whole words, whatever the case, signs and line breaks")
    func mentions() {
        let text = DocumentReferences(["See “Fire\nProtection of OLD buildings”, and EN 14342-1."])
        #expect(text.mentions(["fire protection of old buildings"]))
        #expect(text.mentions(["en 14342"]))
        #expect(!text.mentions(["n 14342"]))
        #expect(!text.mentions([]))
    }
}
