import CPDFium
import DocumentModel

/// Reads the outline (bookmarks) as a flat list; loops in damaged files end at the first bookmark seen twice.
struct OutlineReader {
    let document: FPDF_DOCUMENT
    let limits: ExtractionLimits

    func items() -> [OutlineItem] {
        var walk = Walk()
        read(under: nil, level: 1, into: &walk)
        return walk.items
    }

    private struct Walk {
        var items: [OutlineItem] = []
        var seen: Set<FPDF_BOOKMARK> = []
    }

    private func read(under parent: FPDF_BOOKMARK?, level: Int, into walk: inout Walk) {
        guard level <= limits.outlineDepth else { return }
        var next = FPDFBookmark_GetFirstChild(document, parent)
        while let bookmark = next, walk.items.count < limits.outlineItems, walk.seen.insert(bookmark).inserted {
            walk.items.append(item(bookmark, level: level))
            read(under: bookmark, level: level + 1, into: &walk)
            next = FPDFBookmark_GetNextSibling(document, bookmark)
        }
    }

    private func item(_ bookmark: FPDF_BOOKMARK, level: Int) -> OutlineItem {
        let target = Destination(ofBookmark: bookmark, in: document)
        return OutlineItem(
            title: NativeText.utf16 { FPDFBookmark_GetTitle(bookmark, $0, $1) }, level: level,
            page: target?.page, top: target?.top)
    }
}
