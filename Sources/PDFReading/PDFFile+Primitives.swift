import CPDFium
package import DocumentModel

extension PDFFile {
    /// Everything drawn on a page.
    /// - Parameter number: 1-based.
    package func primitives(ofPage number: Int) throws(PDFError) -> PagePrimitives {
        try PDFiumLibrary.exclusively { () throws(PDFError) in
            let page = try page(number)
            var result = PagePrimitives(page: summary(of: page))
            let textObjects = try readObjects(of: page, into: &result)
            try readGlyphs(of: page, textObjects: textObjects, into: &result)
            readInteractive(of: page, into: &result)
            return result
        }
    }

    private func summary(of page: OpenPage) -> PageSummary {
        let label = NativeText.utf16 { FPDF_GetPageLabel(document, Int32(page.number - 1), $0, $1) }
        return PageSummary(
            number: page.number, width: page.width, height: page.height, rotationDegrees: Int(page.quarterTurns) * 90,
            label: label.isEmpty ? nil : label)
    }

    private func readObjects(of page: OpenPage, into result: inout PagePrimitives) throws(PDFError) -> TextObjectOrder {
        var reader = PageObjectReader(page: page, limits: limits, markedContent: markedContent)
        try reader.read()
        reader.drawn.finish()
        result.rules = reader.drawn.rules
        result.fills = reader.drawn.fills
        result.drawings = reader.drawn.drawings
        result.images = reader.images
        return reader.textObjects
    }

    private func readGlyphs(
        of page: OpenPage, textObjects: TextObjectOrder, into result: inout PagePrimitives
    ) throws(PDFError) {
        guard textObjects.count > 0 else { return }
        guard let text = page.text else { throw .pageUnreadable(page.number) }
        let count = FPDFText_CountChars(text)
        guard count <= limits.glyphsPerPage else { throw .tooManyGlyphs(page: page.number, limit: limits.glyphsPerPage) }
        var reader = GlyphReader(
            page: page, text: text, textObjects: textObjects, markedContent: markedContent, catalog: fonts)
        reader.read(count: max(0, count))
        result.glyphs = reader.glyphs
        result.styles = reader.styles.styles
        page.closeText()
    }

    private func readInteractive(of page: OpenPage, into result: inout PagePrimitives) {
        var annotations = AnnotationReader(page: page, document: document, form: form)
        annotations.read()
        result.links = annotations.links
        result.annotations = annotations.annotations
        result.formFields = annotations.formFields
        guard markedContent.looksForArtifacts else { return }
        var structure = StructureReader(limits: limits)
        structure.read(page)
        result.structure = structure.elements
    }
}
