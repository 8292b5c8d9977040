import CPDFium
import DocumentModel

/// Colours of page objects.
enum ObjectColor {
    /// Fill (or stroke) colour and opacity as 0xRRGGBBAA; opaque black when the object has none, as painting starts.
    static func packed(_ object: FPDF_PAGEOBJECT, stroke: Bool) -> UInt32 {
        var (red, green, blue, alpha): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 255)
        let found =
            stroke
            ? FPDFPageObj_GetStrokeColor(object, &red, &green, &blue, &alpha)
            : FPDFPageObj_GetFillColor(object, &red, &green, &blue, &alpha)
        guard found != 0 else { return 0x0000_00FF }
        return (red & 255) << 24 | (green & 255) << 16 | (blue & 255) << 8 | (alpha & 255)
    }

    static func unpacked(_ packed: UInt32) -> Color {
        Color(
            red: UInt8(truncatingIfNeeded: packed >> 24), green: UInt8(truncatingIfNeeded: packed >> 16),
            blue: UInt8(truncatingIfNeeded: packed >> 8), alpha: UInt8(truncatingIfNeeded: packed))
    }

    static func color(_ object: FPDF_PAGEOBJECT, stroke: Bool) -> Color {
        unpacked(packed(object, stroke: stroke))
    }
}
