package import DocumentModel
package import ImageAnalysis

/// How a model wants its pictures: the shorter side scaled, the middle cut out, values shifted and scaled by channel.
package struct PicturePreparation: Hashable, Sendable {
    /// Pixels of both sides.
    package var side: Int
    package var filter: ScalingFilter
    /// Of red, green and blue, 0...1.
    package var mean: [Float]
    package var deviation: [Float]

    /// Radford et al. 2021, with the constants of the published code.
    package static func clip(side: Int = 224) -> PicturePreparation {
        PicturePreparation(
            side: side, filter: .bicubic, mean: [0.48145466, 0.4578275, 0.40821073], deviation: [0.26862954, 0.26130258, 0.27577711])
    }

    /// Of the "lite" networks: (value - 127) / 128.
    package static let efficientNetLite = PicturePreparation(
        side: 224, filter: .bicubic, mean: [Float](repeating: 127.0 / 255, count: 3), deviation: [Float](repeating: 128.0 / 255, count: 3))

    /// A picture this much longer than wide has nothing in its middle; scaling its shorter side up would take much memory for it.
    private static let longestRatio = 20

    /// One picture for a model: 1 x 3 x side x side.
    package func tensor(of picture: Bitmap) -> Tensor {
        let square = square(of: picture)
        let area = side * side
        let values = [Float](unsafeUninitializedCapacity: 3 * area) { target, count in
            square.pixels.withUnsafeBufferPointer { pixels in
                for channel in 0..<3 {
                    let (scale, shift) = (1 / (255 * deviation[channel]), mean[channel] / deviation[channel])
                    for index in 0..<area { target[channel * area + index] = Float(pixels[index * 3 + channel]) * scale - shift }
                }
            }
            count = 3 * area
        }
        return Tensor(values, shape: [1, 3, side, side])
    }

    /// The middle of the picture in RGB, at the model's size.
    package func square(of picture: Bitmap) -> Bitmap {
        let flat = Self.middle(of: picture).flattened
        let shorter = min(flat.width, flat.height)
        // As torchvision does: the longer side is cut to whole pixels, not rounded.
        let scaled = flat.scaled(
            toWidth: flat.width == shorter ? side : side * flat.width / shorter,
            height: flat.height == shorter ? side : side * flat.height / shorter, filter: filter)
        return scaled.part(left: (scaled.width - side) / 2, top: (scaled.height - side) / 2, width: side, height: side)
    }

    private static func middle(of picture: Bitmap) -> Bitmap {
        let longest = min(picture.width, picture.height) * longestRatio
        let (width, height) = (min(picture.width, longest), min(picture.height, longest))
        guard width < picture.width || height < picture.height else { return picture }
        return picture.part(left: (picture.width - width) / 2, top: (picture.height - height) / 2, width: width, height: height)
    }
}
