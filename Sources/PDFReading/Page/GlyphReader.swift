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

    private struct Run {
        var object: FPDF_PAGEOBJECT?
        var style: UInt16 = 0
        var order: Int32 = 0
        var markedContent: Int32 = -1
    }

    init(text: FPDF_TEXTPAGE, display: Transform, textObjects: TextObjectOrder, markedContent: MarkedContent) {
        self.text = text
        self.display = display
        self.textObjects = textObjects
        self.markedContent = markedContent
        styles = TextStyleReader(display: display)
    }

    /// Reads the first `count` characters.
    mutating func read(count: Int32) {
        glyphs.reserveCapacity(Int(count))
        for index in 0..<count {
            // Spaces and line ends that PDFium makes up belong to no object.
            guard let object = FPDFText_GetTextObject(text, index) else { continue }
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
    }

    private mutating func appendGlyph(at index: Int32) {
        guard let (scalar, flags) = character(at: index) else { return }
        var box = FS_RECTF()
        _ = FPDFText_GetLooseCharBox(text, index, &box)
        if box.left == place.left, box.right == place.right, box.bottom == place.bottom, box.left < box.right {
            sharedPlaces += 1
        } else {
            splitParts()
            place = box
        }
        var (x, y) = (0.0, 0.0)
        _ = FPDFText_GetCharOrigin(text, index, &x, &y)
        let origin = display.point(x, y)
        glyphs.append(
            Glyph(
                scalar: scalar, style: run.style, flags: flags, markedContent: run.markedContent,
                box: display.rectangle(box), originX: origin.x, originY: origin.y, order: run.order))
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
        if unit > 0x20, unit < 0x7F { return (unit, isUnmapped ? .unmapped : Self.noFlags) }
        switch unit {
        case 0x20, 0x09, 0xA0:
            return FPDFText_IsGenerated(text, index) == 1 ? nil : (unit, isUnmapped ? .unmapped : Self.noFlags)
        case 0x0A, 0x0D: return nil
        // PDFium's marks for a hyphen at a line end, and the soft hyphen.
        case 0x02, 0xFFFE, 0xAD: return (0x2D, .hyphen)
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
