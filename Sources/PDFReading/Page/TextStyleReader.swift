import CPDFium
import DocumentModel

/// Reads the style of text objects and keeps every distinct one once.
struct TextStyleReader {
    private(set) var styles: [TextStyle] = []
    /// What the codes of each style's font mean, index for index.
    private(set) var symbolFonts: [SymbolFont] = []
    private var known: [RawStyle: UInt16] = [:]
    private var fonts: [FPDF_FONT?: FontTraits] = [:]
    private var last: (raw: RawStyle, style: UInt16)?
    private let display: Transform
    private let catalog: FontCatalog

    /// Size, direction and slant of text, all of a style that the matrices decide.
    private struct Placement: Hashable {
        var size: Double
        var angleDegrees: Int
        var isSlanted: Bool
    }

    private struct RawStyle: Hashable {
        var font: FPDF_FONT?
        var placement: Placement
        var paint: TextStyle.Paint
        var color: UInt32
    }

    /// A shear beyond this (tangent of about 8 degrees) is an imitated italic: those are drawn at 10 to 20 degrees.
    private static let slantTangent = 0.14
    /// Sizes are kept to a hundredth of a point, so that rounding in matrices does not make styles of their own.
    private static let sizeSteps = 100.0
    /// More distinct styles than fit the index are artificial (a gradient in text colours): the last one stands for the rest.
    private static let styleLimit = Int(UInt16.max)

    init(display: Transform, catalog: FontCatalog) {
        self.display = display
        self.catalog = catalog
    }

    /// The index of the style of `object`, whose first character is at `index`.
    mutating func style(of object: FPDF_PAGEOBJECT, at index: Int32, in text: FPDF_TEXTPAGE) -> UInt16 {
        let paint = Self.paint(ofMode: FPDFTextObj_GetTextRenderMode(object))
        let raw = RawStyle(
            font: FPDFTextObj_GetFont(object), placement: placement(at: index, in: text), paint: paint,
            color: ObjectColor.packed(object, stroke: paint == .stroke))
        if let last, last.raw == raw { return last.style }
        let style = known[raw] ?? add(raw)
        last = (raw, style)
        return style
    }

    private mutating func add(_ raw: RawStyle) -> UInt16 {
        if styles.count >= Self.styleLimit { return UInt16(Self.styleLimit - 1) }
        let traits = traits(of: raw.font)
        symbolFonts.append(SymbolFont(fontName: traits.name))
        styles.append(
            TextStyle(
                fontName: traits.name, size: raw.placement.size, isBold: traits.isBold || raw.paint == .fillAndStroke,
                isItalic: traits.isItalic || raw.placement.isSlanted, isMonospaced: traits.isMonospaced, isSerif: traits.isSerif,
                color: ObjectColor.unpacked(raw.color), paint: raw.paint, angleDegrees: raw.placement.angleDegrees))
        let index = UInt16(styles.count - 1)
        known[raw] = index
        return index
    }

    private mutating func traits(of font: FPDF_FONT?) -> FontTraits {
        if let traits = fonts[font] { return traits }
        let traits = catalog.traits(of: font)
        fonts[font] = traits
        return traits
    }

    private func placement(at index: Int32, in text: FPDF_TEXTPAGE) -> Placement {
        var matrix = FS_MATRIX()
        guard FPDFText_GetMatrix(text, index, &matrix) != 0 else {
            return Placement(size: FPDFText_GetFontSize(text, index), angleDegrees: 0, isSlanted: false)
        }
        let shown = Transform(matrix)
        let size = FPDFText_GetFontSize(text, index).magnitude * shown.verticalScale
        let rounded = (size * Self.sizeSteps).rounded() / Self.sizeSteps
        return Placement(size: rounded, angleDegrees: angleDegrees(of: shown), isSlanted: Self.isSlanted(shown))
    }

    /// Clockwise direction of the baseline on the displayed page.
    private func angleDegrees(of matrix: Transform) -> Int {
        let x = display.a * matrix.a + display.c * matrix.b
        let y = display.b * matrix.a + display.d * matrix.b
        if y == 0, x >= 0 { return 0 }
        return ClockwiseAngle.wholeDegrees(x: x, y: y)
    }

    private static func isSlanted(_ matrix: Transform) -> Bool {
        let product = matrix.a * matrix.c + matrix.b * matrix.d
        if product == 0 { return false }
        let area = (matrix.a * matrix.d - matrix.b * matrix.c).magnitude
        return area > 0 && product / area > slantTangent
    }

    /// The eight text rendering modes (ISO 32000-2 table 104): 4 to 7 are 0 to 3 that also clip.
    private static func paint(ofMode mode: Int32) -> TextStyle.Paint {
        switch mode {
        case 1, 5: .stroke
        case 2, 6: .fillAndStroke
        case 3: .invisible
        case 7: .clip
        default: .fill
        }
    }
}
