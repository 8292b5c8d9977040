import DocumentModel

/// Writes the lines of a passage as one run of spans: spaces between lines, hyphens undone, code kept line by line.
struct LineJoiner {
    let wordStock: WordStock

    /// Blank lines restored inside code at most; larger gaps are page breaks.
    private static let mostBlankLines = 2

    /// Running text; `dropping` characters of the first line are the list marker.
    func prose(_ lines: [DraftLine], dropping: Int = 0) -> [Span] {
        var spans: [Span] = []
        for (index, line) in lines.enumerated() {
            var own = line.line.spans
            if index == 0, dropping > 0 { own = dropped(own, dropping) }
            if index + 1 < lines.count, !own.isEmpty { own[own.count - 1] = joined(own[own.count - 1], line, lines[index + 1]) }
            spans += own
        }
        return spans
    }

    private func joined(_ span: Span, _ upper: DraftLine, _ lower: DraftLine) -> Span {
        var span = span
        if upper.line.endsWithHyphen, let last = span.text.unicodeScalars.last, ScalarKinds.isHyphen(last.value) {
            if isSplitWord(upper, lower, last.value) {
                span.text.unicodeScalars.removeLast()
                span.dropsHyphen = true
            }
            return span
        }
        if upper.shape.last == 0x2D || upper.shape.last == 0x2010, lower.shape.first != 0, isInsideWord(upper) { return span }
        if isBrokenAddress(upper, lower) { return span }
        if ScalarKinds.isIdeographic(upper.shape.last) && ScalarKinds.isIdeographic(lower.shape.first) { return span }
        span.text += " "
        return span
    }

    private func isSplitWord(_ upper: DraftLine, _ lower: DraftLine, _ hyphen: UInt32) -> Bool {
        if hyphen == 0xAD { return true }
        let head = upper.text.split(separator: " ").last ?? ""
        if head.contains("://") || head.contains("/") || head.contains("@") || head.dropLast().contains(where: \.isNumber) { return false }
        if !lower.shape.startsLowercase { return wordStock.knowsJoined(upper.text, lower.text) }
        return !wordStock.keepsHyphen(upper.text, lower.text)
    }

    /// A web address that the line end splits after one of its signs, or between "https:" and "//".
    private func isBrokenAddress(_ upper: DraftLine, _ lower: DraftLine) -> Bool {
        guard let last = upper.line.spans.last, let first = lower.line.spans.first else { return false }
        if lower.shape.first == 0x2F, first.text.hasPrefix("//") { return upper.shape.last == 0x3A }
        guard last.style.contains(.monospaced) == first.style.contains(.monospaced), lower.shape.first != 0x28 else { return false }
        guard (last.link != nil && last.link == first.link) || mayBreakAddress(upper, lower, last) else { return false }
        // Asked last: few lines end in such a sign, and looking into the text costs most.
        let head = upper.text.split(separator: " ").last ?? ""
        return head.contains("://") || head.hasPrefix("www.")
    }

    /// The upper line ends in a sign after which addresses are split.
    private func mayBreakAddress(_ upper: DraftLine, _ lower: DraftLine, _ last: Span) -> Bool {
        switch upper.shape.last {
        case 0x2F, 0x5F, 0x3D, 0x26, 0x3F, 0x25: true
        case 0x2E, 0x2D: lower.shape.startsLowercase && last.style.contains(.monospaced)
        default: false
        }
    }

    /// A hyphen attached to letters or digits, not a dash between spaces.
    private func isInsideWord(_ line: DraftLine) -> Bool { line.shape.lastWordLength > 1 }

    private func dropped(_ spans: [Span], _ count: Int) -> [Span] {
        var left = count
        var result: [Span] = []
        for var span in spans {
            guard left > 0 else { result.append(span); continue }
            let length = span.text.unicodeScalars.count
            if length > left {
                span.rectangle.left += span.width(ofFirst: left)
                span.text = String(String.UnicodeScalarView(span.text.unicodeScalars.dropFirst(left)))
                left = 0
                result.append(span)
            } else {
                left -= length
            }
        }
        if let first = result.first, first.text.first == " " { result[0].text = String(first.text.drop { $0 == " " }) }
        return result
    }

    /// Program text: one line each, indents in characters, blank lines where the page leaves air.
    func code(_ lines: [DraftLine]) -> [Span] {
        let left = lines.map(\.box.left).min() ?? 0
        let widths = lines.filter { $0.shape.count >= 4 }.map(\.characterWidth).sorted()
        let width = widths.isEmpty ? (lines.first?.size ?? 10) * 0.6 : widths[widths.count / 2]
        let pitch = usualPitch(lines)
        var spans: [Span] = []
        for (index, line) in lines.enumerated() {
            var own = line.line.spans
            guard !own.isEmpty else { continue }
            let indent = Int(((line.box.left - left) / max(width, 1)).rounded())
            if indent > 0 { own[0].text = String(repeating: " ", count: min(indent, 200)) + own[0].text }
            if index + 1 < lines.count { own[own.count - 1].text += breaks(line, lines[index + 1], pitch) }
            spans += own
        }
        return spans
    }

    private func breaks(_ upper: DraftLine, _ lower: DraftLine, _ pitch: Double) -> String {
        guard upper.page == lower.page else { return "\n" }
        let distance = lower.baseline - upper.baseline
        if distance < 0.5 * pitch && distance >= 0 { return " " }
        let blank = Int((distance / max(pitch, 1)).rounded()) - 1
        return String(repeating: "\n", count: 1 + min(max(blank, 0), Self.mostBlankLines))
    }

    private func usualPitch(_ lines: [DraftLine]) -> Double {
        let distances = zip(lines, lines.dropFirst()).map { $1.baseline - $0.baseline }.filter { $0 > 1 }.sorted()
        guard !distances.isEmpty else { return (lines.first?.size ?? 10) * 1.2 }
        return distances[distances.count / 3]
    }
}
