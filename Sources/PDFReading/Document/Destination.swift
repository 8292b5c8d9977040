import CPDFium

/// Where a link or bookmark inside the document leads.
struct Destination {
    /// 1-based.
    var page: Int
    /// Points from the top of the page; `nil` when the target is the page as a whole.
    var top: Double?

    /// `nil` when the bookmark leads nowhere or out of the document.
    init?(ofBookmark bookmark: FPDF_BOOKMARK, in document: FPDF_DOCUMENT) {
        guard
            let target = FPDFBookmark_GetDest(document, bookmark)
                ?? Self.target(of: FPDFBookmark_GetAction(bookmark), in: document)
        else { return nil }
        self.init(target, in: document)
    }

    /// `nil` when the link leads nowhere or out of the document.
    init?(ofLink link: FPDF_LINK, in document: FPDF_DOCUMENT) {
        guard let target = FPDFLink_GetDest(document, link) ?? Self.target(of: FPDFLink_GetAction(link), in: document) else {
            return nil
        }
        self.init(target, in: document)
    }

    private init?(_ target: FPDF_DEST, in document: FPDF_DOCUMENT) {
        let index = FPDFDest_GetDestPageIndex(document, target)
        guard index >= 0, index < FPDF_GetPageCount(document) else { return nil }
        page = Int(index) + 1
        top = Self.top(of: target, pageIndex: index, in: document)
    }

    private static func target(of action: FPDF_ACTION?, in document: FPDF_DOCUMENT) -> FPDF_DEST? {
        guard let action, FPDFAction_GetType(action) == UInt(PDFACTION_GOTO) else { return nil }
        return FPDFAction_GetDest(document, action)
    }

    /// The target's height on the page. The page is not loaded for it (that would parse its content), so the box is taken to
    /// start at the origin and to be upright, as nearly all are; heights off the page are dropped.
    private static func top(of target: FPDF_DEST, pageIndex: Int32, in document: FPDF_DOCUMENT) -> Double? {
        guard let y = userSpaceY(of: target), y.isFinite else { return nil }
        var size = FS_SIZEF()
        guard FPDF_GetPageSizeByIndexF(document, pageIndex, &size) != 0 else { return nil }
        let top = Double(size.height) - y
        // Writers aim a little above the first line: let the edge itself count as the top.
        guard top >= -1, top <= Double(size.height) + 1 else { return nil }
        return min(max(0, top), Double(size.height))
    }

    private static func userSpaceY(of target: FPDF_DEST) -> Double? {
        var count: UInt = 0
        var numbers: (Float, Float, Float, Float) = (0, 0, 0, 0)
        let kind = withUnsafeMutableBytes(of: &numbers) {
            FPDFDest_GetView(target, &count, $0.bindMemory(to: Float.self).baseAddress)
        }
        switch Int32(truncatingIfNeeded: kind) {
        case PDFDEST_VIEW_XYZ: return location(of: target)
        case PDFDEST_VIEW_FITH, PDFDEST_VIEW_FITBH: return count > 0 ? Double(numbers.0) : nil
        case PDFDEST_VIEW_FITR: return count > 3 ? Double(numbers.3) : nil
        default: return nil
        }
    }

    private static func location(of target: FPDF_DEST) -> Double? {
        var (hasX, hasY, hasZoom): (Int32, Int32, Int32) = (0, 0, 0)
        var (x, y, zoom): (Float, Float, Float) = (0, 0, 0)
        let found = FPDFDest_GetLocationInPage(target, &hasX, &hasY, &hasZoom, &x, &y, &zoom)
        return found != 0 && hasY != 0 ? Double(y) : nil
    }
}
