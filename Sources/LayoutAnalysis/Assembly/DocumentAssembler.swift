package import DocumentModel

/// Turns the layouts of all pages into one document: what only the whole can tell (body font, running heads, heading levels,
/// what goes on over a page break) is decided here.
package enum DocumentAssembler {
    /// The document in reading order. Pages that failed are listed in `failures` and have no layout.
    package static func assemble(info: DocumentInfo, pages layouts: [PageLayout], failures: [PageFailure]) -> Document {
        let pages = RecognizedSizes.together(layouts)
        var fonts = FontRegistry()
        var drafts: [DraftPage] = []
        // Text stamped on a scan is text; only garbage is left out.
        for page in pages where page.condition != .garbled { drafts.append(DraftPage(page, fonts: &fonts)) }
        FurnitureFinder.mark(drafts, statistics: FontStatistics(drafts))
        let statistics = FontStatistics(drafts)
        let tags = TagTrust(drafts)

        var passages = PassageBuilder(statistics: statistics, tags: tags).passages(of: drafts)
        ContentsFinder.mark(&passages)
        CodeFinder(statistics: statistics).mark(&passages)
        HeadingFinder(info: info, statistics: statistics, tags: tags).mark(&passages)
        CaptionFinder.mark(&passages)
        FootnoteFinder(statistics: statistics).mark(&passages)
        FormulaFinder.mark(&passages)
        ListFinder(statistics: statistics).mark(&passages)
        FlowJoiner.join(&passages)
        TableJoiner.join(&passages)

        let blocks = BlockBuilder(wordStock: WordStock(passages), pages: pages).blocks(of: passages)
        return document(info, pages, SkewedPages(pages).displayed(blocks), fonts.names, failures)
    }

    private static func document(
        _ info: DocumentInfo, _ pages: [PageLayout], _ blocks: [Block], _ fonts: [String], _ failures: [PageFailure]
    ) -> Document {
        let results = pages.map {
            PageResult(
                summary: $0.page, condition: $0.condition, glyphCount: $0.glyphCount, unmappedGlyphCount: $0.unmappedGlyphCount,
                recognition: $0.recognition)
        }
        return Document(
            info: info, pages: results, blocks: blocks, fonts: fonts, hidden: pages.flatMap(\.hidden), failures: failures)
    }
}
