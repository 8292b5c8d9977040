import Foundation
package import DocumentModel

/// 64 bits that hardly change when a picture is scaled, recompressed or toned.
package struct ImageHash: Hashable, Sendable, Codable {
    package var bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    /// Bits that differ, 0...64.
    package func distance(to other: ImageHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// Sixteen hexadecimal digits.
    package var hex: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Which of the 64 lowest frequencies (without the mean) are above their median: DCT of 32 x 32 pixels (Zauner 2010).
    package static func perceptual(_ picture: Bitmap) -> ImageHash {
        let side = 32
        let gray = picture.luma.scaled(toWidth: side, height: side, filter: .area)
        let values = cosines(gray.pixels.map(Double.init), side: side, kept: frequencies)
        // Of the square of frequencies, the first is the mean lightness, which says nothing of the shape.
        let median = values.dropFirst().sorted()[(values.count - 1) / 2]
        return ImageHash(bits: values.enumerated().reduce(0) { $1.offset > 0 && $1.element > median ? $0 | 1 << UInt64($1.offset) : $0 })
    }

    /// Whether each pixel is lighter than its right neighbour, of 9 x 8 pixels.
    package static func difference(_ picture: Bitmap) -> ImageHash {
        let gray = picture.luma.scaled(toWidth: 9, height: 8, filter: .area)
        var bits: UInt64 = 0
        for y in 0..<8 {
            for x in 0..<8 where gray.pixels[y * 9 + x] > gray.pixels[y * 9 + x + 1] { bits |= 1 << UInt64(y * 8 + x) }
        }
        return ImageHash(bits: bits)
    }

    /// Frequencies kept in each direction.
    private static let frequencies = 8

    /// The lowest `kept` x `kept` coefficients of the two-dimensional DCT-II, row by row.
    static func cosines(_ values: [Double], side: Int, kept: Int) -> [Double] {
        let basis = (0..<kept).map { k in (0..<side).map { cos(Double.pi * (Double($0) + 0.5) * Double(k) / Double(side)) } }
        let rows = (0..<side).map { y in basis.map { wave in (0..<side).reduce(0.0) { $0 + values[y * side + $1] * wave[$1] } } }
        return (0..<kept).flatMap { v in (0..<kept).map { u in (0..<side).reduce(0.0) { $0 + rows[$1][u] * basis[v][$1] } } }
    }
}
