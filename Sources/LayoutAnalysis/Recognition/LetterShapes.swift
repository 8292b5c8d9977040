/// What is known of letters without their font: how far they reach above and below the line they stand on.
enum LetterShapes {
    /// Font sizes from the baseline to the top of capitals, ascenders and figures: 0.66 in Times, 0.72 in Helvetica.
    static let tall = 0.70
    /// The same for letters without ascenders: 0.45 in Times, 0.52 in Helvetica.
    static let low = 0.48
    /// Height of ideographs and syllables, which fill their square.
    static let square = 0.90
    /// Part of that height that lies under the baseline.
    static let squareDrop = 0.08

    /// Whether the letter is as low as an "x"; letters that are not known to be count as tall.
    static func isLow(_ scalar: UInt32) -> Bool {
        switch scalar {
        // a c e g m n o p q r s u v w x y z; not i and j, whose dots are nearly as high as ascenders, but stand apart.
        case 0x61, 0x63, 0x65, 0x67, 0x69, 0x6A, 0x6D...0x73, 0x75...0x7A: true
        case 0x2C, 0x2E, 0x3A, 0x3B, 0x2D, 0x2010...0x2014, 0xB7, 0x2022: true
        // Greek: α γ ε η ι κ μ ν ο π ρ ς σ τ υ χ ω; Cyrillic small letters but for б, ф and those with marks.
        case 0x3B1, 0x3B3, 0x3B5, 0x3B7, 0x3B9, 0x3BA, 0x3BC, 0x3BD, 0x3BF...0x3C5, 0x3C7, 0x3C9: true
        case 0x430, 0x432...0x438, 0x43A...0x443, 0x445...0x44F: true
        default: false
        }
    }

    /// Whether the letter is as high as a capital for certain: without marks above it, and unlike a "t".
    static func isTall(_ scalar: UInt32) -> Bool {
        switch scalar {
        // Capitals, figures, b d f h k l.
        case 0x30...0x39, 0x41...0x5A, 0x62, 0x64, 0x66, 0x68, 0x6B, 0x6C: true
        // Greek capitals, β δ θ λ; Cyrillic capitals but for Й, and б.
        case 0x391...0x3A9, 0x3B2, 0x3B4, 0x3B8, 0x3BB, 0x410...0x418, 0x41A...0x42F, 0x431: true
        default: false
        }
    }

    /// Whether the letter is as high as an "x" for certain: without dots and marks above it.
    static func isPlainLow(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x69, 0x6A: false
        default: isLow(scalar) && standsOnLine(scalar)
        }
    }

    /// Whether the character stands on the baseline, and so tells where that is.
    static func standsOnLine(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false || Scripts.isDigit(scalar)
    }

    /// Ideographs, kana and Hangul syllables.
    static func isSquare(_ scalar: UInt32) -> Bool {
        Scripts.isUnspaced(scalar) || (scalar >= 0xAC00 && scalar <= 0xD7A3)
    }

    /// Ideographs and Hangul syllables, one as far from the next as the font is large; kana are set closer in some fonts.
    static func fillsSquare(_ scalar: UInt32) -> Bool {
        (scalar >= 0x4E00 && scalar <= 0x9FFF) || (scalar >= 0xAC00 && scalar <= 0xD7A3) || (scalar >= 0x3400 && scalar <= 0x4DBF)
    }
}
