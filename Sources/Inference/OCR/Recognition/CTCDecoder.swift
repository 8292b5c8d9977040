import DocumentModel

/// Turns the classes of time steps into characters: repeated classes are one character, class 0 parts them.
struct CTCDecoder {
    let characters: CharacterSet

    /// A run of time steps of one class.
    private struct Peak {
        var classNumber: Int
        var steps: Range<Int>
        var confidence: Float
    }

    /// Characters of one line.
    /// - Parameter scores: for each time step, a probability for each class.
    func line(_ scores: UnsafeBufferPointer<Float>, steps: Int) -> (characters: [RecognizedCharacter], confidence: Double) {
        let peaks = peaks(scores, steps: steps)
        guard !peaks.isEmpty else { return ([], 0) }
        var characters: [RecognizedCharacter] = []
        for (index, peak) in peaks.enumerated() {
            let extent = Self.extent(of: index, in: peaks, steps: steps)
            for scalar in self.characters.scalars[peak.classNumber - 1] {
                characters.append(RecognizedCharacter(scalar: scalar, extent: extent, confidence: Double(peak.confidence)))
            }
        }
        let confidence = peaks.reduce(0) { $0 + Double($1.confidence) } / Double(peaks.count)
        return (characters, confidence)
    }

    private func peaks(_ scores: UnsafeBufferPointer<Float>, steps: Int) -> [Peak] {
        let classes = characters.classCount
        var peaks: [Peak] = []
        var last = 0
        for step in 0..<steps {
            let row = UnsafeBufferPointer(rebasing: scores[step * classes..<(step + 1) * classes])
            let best = ScoreRow.best(row)
            if best.classNumber == last, last != 0 {
                peaks[peaks.count - 1].steps = peaks[peaks.count - 1].steps.lowerBound..<step + 1
                peaks[peaks.count - 1].confidence = max(peaks[peaks.count - 1].confidence, best.score)
            } else if best.classNumber != 0 {
                peaks.append(Peak(classNumber: best.classNumber, steps: step..<step + 1, confidence: best.score))
            }
            last = best.classNumber
        }
        return peaks
    }

    /// From the middle between a peak and the one before to the middle between it and the next.
    private static func extent(of index: Int, in peaks: [Peak], steps: Int) -> ClosedRange<Double> {
        func center(_ peak: Peak) -> Double { Double(peak.steps.lowerBound + peak.steps.upperBound) / 2 }
        let own = center(peaks[index])
        let before = index > 0 ? center(peaks[index - 1]) : nil
        let after = index + 1 < peaks.count ? center(peaks[index + 1]) : nil
        let half = (after.map { $0 - own } ?? before.map { own - $0 } ?? Double(steps)) / 2
        let halfBefore = (before.map { own - $0 } ?? after.map { $0 - own } ?? Double(steps)) / 2
        let start = max(0, (own - halfBefore) / Double(steps))
        return start...max(start, min(1, (own + half) / Double(steps)))
    }
}

/// The scores of one time step.
enum ScoreRow {
    /// The likeliest class.
    ///
    /// Most steps are "nothing" (class 0) with more than half of the probability, which no other class can beat; the others are searched
    /// 16 at a time.
    static func best(_ row: UnsafeBufferPointer<Float>) -> (classNumber: Int, score: Float) {
        if row[0] > 0.5 { return (0, row[0]) }
        let highest = highest(row)
        return (row.firstIndex(of: highest) ?? 0, highest)
    }

    private static func highest(_ row: UnsafeBufferPointer<Float>) -> Float {
        let width = 16
        let whole = row.count / width * width
        var lanes = SIMD16<Float>(repeating: -.infinity)
        let bytes = UnsafeRawBufferPointer(row)
        for start in stride(from: 0, to: whole, by: width) {
            let next = bytes.loadUnaligned(fromByteOffset: start * MemoryLayout<Float>.stride, as: SIMD16<Float>.self)
            lanes.replace(with: next, where: next .> lanes)
        }
        return row[whole...].reduce(lanes.max()) { max($0, $1) }
    }
}
