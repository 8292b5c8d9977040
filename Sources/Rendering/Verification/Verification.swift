package import DocumentModel

/// Checks an output against the file it came from: what is read again in the rectangles, and what the pages show.
///
/// The caller reads `requests` from the file with other means than those that produced the document, then asks for the report.
package struct Verification: Sendable {
    private let document: Document
    private let options: ContentOptions
    private let bytes: [UInt8]
    private let provenance: [ProvenanceRange]
    private let interactive: Set<Int>
    private let recognized: RecognizedBlocks

    /// Points read beyond both ends of a line. Readers disagree on glyph boxes by fractions of a point (advance or ink), and would
    /// miss the first "I" or the last "." of a line without it.
    private static let endMargin = 1.0
    /// Share of the line's height left out above: descenders of the line before would otherwise vouch for this one. Nothing is left
    /// out below, where underscores are.
    private static let topMargin = 0.1
    /// Characters from which a range taller than wide is a line that runs up or down.
    private static let uprightLimit = 3

    private static func readable(_ range: ProvenanceRange) -> Rectangle {
        let box = range.rectangle
        if box.height > box.width, range.end - range.start >= uprightLimit {
            return Rectangle(left: box.left, top: box.top - endMargin, right: box.right, bottom: box.bottom + endMargin)
        }
        let top = box.top + max(0, box.height) * topMargin
        return Rectangle(left: box.left - endMargin, top: top, right: box.right + endMargin, bottom: box.bottom)
    }

    /// - Parameter options: those that the Markdown was rendered with.
    package init(_ document: Document, rendered: RenderedMarkdown, options: ContentOptions = ContentOptions()) {
        self.document = document
        self.options = options
        bytes = Array(rendered.text.utf8)
        provenance = rendered.provenance
        interactive = Set(document.blocks.lazy.filter { $0.kind == .formField || $0.kind == .annotation }.map(\.id))
        recognized = RecognizedBlocks(document)
    }

    /// Rectangles to read again, by page, in a fixed order.
    package var requests: [Int: [Rectangle]] {
        var result: [Int: [Rectangle]] = [:]
        for range in provenance where isChecked(range) {
            result[range.page, default: []].append(Self.readable(range))
        }
        return result
    }

    /// The account of every page.
    /// - Parameters:
    ///   - reread: for every page of `requests`, the text found in each of its rectangles in the same order; missing texts count
    ///     as empty.
    ///   - glyphs: what each page shows; pages without an entry are not checked for lost and doubled text.
    package func report(reread: [Int: [String]], glyphs: [Int: PageGlyphs]) -> VerificationReport {
        var comparison = OutputComparison()
        var position: [Int: Int] = [:]
        for range in provenance {
            let output = range.decoded(from: bytes)
            guard isChecked(range) else {
                if interactive.contains(range.block) { comparison.addInteractive(output) }
                continue
            }
            let index = position[range.page, default: 0]
            position[range.page] = index + 1
            let texts = reread[range.page] ?? []
            comparison.compare(range, output: output, file: index < texts.count ? texts[index] : "")
        }
        for (page, text) in leftOut { comparison.addLeftOut(text, page: page) }
        // What the file says is no measure of pages whose text was recognised instead.
        var report = comparison.report(glyphs: glyphs.filter { !recognized.pages.contains($0.key) })
        report.recognizedPages = recognized.accounts
        report.foreignNumerals = NumeralCheck(
            bytes: bytes, provenance: provenance, reread: reread, unchecked: interactive.union(recognized.blocks)
        ).foreign()
        report.failures = document.failures
        report.pagesNeedingOCR = document.pages.filter(\.condition.needsOCR).map(\.summary.number)
        return report
    }

    private func isChecked(_ range: ProvenanceRange) -> Bool {
        !interactive.contains(range.block) && !recognized.blocks.contains(range.block)
    }

    /// Text of the document that the options keep out of the output, with its page.
    private var leftOut: [(page: Int, text: String)] {
        var result = document.hidden.filter { !recognized.pages.contains($0.page) }.map { (page: $0.page, text: $0.text) }
        for block in document.blocks where !recognized.blocks.contains(block.id) {
            if let list = block.list, ListMarker(list) == .bullet || !options.shows(block.kind) {
                result.append((list.markerRegion?.page ?? block.regions.first?.page ?? 1, list.marker))
            }
            if !options.shows(block.kind) {
                result += block.spans.map { ($0.page, $0.text) }
                result += (block.table?.cells ?? []).flatMap(\.spans).map { ($0.page, $0.text) }
            }
            if !options.shows(block.kind) || !options.keepsFigureLabels {
                result += (block.figure?.labels ?? []).map { ($0.page, $0.text) }
            }
            result += block.table.map(Self.repeatedHeaders) ?? []
        }
        return result
    }

    /// Header rows that were printed again at the top of a following page and are in the table once.
    private static func repeatedHeaders(of table: Table) -> [(page: Int, text: String)] {
        table.continuations.flatMap { part in
            table.cells.filter { $0.row < part.droppedHeaderRows }.flatMap(\.spans).map { (page: part.page, text: $0.text) }
        }
    }
}
