import DocumentModel

extension Span {
    /// Points that the first characters of the text take on the line, judged by the usual widths of their kinds.
    ///
    /// Counting characters alone would put the border far into the first word: markers are narrow, ideographs twice as wide.
    func width(ofFirst count: Int) -> Double {
        var head = 0.0, all = 0.0
        for (index, scalar) in text.unicodeScalars.enumerated() {
            let width = Self.usualWidth(scalar)
            all += width
            if index < count { head += width }
        }
        return all > 0 ? rectangle.width * head / all : 0
    }

    /// In ems, averaged over common text fonts.
    private static func usualWidth(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x20, 0x21, 0x27...0x29, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x49, 0x5B...0x5D, 0x69, 0x6A, 0x6C, 0x7C: 0.28
        case 0x41...0x5A: 0.67
        case 0x2022, 0x00B7, 0x25AA, 0x2219: 0.4
        case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF00...0xFF60: 1
        default: 0.5
        }
    }
}
