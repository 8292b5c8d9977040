import DocumentModel

/// What `mivaa inspect` tells about a file.
struct Inspection: Encodable {
    struct Page: Encodable {
        var number: Int
        var label: String?
        var width: Double
        var height: Double
        var rotationDegrees: Int
        /// "usable" for digital text, "picture" for a scan, and so on: see `TextCondition`.
        var text: TextCondition
        var glyphCount: Int
        var unmappedGlyphCount: Int
    }

    var file: String
    var info: DocumentInfo
    var fonts: [String]
    var pages: [Page]
    var hiddenTextCount: Int
    var failures: [PageFailure]

    init(file: String, _ document: Document) {
        self.file = file
        info = document.info
        fonts = document.fonts.sorted()
        pages = document.pages.map { page in
            Page(
                number: page.summary.number, label: page.summary.label, width: page.summary.width, height: page.summary.height,
                rotationDegrees: page.summary.rotationDegrees, text: page.condition, glyphCount: page.glyphCount,
                unmappedGlyphCount: page.unmappedGlyphCount)
        }
        hiddenTextCount = document.hidden.count
        failures = document.failures
    }
}
