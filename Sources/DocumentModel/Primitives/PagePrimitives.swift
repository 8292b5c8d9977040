/// Everything on one page as the file draws it, before any interpretation: what `PDFReading` returns and `LayoutAnalysis` reads.
///
/// All coordinates are points from the top-left corner of the page as displayed (crop box and page rotation applied).
package struct PagePrimitives: Sendable {
    package var page: PageSummary
    /// Glyphs in the order of the content stream; spaces of the file included, spaces invented by the reader left out.
    package var glyphs: [Glyph]
    /// `Glyph.style` indexes this table.
    package var styles: [TextStyle]
    /// Straight strokes and thin filled bars, horizontal or vertical; candidates for table rules and underlines.
    package var rules: [Rule]
    /// Filled areas that are not thin (cell shading, boxes, covers), in drawing order.
    package var fills: [Fill]
    /// Bounding boxes of drawn paths that are neither rules nor fills (curves, slanted lines): figure material.
    package var drawings: [Rectangle]
    package var images: [ImagePrimitive]
    package var links: [LinkPrimitive]
    package var annotations: [AnnotationPrimitive]
    package var formFields: [FormFieldPrimitive]
    /// The page's part of the structure tree in tree order, parents before children; empty for untagged pages.
    package var structure: [StructureElement]

    package init(page: PageSummary) {
        self.page = page
        glyphs = []
        styles = []
        rules = []
        fills = []
        drawings = []
        images = []
        links = []
        annotations = []
        formFields = []
        structure = []
    }
}
