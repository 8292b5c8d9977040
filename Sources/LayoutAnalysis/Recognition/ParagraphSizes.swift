import DocumentModel

/// Font sizes of lines amid a paragraph: between two lines of one size, as far from the one above as from the one below, a line has
/// their size, whatever a strange letter or a note in it measured.
struct ParagraphSizes {
    struct Options {
        /// Share by which the distances to both neighbours may differ; before and after a heading they differ more.
        var samePitch = 0.06
        /// Share by which the sizes of the neighbours may differ.
        var sameSize = 0.07
        /// Sizes farther apart than this share are no errors of measuring.
        var mostError = 0.5
        /// Font sizes from baseline to baseline inside a paragraph, at most.
        var widestPitch = 2.2
        /// Share of the shorter line that must stand over the longer one.
        var overlap = 0.8
        /// Neighbours of fewer characters are measured no better.
        var leastCharacters = 5
        /// Lines that have to tell how large the letters of a page are beside its ideographs.
        var leastLines = 3
    }

    var options = Options()

    /// The same lines, in the same order.
    func settled(_ lines: [PrintedLine]) -> [PrintedLine] { amidParagraphs(calibrated(lines)) }

    /// With the sizes that letters tell as large as those that ideographs tell: how high capitals are in a font is only assumed, and
    /// lines with both show it.
    private func calibrated(_ lines: [PrintedLine]) -> [PrintedLine] {
        let shares = lines.compactMap(\.letterSize).sorted()
        guard shares.count >= options.leastLines else { return lines }
        let share = shares[shares.count / 2]
        return lines.map { line in
            var line = line
            if line.isSizedByLetters, let size = line.measuredSize { line.measuredSize = size / share }
            return line
        }
    }

    private func amidParagraphs(_ lines: [PrintedLine]) -> [PrintedLine] {
        let sorted = lines.indices.filter { lines[$0].angleDegrees == 0 && lines[$0].measuredSize != nil && lines[$0].measuredBaseline != nil }
            .sorted { (lines[$0].measuredBaseline ?? 0) < (lines[$1].measuredBaseline ?? 0) }
        var settled = lines
        for (place, index) in sorted.enumerated() {
            guard let above = neighbour(of: lines[index], among: sorted[..<place].reversed().lazy.map { lines[$0] }),
                let below = neighbour(of: lines[index], among: sorted[(place + 1)...].lazy.map { lines[$0] }),
                let size = size(of: lines[index], between: above, and: below)
            else { continue }
            settled[index].measuredSize = size
        }
        return settled
    }

    /// The first of the lines that stands over or under the line, within the reach of a paragraph.
    private func neighbour(of line: PrintedLine, among others: some Sequence<PrintedLine>) -> PrintedLine? {
        guard let size = line.measuredSize, let baseline = line.measuredBaseline else { return nil }
        for other in others {
            let distance = abs((other.measuredBaseline ?? 0) - baseline)
            if distance > options.widestPitch * (1 + options.mostError) * size { return nil }
            let common = min(line.frame.right, other.frame.right) - max(line.frame.left, other.frame.left)
            guard distance > size / 2, common >= options.overlap * min(line.frame.width, other.frame.width) else { continue }
            return other
        }
        return nil
    }

    /// The size to take; `nil` where the line keeps its own.
    private func size(of line: PrintedLine, between above: PrintedLine, and below: PrintedLine) -> Double? {
        guard let own = line.measuredSize, let upper = above.measuredSize, let lower = below.measuredSize, let baseline = line.measuredBaseline,
            let first = above.measuredBaseline, let last = below.measuredBaseline,
            min(above.characterCount, below.characterCount) >= options.leastCharacters
        else { return nil }
        let size = (upper + lower) / 2, pitch = (last - first) / 2
        guard abs(upper - lower) <= options.sameSize * size, abs(baseline - first - pitch) <= options.samePitch * pitch,
            pitch <= options.widestPitch * size, abs(own - size) <= options.mostError * size
        else { return nil }
        return size
    }
}
