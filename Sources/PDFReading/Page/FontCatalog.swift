import CPDFium

/// The looks of a file's fonts, worked out once per font and not once per page.
/// A class as it is filled while pages are read and shared by all of them; used by one thread at a time like its file.
final class FontCatalog {
    private var known: [Descriptor: FontTraits] = [:]

    private struct Descriptor: Hashable {
        var fullName: String
        var flags: Int32
        var italicAngleDegrees: Int32
    }

    /// What `font` says about its looks; `nil` fonts say nothing.
    func traits(of font: FPDF_FONT?) -> FontTraits {
        let descriptor = font.map(Self.descriptor) ?? Descriptor(fullName: "", flags: 0, italicAngleDegrees: 0)
        if let traits = known[descriptor] { return traits }
        let traits = FontTraits(
            fullName: descriptor.fullName, flags: descriptor.flags, italicAngleDegrees: descriptor.italicAngleDegrees)
        known[descriptor] = traits
        return traits
    }

    private static func descriptor(of font: FPDF_FONT) -> Descriptor {
        var italicAngle: Int32 = 0
        _ = FPDFFont_GetItalicAngle(font, &italicAngle)
        return Descriptor(
            fullName: NativeText.utf8 { UInt(FPDFFont_GetBaseFontName(font, $0, Int($1))) },
            flags: max(0, FPDFFont_GetFlags(font)), italicAngleDegrees: italicAngle)
    }
}
