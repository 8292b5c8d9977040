package import DocumentModel

extension Bitmap {
    /// The picture at another size, equal to what Pillow's `resize` gives.
    package func scaled(toWidth newWidth: Int, height newHeight: Int, filter: ScalingFilter) -> Bitmap {
        precondition(newWidth > 0 && newHeight > 0, "a picture has pixels")
        guard layout != .rgba else {
            return multipliedByOpacity(false).scaledChannels(newWidth, newHeight, filter).multipliedByOpacity(true)
        }
        return scaledChannels(newWidth, newHeight, filter)
    }

    /// The picture made smaller so that no side is longer than `side`; itself when none is.
    package func fitted(into side: Int) -> Bitmap {
        let longest = max(width, height)
        guard longest > side else { return self }
        let scale = Double(side) / Double(longest)
        func fitted(_ measure: Int) -> Int { max(1, Int((Double(measure) * scale).rounded())) }
        return scaled(toWidth: fitted(width), height: fitted(height), filter: .area)
    }

    private func scaledChannels(_ newWidth: Int, _ newHeight: Int, _ filter: ScalingFilter) -> Bitmap {
        let narrowed = newWidth == width ? self : scaledAcross(newWidth, filter)
        return newHeight == height ? narrowed : narrowed.scaledDown(newHeight, filter)
    }

    private func scaledAcross(_ newWidth: Int, _ filter: ScalingFilter) -> Bitmap {
        let weights = ScalingWeights(from: width, to: newWidth, filter: filter)
        let size = layout.bytesPerPixel
        let scaled = [UInt8](unsafeUninitializedCapacity: newWidth * height * size) { target, count in
            pixels.withUnsafeBufferPointer { source in
                weights.weights.withUnsafeBufferPointer { factors in
                    var to = 0
                    for y in 0..<height {
                        for x in 0..<newWidth {
                            let start = (y * width + weights.starts[x]) * size
                            for channel in 0..<size {
                                var sum = Int32(1) << (ScalingWeights.fractionBits - 1)
                                var from = start + channel
                                for index in x * weights.stride..<x * weights.stride + weights.counts[x] {
                                    sum &+= Int32(source[from]) &* factors[index]
                                    from += size
                                }
                                target[to] = UInt8(clamping: sum >> Int32(ScalingWeights.fractionBits))
                                to += 1
                            }
                        }
                    }
                }
            }
            count = newWidth * height * size
        }
        return Bitmap(width: newWidth, height: height, layout: layout, pixels: scaled)
    }

    /// Row by row, so that memory is read in order.
    private func scaledDown(_ newHeight: Int, _ filter: ScalingFilter) -> Bitmap {
        let weights = ScalingWeights(from: height, to: newHeight, filter: filter)
        let row = width * layout.bytesPerPixel
        var sums = [Int32](repeating: 0, count: row)
        let scaled = [UInt8](unsafeUninitializedCapacity: newHeight * row) { target, count in
            pixels.withUnsafeBufferPointer { source in
                sums.withUnsafeMutableBufferPointer { sums in
                    for y in 0..<newHeight {
                        for i in 0..<row { sums[i] = 1 << (Int32(ScalingWeights.fractionBits) - 1) }
                        for index in 0..<weights.counts[y] {
                            let factor = weights.weights[y * weights.stride + index]
                            let from = (weights.starts[y] + index) * row
                            for i in 0..<row { sums[i] &+= Int32(source[from + i]) &* factor }
                        }
                        for i in 0..<row { target[y * row + i] = UInt8(clamping: sums[i] >> Int32(ScalingWeights.fractionBits)) }
                    }
                }
            }
            count = newHeight * row
        }
        return Bitmap(width: width, height: newHeight, layout: layout, pixels: scaled)
    }

    /// Colours of what cannot be seen must not leak into what can: they are scaled multiplied by opacity, and divided again.
    private func multipliedByOpacity(_ isUndone: Bool) -> Bitmap {
        var result = self
        result.pixels.withUnsafeMutableBufferPointer { pixels in
            for start in stride(from: 0, to: pixels.count, by: 4) {
                let opacity = Int(pixels[start + 3])
                guard opacity < 255, !isUndone || opacity > 0 else { continue }
                for i in start..<start + 3 {
                    let value = Int(pixels[i])
                    pixels[i] = UInt8(clamping: isUndone ? (value * 255 + opacity / 2) / opacity : (value * opacity + 127) / 255)
                }
            }
        }
        return result
    }
}
