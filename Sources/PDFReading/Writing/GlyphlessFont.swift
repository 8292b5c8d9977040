/// A TrueType font whose one glyph is a line without area: text set in it can be searched and copied, and is never seen. Character codes are UTF-16 units,
/// all shown as that glyph, so it serves every script at two kilobytes.
enum GlyphlessFont {
    /// Advance of the glyph in font sizes.
    static let advance = 0.5

    /// Glyph 1 for each of the 65,536 codes (CIDToGIDMap, ISO 32000-2 table 115).
    static var glyphMap: [UInt8] { (0..<65_536 * 2).map { UInt8($0 & 1) } }

    /// Every code is the character it looks like (ISO 32000-2 9.10.3).
    static let toUnicode = """
        /CIDInit /ProcSet findresource begin 12 dict begin begincmap
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
        /CMapName /Adobe-Identity-UCS def /CMapType 2 def
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        1 beginbfrange <0000> <FFFF> <0000> endbfrange
        endcmap CMapName currentdict /CMap defineresource pop end end
        """

    /// The font file: a directory, then tables in order of their names (OpenType specification, "Font file").
    static var file: [UInt8] {
        let tables = self.tables
        let start = 12 + 16 * tables.count
        var directory = words([0x0001, 0x0000, tables.count, 128, 3, 16 * tables.count - 128])
        var body: [UInt8] = []
        for (name, bytes) in tables {
            let padded = bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
            directory += Array(name.utf8) + longs([checksum(padded), UInt32(start + body.count), UInt32(bytes.count)])
            body += padded
        }
        return directory + body
    }

    private static let unitsPerEm = 1000

    private static var tables: [(String, [UInt8])] {
        let width = Int(advance * Double(unitsPerEm))
        let head =
            longs([0x0001_0000, 0x0001_0000, 0, 0x5F0F_3CF5]) + words([0x000B, unitsPerEm]) + longs([0, 0, 0, 0])
            + words([0, -200, width, 800, 0, 8, 2, 1, 0])
        let hhea = longs([0x0001_0000]) + words([800, -200, 0, width, 0, 0, width, 1, 0, 0, 0, 0, 0, 0, 0, 2])
        let maxp = longs([0x0001_0000]) + words([2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
        // One segment, the obligatory last one; characters are found by the map beside the font.
        let cmap = words([0, 1, 3, 1, 0, 12]) + words([4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0])
        return [
            ("cmap", cmap), ("glyf", glyph), ("head", head), ("hhea", hhea), ("hmtx", words([width, 0, width, 0])),
            ("loca", longs([0, 0, UInt32(glyph.count)])), ("maxp", maxp), ("name", words([0, 0, 6])),
            ("post", longs([0x0003_0000, 0, 0, 1, 0, 0, 0, 0])),
        ]
    }

    /// From the lower left to the upper right corner of its square: readers measure glyphs, and drop text that has no height.
    private static var glyph: [UInt8] {
        let width = Int(advance * Double(unitsPerEm))
        return words([1, 0, -200, width, 800, 1, 0]) + [1, 1] + words([0, width, -200, 1000])
    }

    private static func words(_ values: [Int]) -> [UInt8] {
        values.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    private static func longs(_ values: [UInt32]) -> [UInt8] {
        values.flatMap { value in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        stride(from: 0, to: bytes.count, by: 4).reduce(0) { sum, index in
            sum &+ (UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16 | UInt32(bytes[index + 2]) << 8 | UInt32(bytes[index + 3]))
        }
    }
}
