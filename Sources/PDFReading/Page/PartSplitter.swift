import DocumentModel

/// Gives each part of a ligature its share of the ligature's box: PDFium reports "ffi" as three characters in one place.
enum PartSplitter {
    /// Splits the box that the glyphs of `range` have in common along the direction of the text.
    static func split(_ glyphs: inout [Glyph], in range: Range<Int>, angleDegrees: Int) {
        // Accents share the place of their letter on purpose.
        guard !range.contains(where: { isMark(glyphs[$0].scalar) }) else { return }
        let whole = glyphs[range.lowerBound].box
        let runsBackwards = (135..<315).contains(angleDegrees) != isRightToLeft(glyphs[range.lowerBound].scalar)
        let isVertical = (45..<135).contains(angleDegrees) || (225..<315).contains(angleDegrees)
        for position in range {
            let index = position - range.lowerBound
            let step = runsBackwards ? range.count - 1 - index : index
            let (start, end) = (Double(step) / Double(range.count), Double(step + 1) / Double(range.count))
            let shift = Double(index) / Double(range.count) * (runsBackwards ? -1 : 1)
            if isVertical {
                glyphs[position].box.top = whole.top + whole.height * start
                glyphs[position].box.bottom = whole.top + whole.height * end
                glyphs[position].originY += whole.height * shift
            } else {
                glyphs[position].box.left = whole.left + whole.width * start
                glyphs[position].box.right = whole.left + whole.width * end
                glyphs[position].originX += whole.width * shift
            }
        }
    }

    /// Combining marks of the scripts whose marks are set as glyphs of their own.
    private static func isMark(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x300, let value = Unicode.Scalar(scalar) else { return false }
        switch value.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return false
        }
    }

    /// Hebrew, Arabic, Syriac and their presentation forms.
    private static func isRightToLeft(_ scalar: UInt32) -> Bool {
        (0x590...0x8FF).contains(scalar) || (0xFB1D...0xFDFF).contains(scalar) || (0xFE70...0xFEFF).contains(scalar)
    }
}
