/// Everyday names of colours: the nearest of a small table.
package enum ColorName {
    /// Names that people agree on (Berlin and Kay's eleven), with the shades that surfaces come in.
    private static let table: [(name: String, rgb: UInt32)] = [
        ("black", 0x141414), ("dark gray", 0x464646), ("gray", 0x808080), ("light gray", 0xBEBEBE), ("white", 0xF8F8F8),
        ("beige", 0xDCCBAA), ("cream", 0xF5ECD2), ("brown", 0x7A4E2D), ("dark brown", 0x40281A), ("tan", 0xB99268), ("terracotta", 0xB5603F),
        ("red", 0xC8202A), ("dark red", 0x6E1420), ("pink", 0xEBA5B4), ("magenta", 0xC8288C), ("orange", 0xEB7D1E), ("gold", 0xC69A2D),
        ("yellow", 0xF5DC32), ("olive", 0x78782D), ("light green", 0xA0D28C), ("green", 0x329646), ("dark green", 0x1E4628),
        ("turquoise", 0x32B4AA), ("teal", 0x1E6E78), ("light blue", 0xA0C8E6), ("blue", 0x2864C8), ("blue", 0x0A32EB),
        ("dark blue", 0x192D64),
        ("violet", 0x7846AA), ("lavender", 0xBEAADC),
    ]

    private static let colors: [LabColor] = table.map {
        LabColor(red: UInt8($0.rgb >> 16), green: UInt8($0.rgb >> 8 & 0xFF), blue: UInt8($0.rgb & 0xFF))
    }

    /// The name of the nearest colour in the table.
    package static func of(_ color: LabColor) -> String {
        var best = (index: 0, distance: Double.infinity)
        for (index, candidate) in colors.enumerated() {
            let distance = color.squaredDistance(to: candidate)
            if distance < best.distance { best = (index, distance) }
        }
        return table[best.index].name
    }
}
