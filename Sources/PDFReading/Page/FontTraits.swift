/// What a font says about its looks: by its descriptor's flags, and where those are silent (most are) by its name.
///
/// The weight that PDFium reports is left alone: it is reckoned from the descriptor's StemV, which writers fill at will (Arial
/// comes with "weights" from 620 to 1340, CMR10 with 744), and a body text taken for bold spoils the whole document.
struct FontTraits {
    var name: String
    var isBold: Bool
    var isItalic: Bool
    var isMonospaced: Bool
    var isSerif: Bool

    /// Font descriptor flags (ISO 32000-2 table 121).
    private enum DescriptorFlag {
        static let fixedPitch: Int32 = 1
        static let serif: Int32 = 1 << 1
        static let italic: Int32 = 1 << 6
        static let forceBold: Int32 = 1 << 18
    }

    init(fullName: String, flags: Int32, italicAngleDegrees: Int32) {
        name = Self.withoutSubsetPrefix(fullName)
        let hints = FontNameHints(name)
        isBold = flags & DescriptorFlag.forceBold != 0 || hints.saysBold
        isItalic = hints.saysItalic || !hints.saysUpright && (flags & DescriptorFlag.italic != 0 || italicAngleDegrees != 0)
        isMonospaced = hints.saysMonospaced || !hints.saysProportional && flags & DescriptorFlag.fixedPitch != 0
        isSerif = flags & DescriptorFlag.serif != 0
    }

    /// "ABCDEF+Times" is a subset of Times (ISO 32000-2 9.9.2).
    static func withoutSubsetPrefix(_ name: String) -> String {
        let bytes = Array(name.utf8.prefix(7))
        guard bytes.count == 7, bytes[6] == UInt8(ascii: "+") else { return name }
        guard bytes.prefix(6).allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return name }
        return String(name.dropFirst(7))
    }
}
