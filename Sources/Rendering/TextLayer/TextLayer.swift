package import DocumentModel

/// The recognised text of a document as a layer for its pages.
package enum TextLayer {
    /// Every run of recognised text at its place, in reading order; the file's own text is left out, as it is in the file already.
    package static func texts(of document: Document) -> [LayerText] {
        guard let font = document.fonts.firstIndex(of: PageRecognition.fontName) else { return [] }
        return document.blocks.flatMap { block -> [LayerText] in
            let spans = block.spans + (block.table?.cells.flatMap(\.spans) ?? []) + (block.figure?.labels ?? [])
            let texts = spans.filter { $0.font == font && $0.size > 0 && !$0.text.allSatisfy(\.isWhitespace) }
                .map { LayerText(page: $0.page, text: $0.text, rectangle: $0.rectangle) }
            guard let list = block.list, let region = list.markerRegion, !texts.isEmpty else { return texts }
            return [LayerText(page: region.page, text: list.marker, rectangle: region.rectangle)] + texts
        }
    }
}
