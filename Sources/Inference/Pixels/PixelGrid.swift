package import DocumentModel

/// Pixels in one or three channels of bytes, without opacity: what the kernels work on.
package struct PixelGrid: Sendable {
    package let width: Int
    package let height: Int
    /// 1 when every pixel is grey, else 3 in the order red, green, blue.
    package let channels: Int
    /// `width * height * channels` bytes, rows from the top.
    package let bytes: [UInt8]

    package init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height * channels, "as many bytes as the measures ask for")
        self.width = width
        self.height = height
        self.channels = channels
        self.bytes = bytes
    }

    /// Transparent pixels lie on white, as paper does. A coloured bitmap without colours becomes grey: a third of the work for scans.
    package init(_ bitmap: Bitmap) {
        switch bitmap.layout {
        case .gray: self.init(width: bitmap.width, height: bitmap.height, channels: 1, bytes: bitmap.pixels)
        case .rgb: self.init(width: bitmap.width, height: bitmap.height, rgb: bitmap.pixels)
        case .rgba: self.init(width: bitmap.width, height: bitmap.height, rgb: Self.onWhite(bitmap.pixels))
        }
    }

    private init(width: Int, height: Int, rgb: [UInt8]) {
        if let gray = Self.gray(of: rgb) {
            self.init(width: width, height: height, channels: 1, bytes: gray)
        } else {
            self.init(width: width, height: height, channels: 3, bytes: rgb)
        }
    }

    /// One byte for each pixel; `nil` when any pixel has a colour.
    private static func gray(of rgb: [UInt8]) -> [UInt8]? {
        let count = rgb.count / 3
        var isGray = true
        let gray = [UInt8](unsafeUninitializedCapacity: count) { target, written in
            rgb.withUnsafeBufferPointer { source in
                var difference: UInt8 = 0
                for pixel in 0..<count {
                    let red = source[3 * pixel]
                    difference |= (red ^ source[3 * pixel + 1]) | (red ^ source[3 * pixel + 2])
                    target[pixel] = red
                }
                isGray = difference == 0
            }
            written = count
        }
        return isGray ? gray : nil
    }

    private static func onWhite(_ rgba: [UInt8]) -> [UInt8] {
        var rgb = [UInt8]()
        rgb.reserveCapacity(rgba.count / 4 * 3)
        for pixel in stride(from: 0, to: rgba.count, by: 4) {
            let opacity = Int(rgba[pixel + 3])
            for channel in 0..<3 { rgb.append(UInt8((Int(rgba[pixel + channel]) * opacity + 255 * (255 - opacity) + 127) / 255)) }
        }
        return rgb
    }

    /// Turned clockwise by that many quarter turns.
    package func turned(quarterTurns: Int) -> PixelGrid {
        let turns = ((quarterTurns % 4) + 4) % 4
        guard turns != 0 else { return self }
        let (newWidth, newHeight) = turns == 2 ? (width, height) : (height, width)
        var target = [UInt8](repeating: 0, count: bytes.count)
        bytes.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                for y in 0..<newHeight {
                    for x in 0..<newWidth {
                        // Where the pixel came from.
                        let (fromX, fromY) =
                            switch turns {
                            case 1: (y, height - 1 - x)
                            case 2: (width - 1 - x, height - 1 - y)
                            default: (width - 1 - y, x)
                            }
                        let from = (fromY * width + fromX) * channels
                        let to = (y * newWidth + x) * channels
                        for channel in 0..<channels { target[to + channel] = source[from + channel] }
                    }
                }
            }
        }
        return PixelGrid(width: newWidth, height: newHeight, channels: channels, bytes: target)
    }
}
