import DocumentModel
import Glibc

/// Cuts a line out of a picture, whatever its slant, in the height that recognition takes.
enum LineSampler {
    static let height = 48

    /// Planes as the recognition model takes them: three, blue first, -1...1, `width` by 48 pixels.
    static func planes(_ picture: PixelGrid, frame: Quadrilateral, width: Int) -> [Float] {
        let step = Step(frame: frame, width: width)
        let size = width * height
        var planes = [Float](repeating: 0, count: 3 * size)
        planes.withUnsafeMutableBufferPointer { target in
            picture.bytes.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    for x in 0..<width {
                        for channel in 0..<picture.channels {
                            let value = step.value(source, picture, x: x, y: y, channel: channel) / 127.5 - 1
                            if picture.channels == 1 {
                                for plane in 0..<3 { target[plane * size + y * width + x] = value }
                            } else {
                                target[(2 - channel) * size + y * width + x] = value
                            }
                        }
                    }
                }
            }
        }
        return planes
    }

    /// How far one pixel of the line is in the picture.
    private struct Step {
        let originX, originY, acrossX, acrossY, downX, downY: Float
        /// Samples each way that are averaged for one pixel: more than one where the line shrinks.
        let samples: Int

        init(frame: Quadrilateral, width: Int) {
            originX = Float(frame.topLeft.x)
            originY = Float(frame.topLeft.y)
            acrossX = Float(frame.topRight.x - frame.topLeft.x) / Float(width)
            acrossY = Float(frame.topRight.y - frame.topLeft.y) / Float(width)
            downX = Float(frame.bottomLeft.x - frame.topLeft.x) / Float(LineSampler.height)
            downY = Float(frame.bottomLeft.y - frame.topLeft.y) / Float(LineSampler.height)
            samples = max(1, min(8, Int(max(hypotf(acrossX, acrossY), hypotf(downX, downY)).rounded())))
        }

        func value(_ source: UnsafeBufferPointer<UInt8>, _ picture: PixelGrid, x: Int, y: Int, channel: Int) -> Float {
            var sum: Float = 0
            for row in 0..<samples {
                let v = Float(y) + (Float(row) + 0.5) / Float(samples)
                for column in 0..<samples {
                    let u = Float(x) + (Float(column) + 0.5) / Float(samples)
                    sum += LineSampler.bilinear(
                        source, picture, x: originX + u * acrossX + v * downX - 0.5, y: originY + u * acrossY + v * downY - 0.5,
                        channel: channel)
                }
            }
            return sum / Float(samples * samples)
        }
    }

    /// The value between the four nearest pixels; beyond the border that of the nearest.
    @inline(__always)
    private static func bilinear(
        _ source: UnsafeBufferPointer<UInt8>, _ picture: PixelGrid, x: Float, y: Float, channel: Int
    ) -> Float {
        let boundedX = min(max(x, 0), Float(picture.width - 1))
        let boundedY = min(max(y, 0), Float(picture.height - 1))
        let (left, top) = (Int(boundedX), Int(boundedY))
        let (fractionX, fractionY) = (boundedX - Float(left), boundedY - Float(top))
        let right = min(left + 1, picture.width - 1)
        let bottom = min(top + 1, picture.height - 1)
        func pixel(_ x: Int, _ y: Int) -> Float { Float(source[(y * picture.width + x) * picture.channels + channel]) }
        let above = pixel(left, top) + (pixel(right, top) - pixel(left, top)) * fractionX
        let below = pixel(left, bottom) + (pixel(right, bottom) - pixel(left, bottom)) * fractionX
        return above + (below - above) * fractionY
    }
}
