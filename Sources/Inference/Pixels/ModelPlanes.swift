/// Colour planes as models take them.
package enum ModelPlanes {
    /// Planes of 0...255 (one or three, red first) as three planes, blue first, `(value / 255 - mean) / deviation`.
    /// - Parameters:
    ///   - mean: of blue, green and red, 0...1.
    ///   - deviation: of blue, green and red.
    package static func blueFirst(_ planes: [Float], channels: Int, mean: [Float], deviation: [Float]) -> [Float] {
        let size = planes.count / channels
        var target = [Float](repeating: 0, count: 3 * size)
        target.withUnsafeMutableBufferPointer { target in
            planes.withUnsafeBufferPointer { source in
                for plane in 0..<3 {
                    let from = channels == 3 ? (2 - plane) * size : 0
                    let scale = 1 / (255 * deviation[plane])
                    let shift = -mean[plane] / deviation[plane]
                    for index in 0..<size { target[plane * size + index] = source[from + index] * scale + shift }
                }
            }
        }
        return target
    }
}
