import Foundation

/// A colour in CIELAB under D65: distances are about as large as they look.
package struct LabColor: Hashable, Sendable, Codable {
    /// 0 black ... 100 white.
    package var lightness: Double
    /// Negative green, positive red.
    package var a: Double
    /// Negative blue, positive yellow.
    package var b: Double

    package init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        let (r, g, b) = (Self.linear[Int(red)], Self.linear[Int(green)], Self.linear[Int(blue)])
        // IEC 61966-2-1, divided by the white of D65.
        let x = Self.root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
        let y = Self.root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
        let z = Self.root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
        self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
    }

    /// CIE 1976.
    package func distance(to other: LabColor) -> Double { squaredDistance(to: other).squareRoot() }

    func squaredDistance(to other: LabColor) -> Double {
        let (l, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return l * l + da * da + db * db
    }

    /// Distance from gray.
    package var chroma: Double { (a * a + b * b).squareRoot() }

    /// The colour in sRGB, cut to what a screen shows.
    package var rgb: (red: UInt8, green: UInt8, blue: UInt8) {
        let fy = (lightness + 16) / 116
        let (x, y, z) = (0.95047 * Self.cube(fy + a / 500), Self.cube(fy), 1.08883 * Self.cube(fy - b / 200))
        return (
            Self.byte(3.2404542 * x - 1.5371385 * y - 0.4985314 * z), Self.byte(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            Self.byte(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)
        )
    }

    /// "#1a2b3c".
    package var hex: String {
        "#" + [rgb.red, rgb.green, rgb.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let linear: [Double] = (0..<256).map {
        let value = Double($0) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func root(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    private static func cube(_ t: Double) -> Double { t > 6.0 / 29 ? t * t * t : (116 * t - 16) * 27 / 24389 }

    private static func byte(_ linear: Double) -> UInt8 {
        let clipped = min(max(linear, 0), 1)
        let value = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * pow(clipped, 1 / 2.4) - 0.055
        return UInt8((value * 255).rounded())
    }
}
