package import DocumentModel

/// Where the first row and column of the stored pixels belong in the picture as seen (EXIF 2.3, tag 274).
package enum ImageOrientation: Int, Hashable, Sendable, CaseIterable {
    case upright = 1
    case mirrored, upsideDown, mirroredUpsideDown
    /// Stored rows are columns of the picture from here on.
    case transposed, turnedLeft, transversed, turnedRight

    var swapsSides: Bool { rawValue >= Self.transposed.rawValue }
}

extension Bitmap {
    /// The stored pixels as they are to be seen.
    package func turned(by orientation: ImageOrientation) -> Bitmap {
        guard orientation != .upright else { return self }
        let (newWidth, newHeight) = orientation.swapsSides ? (height, width) : (width, height)
        let size = layout.bytesPerPixel
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
            var to = 0
            for y in 0..<newHeight {
                for x in 0..<newWidth {
                    let (column, row) = stored(x, y, orientation)
                    let from = (row * width + column) * size
                    for channel in 0..<size { target[to + channel] = pixels[from + channel] }
                    to += size
                }
            }
            count = to
        }
        return Bitmap(width: newWidth, height: newHeight, layout: layout, pixels: turned)
    }

    /// Column and row of the stored pixel that is seen at `x`, `y`.
    private func stored(_ x: Int, _ y: Int, _ orientation: ImageOrientation) -> (Int, Int) {
        switch orientation {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .mirroredUpsideDown: (x, height - 1 - y)
        case .transposed: (y, x)
        case .turnedLeft: (y, height - 1 - x)
        case .transversed: (width - 1 - y, height - 1 - x)
        case .turnedRight: (width - 1 - y, x)
        }
    }
}
