import DocumentModel

/// What line building needs of the page's styles, computed once per page.
struct StyleTable {
    /// Distinct font names; `fontIndex[style]` points into it.
    let fontNames: [String]
    let fontIndex: [Int]
    let bits: [Span.Style]
    let sizes: [Double]

    init(_ styles: [TextStyle]) {
        var names: [String] = []
        fontIndex = styles.map { style in
            if let known = names.firstIndex(of: style.fontName) { return known }
            names.append(style.fontName)
            return names.count - 1
        }
        fontNames = names
        sizes = styles.map { max($0.size, 0.5) }
        bits = styles.map { style in
            var bits: Span.Style = []
            if style.isBold { bits.insert(.bold) }
            if style.isItalic { bits.insert(.italic) }
            if style.isMonospaced { bits.insert(.monospaced) }
            return bits
        }
    }
}
