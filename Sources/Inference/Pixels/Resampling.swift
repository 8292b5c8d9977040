/// Changes of size by a triangle filter that widens when a picture shrinks, so that thin strokes do not fall between the samples.
package enum Resampling {
    /// Colour planes of the picture in another size: red, green, blue one after another for three channels, one plane for grey.
    /// - Returns: `channels * width * height` values, 0...255.
    package static func planes(_ picture: PixelGrid, width: Int, height: Int) -> [Float] {
        let across = Taps(from: picture.width, to: width)
        let down = Taps(from: picture.height, to: height)
        let narrow = shrinkRows(picture, across)
        return shrinkColumns(narrow, rows: picture.height, width: width, channels: picture.channels, down)
    }

    /// Which source samples make up each target sample, and how much each counts.
    struct Taps {
        /// First source sample of each target sample.
        let starts: [Int]
        /// `count` weights for each target sample; they add up to 1.
        let weights: [Float]
        /// Source samples for each target sample.
        let count: Int

        init(from source: Int, to target: Int) {
            let scale = Double(source) / Double(target)
            let radius = max(1, scale)
            count = min(source, Int((2 * radius).rounded(.up)) + 1)
            var starts: [Int] = []
            var weights: [Float] = []
            starts.reserveCapacity(target)
            weights.reserveCapacity(target * count)
            for index in 0..<target {
                let center = (Double(index) + 0.5) * scale - 0.5
                let first = min(max(0, Int((center - radius).rounded(.up))), source - count)
                let raw = (0..<count).map { max(0, 1 - abs(Double(first + $0) - center) / radius) }
                let sum = raw.reduce(0, +)
                starts.append(first)
                // Beyond the border the nearest sample stands in.
                weights += sum > 0 ? raw.map { Float($0 / sum) } : (0..<count).map { $0 == 0 ? 1 : 0 }
            }
            self.starts = starts
            self.weights = weights
        }
    }

    /// Rows of the picture in the new width, channel by channel within each row.
    private static func shrinkRows(_ picture: PixelGrid, _ taps: Taps) -> [Float] {
        let width = taps.starts.count
        let channels = picture.channels
        return [Float](unsafeUninitializedCapacity: picture.height * channels * width) { target, written in
            picture.bytes.withUnsafeBufferPointer { source in
                taps.weights.withUnsafeBufferPointer { weights in
                    for row in 0..<picture.height {
                        for channel in 0..<channels {
                            let line = (row * channels + channel) * width
                            let origin = row * picture.width * channels + channel
                            for x in 0..<width {
                                var sum: Float = 0
                                var from = origin + taps.starts[x] * channels
                                for tap in 0..<taps.count {
                                    sum += weights[x * taps.count + tap] * Float(source[from])
                                    from += channels
                                }
                                target[line + x] = sum
                            }
                        }
                    }
                }
            }
            written = picture.height * channels * width
        }
    }

    private static func shrinkColumns(_ narrow: [Float], rows: Int, width: Int, channels: Int, _ taps: Taps) -> [Float] {
        let height = taps.starts.count
        var planes = [Float](repeating: 0, count: channels * height * width)
        planes.withUnsafeMutableBufferPointer { target in
            narrow.withUnsafeBufferPointer { source in
                for channel in 0..<channels {
                    for y in 0..<height {
                        let line = (channel * height + y) * width
                        for tap in 0..<taps.count {
                            let weight = taps.weights[y * taps.count + tap]
                            guard weight > 0 else { continue }
                            let from = ((taps.starts[y] + tap) * channels + channel) * width
                            for x in 0..<width { target[line + x] += weight * source[from + x] }
                        }
                    }
                }
            }
        }
        return planes
    }
}
