import DocumentModel

/// Gives each part of a ligature its share of the ligature's box: PDFium reports "ffi" as three characters in one place.
enum PartSplitter {
    /// Splits the box that the glyphs of `range` have in common along the direction of the text. Accents stay with their letter.
    static func split(_ glyphs: inout [Glyph], in range: Range<Int>, angleDegrees: Int) {
        let isRightToLeft = range.contains { Self.isRightToLeft(glyphs[$0].scalar) }
        if isRightToLeft { restoreLogicalOrder(&glyphs, in: range) }
        let letters = range.count(where: { !isMark(glyphs[$0].scalar) })
        guard letters > 1 else { return }
        let share = Share(
            whole: glyphs[range.lowerBound].box, letters: letters,
            isVertical: (45..<135).contains(angleDegrees) || (225..<315).contains(angleDegrees),
            runsBackwards: (135..<315).contains(angleDegrees) != isRightToLeft)
        var letter = -1
        for position in range {
            if letter < 0 || !isMark(glyphs[position].scalar) { letter += 1 }
            share.give(to: &glyphs[position], letter: min(letter, letters - 1))
        }
    }

    private struct Share {
        var whole: Rectangle
        var letters: Int
        var isVertical: Bool
        /// Whether the text runs left or up on the page.
        var runsBackwards: Bool

        func give(to glyph: inout Glyph, letter: Int) {
            let step = Double(runsBackwards ? letters - 1 - letter : letter)
            let shift = Double(runsBackwards ? -letter : letter) / Double(letters)
            if isVertical {
                let part = whole.height / Double(letters)
                glyph.box.top = whole.top + part * step
                glyph.box.bottom = glyph.box.top + part
                glyph.originY += whole.height * shift
            } else {
                let part = whole.width / Double(letters)
                glyph.box.left = whole.left + part * step
                glyph.box.right = glyph.box.left + part
                glyph.originX += whole.width * shift
            }
        }
    }

    /// PDFium turns right-to-left runs around character by character, so the parts of a glyph mapped to several characters come
    /// backwards. Ligatures of the presentation forms it takes apart later: those are in order already, and recognised by
    /// the two of them in use, lam with alef and the word Allah.
    private static func restoreLogicalOrder(_ glyphs: inout [Glyph], in range: Range<Int>) {
        let scalars = range.map { glyphs[$0].scalar }
        let isLamAlef = scalars.count == 2 && scalars[0] == 0x644 && [0x622, 0x623, 0x625, 0x627].contains(scalars[1])
        let isAllah = scalars == [0x627, 0x644, 0x644, 0x647]
        guard !isLamAlef, !isAllah else { return }
        // A break before the whole stays before the whole.
        let isAfterBreak = glyphs[range.lowerBound].flags.remove(.afterBreak) != nil
        glyphs[range].reverse()
        if isAfterBreak { glyphs[range.lowerBound].flags.insert(.afterBreak) }
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
