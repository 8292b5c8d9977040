import DocumentModel
import Foundation

@testable import LayoutAnalysis

/// A page picture drawn by hand, in points.
struct DrawnPicture {
    let page: PageSummary
    let dpi: Double
    private(set) var bitmap: Bitmap

    init(width: Double = 600, height: Double = 400, dpi: Double = 144) {
        page = PageSummary(number: 1, width: width, height: height)
        self.dpi = dpi
        let (w, h) = (Int(width * dpi / 72), Int(height * dpi / 72))
        bitmap = Bitmap(width: w, height: h, layout: .gray, pixels: [UInt8](repeating: 250, count: w * h))
    }

    var scale: Double { dpi / 72 }
    var ink: InkMap { InkMap(bitmap, dpi: dpi) }

    /// Fills the rectangle, turned clockwise about the middle of the page.
    mutating func fill(_ box: Rectangle, gray: UInt8 = 20, skewDegrees: Double = 0) {
        guard skewDegrees != 0 else { return fillLevel(box, gray: gray) }
        let (sine, cosine) = (sin(skewDegrees * .pi / 180), cos(skewDegrees * .pi / 180))
        for row in 0..<bitmap.height {
            for column in 0..<bitmap.width {
                let x = (Double(column) + 0.5) / scale - page.width / 2, y = (Double(row) + 0.5) / scale - page.height / 2
                let level = (x: cosine * x + sine * y + page.width / 2, y: -sine * x + cosine * y + page.height / 2)
                if box.contains(x: level.x, y: level.y) { bitmap.pixels[row * bitmap.width + column] = gray }
            }
        }
    }

    private mutating func fillLevel(_ box: Rectangle, gray: UInt8) {
        func pixels(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
            // Those whose middle lies inside.
            let first = max(0, Int((low * scale - 0.5).rounded(.up)))
            return first..<max(first, min(limit, Int((high * scale - 0.5).rounded(.down)) + 1))
        }
        let columns = pixels(box.left, box.right, bitmap.width)
        for row in pixels(box.top, box.bottom, bitmap.height) {
            for column in columns { bitmap.pixels[row * bitmap.width + column] = gray }
        }
    }

    /// Prints a word of block letters: bars as high as capitals, those of low letters as high as an x.
    /// - Parameter weight: width of the bars in font sizes.
    mutating func print(_ text: String, x: Double, baseline: Double, size: Double, weight: Double = 0.35, skewDegrees: Double = 0) {
        for (index, scalar) in text.unicodeScalars.enumerated() where scalar != " " {
            let height = LetterShapes.isLow(scalar.value) ? LetterShapes.low : LetterShapes.tall
            let left = x + Double(index) * 0.5 * size
            let box = Rectangle(left: left + 0.05 * size, top: baseline - height * size, right: left + (0.05 + weight) * size, bottom: baseline)
            fill(box, skewDegrees: skewDegrees)
        }
    }

    /// The line as an engine would find it: a frame with margins, characters of equal width.
    func line(_ text: String, x: Double, baseline: Double, size: Double, confidence: Double = 0.95, skewDegrees: Double = 0) -> RecognizedLine {
        let width = Double(text.unicodeScalars.count) * 0.5 * size
        let box = Rectangle(left: x, top: baseline - 0.95 * size, right: x + width, bottom: baseline + 0.3 * size)
        return RecognizedLine.reading(text, in: box, scale: scale, confidence: confidence, about: page, skewDegrees: skewDegrees)
    }

    /// Prints a line and reads it.
    mutating func printed(_ text: String, x: Double, baseline: Double, size: Double, skewDegrees: Double = 0) -> RecognizedLine {
        print(text, x: x, baseline: baseline, size: size, skewDegrees: skewDegrees)
        return line(text, x: x, baseline: baseline, size: size, skewDegrees: skewDegrees)
    }

    /// Grey noise like that of a scanner, the same every time.
    mutating func addNoise(_ amplitude: Int) {
        var state: UInt32 = 12345
        for index in bitmap.pixels.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            let change = Int(state >> 24) % (2 * amplitude + 1) - amplitude
            bitmap.pixels[index] = UInt8(min(255, max(0, Int(bitmap.pixels[index]) + change)))
        }
    }
}

extension RecognizedLine {
    /// A line whose frame is the box (points), turned clockwise about the middle of the page.
    static func reading(
        _ text: String, in box: Rectangle, scale: Double, confidence: Double = 0.95, about page: PageSummary, skewDegrees: Double = 0
    ) -> RecognizedLine {
        let skew = PageSkew(degrees: skewDegrees, width: page.width, height: page.height)
        func corner(_ x: Double, _ y: Double) -> Point {
            let point = skew?.displayed(Point(x: x, y: y)) ?? Point(x: x, y: y)
            return Point(x: point.x * scale, y: point.y * scale)
        }
        let frame = Quadrilateral(
            topLeft: corner(box.left, box.top), topRight: corner(box.right, box.top), bottomRight: corner(box.right, box.bottom),
            bottomLeft: corner(box.left, box.bottom))
        let scalars = Array(text.unicodeScalars)
        let characters = scalars.enumerated().map { index, scalar in
            let share = 1 / Double(scalars.count)
            return RecognizedCharacter(
                scalar: scalar, extent: Double(index) * share...min(1, Double(index + 1) * share), confidence: confidence)
        }
        return RecognizedLine(frame: frame, characters: characters, confidence: confidence)
    }
}
