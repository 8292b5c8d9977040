import DocumentModel
import PDFReading

/// A picture that can be drawn on; coordinates in pixels from the top-left corner, what lies outside is left out.
struct Canvas {
    private(set) var bitmap: Bitmap

    /// The picture as one in colour without transparency, so that marks can be seen on it.
    init(_ picture: Bitmap) {
        let size = picture.layout.bytesPerPixel
        guard picture.layout != .rgb else {
            bitmap = picture
            return
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(picture.width * picture.height * 3)
        for start in stride(from: 0, to: picture.pixels.count, by: size) {
            for channel in 0..<3 { pixels.append(picture.pixels[start + (size == 1 ? 0 : channel)]) }
        }
        bitmap = Bitmap(width: picture.width, height: picture.height, layout: .rgb, pixels: pixels)
    }

    /// Covers the area; `opacity` 0...1.
    mutating func fill(left: Int, top: Int, right: Int, bottom: Int, _ color: Color, opacity: Double = 1) {
        let columns = max(0, left)..<max(0, left, min(bitmap.width, right))
        let rows = max(0, top)..<max(0, top, min(bitmap.height, bottom))
        let ink = [color.red, color.green, color.blue]
        for y in rows {
            for x in columns {
                let start = (y * bitmap.width + x) * 3
                for channel in 0..<3 {
                    let paper = Double(bitmap.pixels[start + channel])
                    bitmap.pixels[start + channel] = UInt8(paper + (Double(ink[channel]) - paper) * opacity)
                }
            }
        }
    }

    /// Draws the four sides, inwards from the edge.
    mutating func outline(left: Int, top: Int, right: Int, bottom: Int, _ color: Color, thickness: Int) {
        fill(left: left, top: top, right: right, bottom: top + thickness, color)
        fill(left: left, top: bottom - thickness, right: right, bottom: bottom, color)
        fill(left: left, top: top + thickness, right: left + thickness, bottom: bottom - thickness, color)
        fill(left: right - thickness, top: top + thickness, right: right, bottom: bottom - thickness, color)
    }

    /// Width in pixels of the field that `label` draws.
    static func labelWidth(_ number: Int, scale: Int) -> Int {
        (String(max(0, number)).utf8.count * (DigitFont.width + 1) + 1) * scale
    }

    /// Writes digits in white on a field of the colour.
    mutating func label(_ number: Int, left: Int, top: Int, _ color: Color, scale: Int) {
        let digits = String(max(0, number)).utf8.map { Int($0) - 48 }
        let width = Self.labelWidth(number, scale: scale)
        fill(left: left, top: top, right: left + width, bottom: top + (DigitFont.height + 2) * scale, color)
        for (position, digit) in digits.enumerated() {
            draw(digit, left: left + (position * (DigitFont.width + 1) + 1) * scale, top: top + scale, scale: scale)
        }
    }

    private mutating func draw(_ digit: Int, left: Int, top: Int, scale: Int) {
        for (y, row) in DigitFont.rows[digit].enumerated() {
            for x in 0..<DigitFont.width where row >> UInt8(DigitFont.width - 1 - x) & 1 == 1 {
                fill(left: left + x * scale, top: top + y * scale, right: left + (x + 1) * scale, bottom: top + (y + 1) * scale, .white)
            }
        }
    }
}
