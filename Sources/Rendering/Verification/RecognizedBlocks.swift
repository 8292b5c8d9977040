import DocumentModel

/// What of a document was recognised in pictures: the file has no text to compare it with.
struct RecognizedBlocks {
    /// Identifiers of blocks with recognised text.
    let blocks: Set<Int>
    /// Pages all of whose text was recognised.
    let pages: Set<Int>
    /// What is said of them instead of a comparison.
    let accounts: [VerificationReport.RecognizedPage]

    init(_ document: Document) {
        let font = document.fonts.firstIndex(of: PageRecognition.fontName)
        blocks = Set(document.blocks.lazy.filter { block in block.texts.contains { $0.font == font && $0.size > 0 } }.map(\.id))
        pages = Set(document.pages.lazy.filter { $0.condition == .recognized }.map(\.summary.number))
        accounts = document.pages.compactMap { page in
            guard let recognition = page.recognition, page.condition == .recognized || recognition.extent == .pictures else { return nil }
            return VerificationReport.RecognizedPage(
                number: page.summary.number, engine: recognition.engine, extent: recognition.extent,
                characters: recognition.characterCount, confidence: recognition.confidence)
        }
    }
}

extension Block {
    /// All runs of text in it. Fields and comments have runs without a size.
    fileprivate var texts: [Span] {
        spans + (table?.cells.flatMap(\.spans) ?? []) + (figure?.labels ?? [])
    }
}
