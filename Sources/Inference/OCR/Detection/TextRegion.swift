import DocumentModel
import Glibc

/// A turned rectangle of text: along `angle`, `width` long and `height` high.
struct TextRegion: Hashable {
    var centerX: Double
    var centerY: Double
    /// Along the text's own direction.
    var width: Double
    var height: Double
    /// Clockwise, in radians, of the direction of the width from the picture's horizontal; -π/4...π/4.
    var angle: Double
    /// Mean probability of its pixels, 0...1.
    var score: Double

    /// The corners in reading order of a line that runs along the width.
    var frame: Quadrilateral {
        let (c, s) = (cos(angle), sin(angle))
        func corner(_ along: Double, _ across: Double) -> Point {
            Point(x: centerX + along * c - across * s, y: centerY + along * s + across * c)
        }
        let (a, b) = (width / 2, height / 2)
        return Quadrilateral(topLeft: corner(-a, -b), topRight: corner(a, -b), bottomRight: corner(a, b), bottomLeft: corner(-a, b))
    }
}
