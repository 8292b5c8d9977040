import Foundation

/// What BERT's basic tokenizer makes of one scalar value: how it takes part in words, and its bytes afterwards.
///
/// Matches the tokenizer that the models were trained with (Hugging Face `tokenizers`), whose category tables are those of
/// Unicode 8: later scalars count as plain letters there, so they must here. Checked against it for every scalar value by
/// `Benchmarks/tokenizer.py`.
struct FoldedScalar: Sendable {
    enum Role: UInt8, Sendable {
        /// Part of a word.
        case letter
        /// Ends a word.
        case space
        /// A word by itself: punctuation, ideographs.
        case alone
        /// As if it were not there.
        case dropped
    }

    var role: Role
    /// UTF-8, first byte lowest; at most `byteCount` of them count.
    var bytes: UInt128
    var byteCount: Int

    /// A syllable of Hangul folds to nine bytes, some musical notes to twelve.
    private static let maximumBytes = 16

    static let space = FoldedScalar(role: .space, bytes: 0, byteCount: 0)
    static let dropped = FoldedScalar(role: .dropped, bytes: 0, byteCount: 0)

    init(role: Role, bytes: UInt128, byteCount: Int) {
        self.role = role
        self.bytes = bytes
        self.byteCount = byteCount
    }

    /// - Parameter lowering: lower case without accents, as the uncased models were trained.
    init(_ scalar: Unicode.Scalar, lowering: Bool) {
        self = Self.cleaned(scalar) ?? Self.folded(scalar, lowering: lowering)
    }
}

// MARK: - Steps

extension FoldedScalar {
    /// The first step: control characters go, every space is a space. `nil` for what stays.
    private static func cleaned(_ scalar: Unicode.Scalar) -> FoldedScalar? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20: return .space
        case 0x00, 0xFFFD: return .dropped
        default: break
        }
        guard scalar.isKnownToReference else { return nil }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return .dropped
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
        default: return nil
        }
    }

    private static func folded(_ scalar: Unicode.Scalar, lowering: Bool) -> FoldedScalar {
        var isAlone = scalar.isIdeograph
        var result = FoldedScalar(role: .letter, bytes: 0, byteCount: 0)
        for part in lowering ? scalar.canonicalParts : [scalar] {
            if lowering, part.isNonspacingMark { continue }
            if part.isPunctuation { isAlone = true }
            if lowering {
                for lower in part.properties.lowercaseMapping.unicodeScalars { result.append(lower) }
            } else {
                result.append(part)
            }
        }
        result.role = result.byteCount == 0 ? .dropped : isAlone ? .alone : .letter
        return result
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter where byteCount < Self.maximumBytes {
            bytes |= UInt128(byte) << UInt128(8 * byteCount)
            byteCount += 1
        }
    }
}

// MARK: - Scalars as the reference sees them

extension Unicode.Scalar {
    /// Whether the reference's tables (Unicode 8) have it; unassigned ones count as unknown.
    fileprivate var isKnownToReference: Bool {
        // Private use has no age of its own in some tables, but is as old as Unicode 2.
        if properties.generalCategory == .privateUse { return true }
        guard let age = properties.age else { return false }
        return age.major < 8 || (age.major == 8 && age.minor == 0)
    }

    /// Non-spacing in Unicode 8: a few letters and spacing marks have become so since, two no longer are.
    fileprivate var isNonspacingMark: Bool {
        switch value {
        case 0..<0x300, 0x1885, 0x1886, 0xA9BD, 0x111C9: return false
        case 0x1734, 0x1171E: return true
        default: return properties.generalCategory == .nonspacingMark && isKnownToReference
        }
    }

    fileprivate var isPunctuation: Bool {
        switch value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        case 0x00...0x7F: return false
        // Punctuation in Unicode 8, a symbol and a mark since.
        case 0x166D, 0x111C9: return true
        default: break
        }
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation:
            return isKnownToReference
        default: return false
        }
    }

    /// The reference's idea of Chinese characters, which become words by themselves.
    fileprivate var isIdeograph: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF,
            0x2F800...0x2FA1F:
            return true
        default: return false
        }
    }

    /// Itself, or the scalars it is canonically equivalent to (NFD).
    fileprivate var canonicalParts: [Unicode.Scalar] {
        switch value {
        case 0..<0xC0, 0x4E00...0x9FFF: return [self]
        case 0xAC00...0xD7A3: return hangulParts
        default:
            guard isKnownToReference else { return [self] }
            return Array(String(self).decomposedStringWithCanonicalMapping.unicodeScalars)
        }
    }

    /// Unicode 3.12, "Arithmetic Decomposition Mapping".
    private var hangulParts: [Unicode.Scalar] {
        let index = value - 0xAC00
        let leading = 0x1100 + index / 588
        let vowel = 0x1161 + index % 588 / 28
        let trailing = 0x11A7 + index % 28
        return [leading, vowel, trailing == 0x11A7 ? 0 : trailing].filter { $0 != 0 }.compactMap(Unicode.Scalar.init)
    }
}
