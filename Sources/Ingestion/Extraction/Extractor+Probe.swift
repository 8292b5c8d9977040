import DocumentModel

extension Extractor {
    /// Whether a document can be read: a small one is. True as well when all readers are at work, which says the same.
    package func canRead() async -> Bool {
        guard let source = try? SourceFile(bytes: Array(Self.smallestDocument.utf8)) else { return false }
        guard let reader = await room.spareReader(of: source, password: nil) else { return true }
        let info = try? await reader.perform { session throws(Refusal) in try session.open() }
        await room.release(reader)
        return info?.pageCount == 1
    }

    /// One empty page (ISO 32000-2, annex H.2, without what may be left out).
    private static let smallestDocument = """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
        trailer<</Root 1 0 R>>
        """
}
