package import DocumentModel
package import ImageReading
package import PDFReading
package import Rendering

/// A document opened somewhere, in a child or in this process. All calls block until the answer is there.
package protocol DocumentSession {
    /// Opens the document. To be called first.
    func open() throws(Refusal) -> DocumentInfo
    /// Delivers a layout or a failure for each page, in order, until `deliver` returns false. Pages are 1-based.
    func readLayouts(of pages: Range<Int>, deliver: (Result<PageLayout, PageFailure>) -> Bool)
    func picture(ofPage page: Int, dpi: Double) throws(Refusal) -> Bitmap
    func image(_ index: Int, onPage page: Int) throws(Refusal) -> EmbeddedImage
    /// The text that the file has in each rectangle.
    func texts(onPage page: Int, in rectangles: [Rectangle]) throws(Refusal) -> [String]
    /// The bytes of a copy of the file with the texts laid invisibly over its pages. To be called last: the open document has them too.
    func copy(with layer: [LayerText]) throws(Refusal) -> [UInt8]
    /// What is active in the file.
    func findings() throws(Refusal) -> Set<FileFinding>
    /// What the page shows, counted.
    func glyphs(ofPage page: Int) throws(Refusal) -> PageGlyphs
    /// The file itself as a picture, upright and with no side longer than `maximumSide` pixels. Needs no `open()`.
    func decodedImage(maximumSide: Int?) throws(Refusal) -> DecodedImage
}
