package import DocumentModel

extension Bitmap {
    /// The picture in RGB as it looks on white paper.
    package var flattened: Bitmap {
        guard layout != .rgb else { return self }
        let size = layout.bytesPerPixel
        let flat = [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
            pixels.withUnsafeBufferPointer { source in
                for index in 0..<width * height {
                    let opacity = size == 4 ? Int(source[index * size + 3]) : 255
                    for channel in 0..<3 {
                        let value = Int(source[index * size + (size == 1 ? 0 : channel)])
                        target[index * 3 + channel] = UInt8((value * opacity + 255 * (255 - opacity) + 127) / 255)
                    }
                }
            }
            count = width * height * 3
        }
        return Bitmap(width: width, height: height, layout: .rgb, pixels: flat)
    }

    /// Lightness as an eye sees it, in gray (ITU-R BT.601 luma; opacity over white).
    package var luma: Bitmap {
        guard layout != .gray else { return self }
        let flat = flattened
        let gray = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            flat.pixels.withUnsafeBufferPointer { source in
                for i in 0..<width * height {
                    let (red, green, blue) = (Int(source[3 * i]), Int(source[3 * i + 1]), Int(source[3 * i + 2]))
                    target[i] = UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
                }
            }
            count = width * height
        }
        return Bitmap(width: width, height: height, layout: .gray, pixels: gray)
    }

    /// A part of the picture; the part must lie inside.
    package func part(left: Int, top: Int, width partWidth: Int, height partHeight: Int) -> Bitmap {
        precondition(left >= 0 && top >= 0 && left + partWidth <= width && top + partHeight <= height, "inside the picture")
        let size = layout.bytesPerPixel
        var part: [UInt8] = []
        part.reserveCapacity(partWidth * partHeight * size)
        for row in top..<top + partHeight {
            let start = (row * width + left) * size
            part += pixels[start..<start + partWidth * size]
        }
        return Bitmap(width: partWidth, height: partHeight, layout: layout, pixels: part)
    }
}
