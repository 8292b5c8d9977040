/// Where something that was said can be read.
package struct Citation: Hashable, Sendable, Codable {
    package var chunk: ChunkID
    package var documentTitle: String
    /// Where the quote begins, from 1.
    package var page: Int
    /// Around the quote, one for each block and page.
    package var regions: [Region]
    /// Words of the document, as they stand there.
    package var quote: String

    package init(chunk: ChunkID, documentTitle: String, page: Int, regions: [Region], quote: String) {
        self.chunk = chunk
        self.documentTitle = documentTitle
        self.page = page
        self.regions = regions
        self.quote = quote
    }
}
