/// What an engine read in a picture: lines in no particular order, in pixels of that picture (top-left origin).
package struct RecognizedText: Hashable, Sendable {
    package var lines: [RecognizedLine]
    /// Clockwise quarter turns in degrees (0, 90, 180, 270) that would make the picture upright; the lines are given as in the picture.
    package var orientationDegrees: Int

    package init(lines: [RecognizedLine], orientationDegrees: Int = 0) {
        self.lines = lines
        self.orientationDegrees = orientationDegrees
    }
}

/// One line of text found in a picture.
package struct RecognizedLine: Hashable, Sendable {
    /// Where the text stands; its sides run along the text, so a skewed line has a skewed frame.
    package var frame: Quadrilateral
    /// In reading order; spaces between words are characters too.
    package var characters: [RecognizedCharacter]
    /// 0...1: how sure the engine is of the whole line.
    package var confidence: Double

    package init(frame: Quadrilateral, characters: [RecognizedCharacter], confidence: Double) {
        self.frame = frame
        self.characters = characters
        self.confidence = confidence
    }

    package var text: String {
        var scalars = String.UnicodeScalarView()
        for character in characters { scalars.append(character.scalar) }
        return String(scalars)
    }
}

/// One character of a recognised line.
package struct RecognizedCharacter: Hashable, Sendable {
    package var scalar: Unicode.Scalar
    /// Where it begins and ends along its line: 0 at the left side of the frame, 1 at the right side.
    package var extent: ClosedRange<Double>
    /// 0...1.
    package var confidence: Double

    package init(scalar: Unicode.Scalar, extent: ClosedRange<Double>, confidence: Double) {
        self.scalar = scalar
        self.extent = extent
        self.confidence = confidence
    }
}
