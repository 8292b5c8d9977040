import Foundation

/// Reduces characters to what two readings of the same glyphs must agree on.
///
/// Ligatures, accents and width forms are taken apart (NFKD, which unlike NFKC works character by character); white space,
/// control characters and hyphens are dropped, because readers invent and remove them at line ends; brackets lose their
/// direction, because right-to-left text mirrors them.
struct CharacterFolding {
    private var known: [UInt32: [UInt32]] = [:]

    /// Appends what is left of a character.
    mutating func append(_ scalar: UInt32, to folded: inout [UInt32]) {
        if scalar < 0x80 {
            if let kept = Self.foldASCII(scalar) { folded.append(kept) }
            return
        }
        if let parts = known[scalar] {
            folded += parts
            return
        }
        let parts = Self.fold(scalar)
        known[scalar] = parts
        folded += parts
    }

    /// What is left of a text, sorted: order inside a rectangle is the reader's business.
    mutating func sorted(_ text: some Sequence<Unicode.Scalar>) -> [UInt32] {
        var folded: [UInt32] = []
        for scalar in text { append(scalar.value, to: &folded) }
        folded.sort()
        return folded
    }

    private static func foldASCII(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0...0x20, 0x2D, 0x7F: nil
        case 0x29: 0x28
        case 0x3E: 0x3C
        case 0x5D: 0x5B
        case 0x7D: 0x7B
        default: scalar
        }
    }

    private static func fold(_ value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value), !isDropped(scalar) else { return [] }
        let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        return parts.compactMap { part in
            if part.value < 0x80 { return foldASCII(part.value) }
            if part.properties.isBidiMirrored { return mirrorClass(part) }
            return isDropped(part) ? nil : part.value
        }
    }

    /// The left and right forms of all mirrored quotes and brackets in use are neighbours in Unicode, the left one odd or even.
    private static func mirrorClass(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        case 0xAB, 0xBB: 0xAB
        case 0x2039, 0x203A: 0x2039
        case 0x2045...0x2046, 0x207D...0x207E, 0x2308...0x230B, 0x3008...0x301B, 0x2768...0x2775, 0x27E6...0x27EF: scalar.value & ~1
        default: scalar.value
        }
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x2010, 0x2011, 0xFFFE, 0xFFFF: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format: return true
        default: return (0xFE00...0xFE0F).contains(scalar.value)
        }
    }
}
