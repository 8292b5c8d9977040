import CPDFium
import DocumentModel

/// Reads a page's characters into glyphs; the hot loop of the whole engine.
struct GlyphReader {
    private(set) var glyphs: [Glyph] = []
    private(set) var styles: TextStyleReader
    private var textObjects: TextObjectOrder
    private let text: FPDF_TEXTPAGE
    private let display: Transform
    private let markedContent: MarkedContent
    /// The native box of the last glyph and how many glyphs in a row have exactly this one.
    private var place = FS_RECTF()
    private var sharedPlaces = 1
    /// Attributes of the text object whose characters are being read.
    private var run = Run()

    /// `[]` spelled so that no array literal is built for each of some 2,500 characters a page.
    private static let noFlags = Glyph.Flags(rawValue: 0)

    /// PDFium put a space or line end of its own before the next character.
    private var isAfterBreak = false

    private struct Run {
        var object: FPDF_PAGEOBJECT?
        var style: UInt16 = 0
        var order: Int32 = 0
        var markedContent: Int32 = -1
        var symbolFont = SymbolFont.none
        /// Tallest box in points that text of this size can have.
        var heightLimit = 0.0
        var size = 0.0
    }

    /// Boxes taller than this many times the text size come from fonts with wrong ascents (Cambria Math says 5.6); others stay
    /// below 1.7.
    private static let boxHeightLimit = 2.5
    /// Share of the text size above the baseline, for boxes that have to be made up.
    private static let ascentShare = 0.8

    init(page: OpenPage, text: FPDF_TEXTPAGE, textObjects: TextObjectOrder, markedContent: MarkedContent, catalog: FontCatalog) {
        self.text = text
        self.display = page.display
        self.textObjects = textObjects
        self.markedContent = markedContent
        styles = TextStyleReader(display: page.display, catalog: catalog)
    }

    /// Reads the first `count` characters.
    mutating func read(count: Int32) {
        glyphs.reserveCapacity(Int(count))
        for index in 0..<count {
            // Spaces and line ends that PDFium makes up belong to no object.
            guard let object = FPDFText_GetTextObject(text, index) else {
                isAfterBreak = true
                continue
            }
            if object != run.object { startRun(object, at: index) }
            appendGlyph(at: index)
        }
        splitParts()
    }

    private mutating func startRun(_ object: FPDF_PAGEOBJECT, at index: Int32) {
        splitParts()
        place = FS_RECTF()
        run.object = object
        run.style = styles.style(of: object, at: index, in: text)
        run.order = textObjects.order(of: object)
        run.markedContent = markedContent.identifier(of: object)
        run.symbolFont = styles.symbolFonts[Int(run.style)]
        let style = styles.styles[Int(run.style)]
        run.size = style.size
        run.heightLimit = style.angleDegrees == 0 && style.size > 0 ? style.size * Self.boxHeightLimit : .infinity
    }

    private mutating func appendGlyph(at index: Int32) {
        guard let (scalar, read) = character(at: index) else { return }
        var flags = read
        if isAfterBreak { flags = Glyph.Flags(rawValue: flags.rawValue | Glyph.Flags.afterBreak.rawValue) }
        isAfterBreak = false
        var box = FS_RECTF()
        _ = FPDFText_GetLooseCharBox(text, index, &box)
        let shown = display.rectangle(box)
        guard shown.isBelievable else { return }
        if box.left == place.left, box.right == place.right, box.bottom == place.bottom, box.left < box.right {
            sharedPlaces += 1
        } else {
            splitParts()
            place = box
        }
        var (x, y) = (0.0, 0.0)
        _ = FPDFText_GetCharOrigin(text, index, &x, &y)
        var origin = display.point(x, y)
        if !(abs(origin.x) < Rectangle.coordinateLimit && abs(origin.y) < Rectangle.coordinateLimit) {
            origin = (shown.left, shown.bottom)
        }
        glyphs.append(
            Glyph(
                scalar: scalar, style: run.style, flags: flags, markedContent: run.markedContent,
                box: corrected(shown, baseline: origin.y), originX: origin.x, originY: origin.y,
                order: run.order))
    }

    @inline(__always)
    private func corrected(_ box: Rectangle, baseline: Double) -> Rectangle {
        if box.bottom - box.top <= run.heightLimit { return box }
        let top = baseline - run.size * Self.ascentShare
        return Rectangle(left: box.left, top: top, right: box.right, bottom: top + run.size)
    }

    /// Ends a run of glyphs in one place: parts of a ligature.
    private mutating func splitParts() {
        if sharedPlaces > 1 {
            let range = (glyphs.count - sharedPlaces)..<glyphs.count
            PartSplitter.split(&glyphs, in: range, angleDegrees: styles.styles[Int(run.style)].angleDegrees)
        }
        sharedPlaces = 1
    }

    /// Scalar and flags of the character; `nil` for those to be left out: made up by PDFium, line ends, halves of a pair.
    private mutating func character(at index: Int32) -> (scalar: UInt32, flags: Glyph.Flags)? {
        let unit = FPDFText_GetUnicode(text, index)
        let isUnmapped = FPDFText_HasUnicodeMapError(text, index) == 1
        if run.symbolFont != .none || (0xE000...0xF8FF).contains(unit), let meaning = run.symbolFont.meaning(of: unit) {
            return (meaning, Self.noFlags)
        }
        if unit > 0x20, unit < 0x7F { return (unit, isUnmapped ? .unmapped : Self.noFlags) }
        switch unit {
        case 0x20, 0x09, 0xA0:
            let space = unit == 0xA0 ? unit : 0x20
            return FPDFText_IsGenerated(text, index) == 1 ? nil : (space, isUnmapped ? .unmapped : Self.noFlags)
        case 0x0A, 0x0D: return nil
        // PDFium's marks for a hyphen at a line end, and the soft hyphen.
        case 0xFFFE, 0xAD: return (0x2D, .hyphen)
        case 0x02: return FPDFText_IsHyphen(text, index) == 1 ? (0x2D, .hyphen) : (unit, .unmapped)
        case 0xD800...0xDBFF: return nil
        case 0xDC00...0xDFFF: return lowSurrogate(unit, at: index)
        case 0, 0xFFFD, 0xFFFF, 0x110000...: return (0xFFFD, .unmapped)
        case 0xE000...0xF8FF: return (unit, .unmapped)
        case 0x01..<0x20, 0x7F..<0xA0: return (unit, .unmapped)
        default: return (unit, isUnmapped ? .unmapped : Self.noFlags)
        }
    }

    /// The scalar of a surrogate pair, taken at its second half.
    private func lowSurrogate(_ low: UInt32, at index: Int32) -> (scalar: UInt32, flags: Glyph.Flags)? {
        let high = index > 0 ? FPDFText_GetUnicode(text, index - 1) : 0
        guard (0xD800...0xDBFF).contains(high) else { return (0xFFFD, .unmapped) }
        return (0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), [])
    }
}
