/// What one document may cost. Every size, count and time that comes from a file is held against one of these.
package struct ExtractionLimits: Sendable, Hashable, Codable {
    /// Bytes of the file. Larger files are refused: PDFium keeps offsets in 32 bits beyond this.
    package var fileSizeBytes = 2_000_000_000
    /// Pages read of one document; the specification's own advice for a page tree is far below.
    package var pageCount = 20_000
    /// Page objects (text runs, paths, images) of one page: maps and CAD drawings reach some 100,000; beyond, layout would not end in time.
    package var objectsPerPage = 1_000_000
    /// Glyphs of one page: a dense newspaper page has 30,000.
    package var glyphsPerPage = 300_000
    /// Nesting of form XObjects: real files stay below 10, attacks recurse.
    package var formDepth = 24
    /// Nodes of the structure tree read per page.
    package var structureElementsPerPage = 100_000
    /// Outline entries read per document, and their depth.
    package var outlineItems = 50_000
    package var outlineDepth = 64
    /// Pixels of one decoded image or page picture: 100 million is an A0 scan at 200 dpi.
    package var imagePixels = 100_000_000
    /// Bytes of one picture file: larger ones are film scans and composites that nobody means to upload.
    package var imageFileBytes = 100_000_000
    /// Pixels along one side of a picture: what JPEG can hold. Formats that can hold more are used so by attacks on row buffers.
    package var imageSidePixels = 65_535
    /// Wall-clock seconds for one page in a child before the child is killed.
    package var secondsPerPage = 30.0
    /// Wall-clock seconds for opening a file.
    package var secondsToOpen = 30.0
    /// Address space of one child in bytes: enough for a 100-megapixel picture, too little to hurt the machine.
    package var childMemoryBytes = 2_147_483_648

    package init() {}
}
