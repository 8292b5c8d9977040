import DocumentModel

/// The text of one block or cell as bytes, cut twice: into pieces (where it came from) and into runs (how it looks).
///
/// White space is folded to single spaces and trimmed at both ends; nothing else is changed.
struct InlineText {
    /// The bytes that one span contributed.
    struct Piece {
        var end: Int
        /// Index into the spans the text was made from.
        var span: Int
    }

    /// Neighbouring spans that are shown alike.
    struct Run {
        var range: Range<Int>
        var style: Span.Style
        var link: String?
    }

    private(set) var bytes: [UInt8] = []
    private(set) var pieces: [Piece] = []
    private(set) var runs: [Run] = []

    /// - Parameters:
    ///   - styles: the styles that the output can show; others are dropped.
    ///   - keepsLink: whether a link target is shown.
    init(_ spans: [Span], styles: Span.Style, keepsLink: (String) -> Bool) {
        bytes.reserveCapacity(spans.reduce(0) { $0 + $1.text.utf8.count })
        pieces.reserveCapacity(spans.count)
        for (index, span) in spans.enumerated() {
            let start = bytes.count
            append(span.text)
            guard bytes.count > start else { continue }
            pieces.append(Piece(end: bytes.count, span: index))
            let link = span.link.flatMap { keepsLink($0) ? $0 : nil }
            extendRuns(start..<bytes.count, style: span.style.intersection(styles), link: link)
        }
        trimEnd()
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// Styles that every visible character shares.
    var commonStyle: Span.Style {
        runs.dropFirst().reduce(runs.first?.style ?? []) { $0.intersection($1.style) }
    }

    /// Takes the styles away from every run and joins the runs that look alike then.
    mutating func remove(_ styles: Span.Style) {
        restyle { $1.subtracting(styles) }
    }

    /// Takes emphasis away from code: for notations in which nothing can be marked inside it.
    mutating func removeEmphasisFromCode() {
        restyle { $1.contains(.monospaced) ? $1.subtracting([.bold, .italic]) : $1 }
    }

    /// Gives every run (by its number and style) a new style and joins the runs that look alike then.
    mutating func restyle(_ change: (Int, Span.Style) -> Span.Style) {
        let old = runs
        runs.removeAll(keepingCapacity: true)
        for (index, run) in old.enumerated() { extendRuns(run.range, style: change(index, run.style), link: run.link) }
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { source in
            for byte in source {
                if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                    if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
                } else if byte < 0x20 {
                    bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])  // CommonMark 2.3: such characters are unsafe
                } else {
                    bytes.append(byte)
                }
            }
        }
    }

    private mutating func extendRuns(_ range: Range<Int>, style: Span.Style, link: String?) {
        guard let last = runs.indices.last else {
            runs.append(Run(range: range, style: style, link: link))
            return
        }
        // A lone space carries no visible style: it must not split a bold phrase in two.
        let isSpace = range.count == 1 && bytes[range.lowerBound] == 0x20
        if isSpace || (runs[last].style == style && runs[last].link == link) {
            runs[last].range = runs[last].range.lowerBound..<range.upperBound
        } else {
            runs.append(Run(range: range, style: style, link: link))
        }
    }

    private mutating func trimEnd() {
        guard bytes.last == 0x20 else { return }
        bytes.removeLast()
        clipLast(to: bytes.count)
    }

    private mutating func clipLast(to end: Int) {
        if let last = pieces.indices.last {
            pieces[last].end = end
            if last > 0 ? pieces[last - 1].end == end : end == 0 { pieces.removeLast() }
        }
        if let last = runs.indices.last {
            runs[last].range = runs[last].range.lowerBound..<max(runs[last].range.lowerBound, end)
            if runs[last].range.isEmpty { runs.removeLast() }
        }
    }
}

extension InlineText {
    /// The range without the space at either end; empty ranges stay empty.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound, end = range.upperBound
        if start < end, bytes[start] == 0x20 { start += 1 }
        if start < end, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }

    /// The character that starts at a byte; `nil` outside the text.
    func scalar(at index: Int) -> Unicode.Scalar? {
        guard index >= 0, index < bytes.count else { return nil }
        let width = scalarWidth(at: index)
        guard width > 1 else { return Unicode.Scalar(bytes[index]) }
        var value = UInt32(bytes[index]) & (0x7F >> UInt32(width))
        for offset in 1..<width where index + offset < bytes.count {
            value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return Unicode.Scalar(value)
    }

    /// Start of the character that ends before a byte; -1 at the start of the text.
    func scalarStart(before index: Int) -> Int {
        var start = index - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    func scalarWidth(at index: Int) -> Int {
        let byte = bytes[index]
        return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    /// Runs that share one link (or none), as ranges of run indices.
    func linkGroups() -> [Range<Int>] {
        var groups: [Range<Int>] = []
        for index in runs.indices {
            if let last = groups.last, runs[last.lowerBound].link == runs[index].link {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        return groups
    }

    func slice(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
